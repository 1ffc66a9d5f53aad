package gradus.data.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands for a missing value in a column: texts, and numbers where the column has numbers. A text as `age=0` is
/// said of one column, any other of all.
public final class MissingValues {
    private final Set<String> texts = new HashSet<>();
    private final Set<Double> numbers = new HashSet<>();

    /// Selects what is said of a column.
    ///
    /// @param all texts, as those of [CsvOptions#missing()]
    /// @param column name of the column
    MissingValues(Collection<String> all, String column) {
        for (String text : all) {
            if (!isOfOneColumn(text)) {
                add(text);
            } else if (text.startsWith(column + "=")) {
                add(text.substring(column.length() + 1));
            }
        }
    }

    private void add(String text) {
        texts.add(text);
        if (Numbers.isNumber(text, '.')) {
            double number = Numbers.parse(text, '.');
            numbers.add(number + 0.0); // no -0
            if (number == Math.rint(number) && text.indexOf('.') < 0) {
                texts.add(text + ".0"); // as programs write whole numbers beside empty cells
            }
        }
    }

    private static boolean isOfOneColumn(String text) {
        return text.indexOf('=') > 0;
    }

    /// {@return the texts that stand for a missing value in every column}
    ///
    /// @param all texts, as those of [Schema#na()]
    public static List<String> inEveryColumn(Collection<String> all) {
        return all.stream().filter(text -> !isOfOneColumn(text)).toList();
    }

    /// The first text that is said of a column that is not there.
    static @Nullable String unknown(Collection<String> all, Collection<String> columns) {
        for (String text : all) {
            if (isOfOneColumn(text) && columns.stream().noneMatch(column -> text.startsWith(column + "="))) {
                return text.substring(0, text.indexOf('='));
            }
        }
        return null;
    }

    /// {@return whether a text stands for a missing value}
    ///
    /// @param text without blanks around it
    public boolean has(String text) {
        return texts.contains(text);
    }

    /// {@return whether a number stands for a missing value}
    ///
    /// @param number the number
    public boolean has(double number) {
        return Double.isNaN(number) || (!numbers.isEmpty() && numbers.contains(number + 0.0));
    }

    /// {@return what a text says: without blanks around it; null if it stands for a missing value}
    ///
    /// @param text the text of a cell
    public @Nullable String cell(String text) {
        String value = text.strip();
        return has(value) ? null : value;
    }

    /// {@return whether numbers such as -999 stand for a missing value}
    boolean hasNumbers() {
        return !numbers.isEmpty();
    }

    /// A table without the values that stand for a missing one. One on disk was read without them.
    static Table emptied(Table table, Collection<String> all) {
        if (all.isEmpty() || table.columns() instanceof LazyColumns) {
            return table;
        }
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(new MissingValues(all, column.name()).emptied(column));
        }
        return columns.equals(table.columns())
                ? table
                : new Table(table.source(), columns, table.lines(), table.skipped(), table.notes());
    }

    private Column emptied(Column column) {
        switch (column) {
            case NumericColumn known -> {
                double[] values = known.values().clone();
                for (int row = 0; row < values.length; row++) {
                    values[row] = has(values[row]) ? Double.NaN : values[row];
                }
                return Arrays.equals(values, known.values())
                        ? column
                        : new NumericColumn(known.name(), values, known.decimal());
            }
            case CategoryColumn known -> {
                if (known.categories().stream().noneMatch(this::has)) {
                    return column;
                }
                int[] codes = known.codes().clone();
                for (int row = 0; row < codes.length; row++) {
                    codes[row] = codes[row] >= 0 && has(known.categories().get(codes[row])) ? -1 : codes[row];
                }
                return new CategoryColumn(known.name(), known.categories(), codes);
            }
        }
    }
}
