package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import gradus.internal.EvenlySpaced;
import java.io.Serializable;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Columns of equal length, and where their rows come from.
///
/// @param source the file or data set, for messages
/// @param columns at least one, all of the same length, no two of one name
/// @param lines the line of the file each row begins in, of all rows of the file where these are some of them; null if
///     it is the row's number plus 2
/// @param skipped how many lines of the file were left out because they were bad
/// @param notes what was assumed when the file was read, one sentence each, and how to read it otherwise
public record Table(String source, List<Column> columns, int @Nullable [] lines, int skipped, List<Advice> notes)
        implements Serializable {
    /// A table of more columns is described by its first and its last.
    private static final int MOST_DESCRIBED = 24;

    private static final int FIRST_DESCRIBED = 8;
    /// Cells that are looked at in a large table.
    private static final int MOST_SAMPLED = 2_000_000;

    /// Checks names and lengths.
    public Table {
        boolean selected = columns instanceof LazyColumns;
        columns = selected ? columns : List.copyOf(columns);
        notes = List.copyOf(notes);
        if (columns.isEmpty()) {
            throw new DataException(source + " has no columns");
        }
        Set<String> names = new HashSet<>();
        for (Column column : selected ? List.<Column>of() : columns) {
            if (!names.add(column.name())) {
                throw new DataException(source + ": two columns are named " + Texts.quote(column.name()));
            }
            if (column.rows() != columns.getFirst().rows()) {
                throw new DataException(source + ": column " + Texts.quote(column.name()) + " must have "
                        + columns.getFirst().rows() + " rows as the first has, got " + column.rows());
            }
        }
    }

    /// Creates a table from columns that were not read from a file.
    ///
    /// @param source name of the table in messages
    /// @param columns columns of equal length with distinct names
    /// @return the table
    public static Table of(String source, List<? extends Column> columns) {
        List<Column> all = columns instanceof LazyColumns lazy ? lazy : List.copyOf(columns);
        return new Table(source, all, null, 0, List.of());
    }

    /// Reads a table from the result of a query, from where it stands to its end. Numbers are numbers; texts are
    /// numbers, dates or words, as they look; dates, times and truth values are texts, and null is a missing value.
    /// The result set is not closed. A driver may hold all rows in memory at once unless its statement streams, see
    /// [gradus.data.sql.Query], which sees to that.
    ///
    /// @param rows the result
    /// @return the table
    /// @throws DataException if it cannot be read, has no rows, or does not fit in memory
    public static Table of(ResultSet rows) {
        return of("the query", rows, new CsvOptions());
    }

    /// Reads a table from the result of a query likewise.
    ///
    /// @param source name of the table in messages
    /// @param rows the result
    /// @param options which texts stand for a missing value, and what columns hold
    /// @return the table
    /// @throws DataException if it cannot be read, has no rows, or does not fit in memory
    public static Table of(String source, ResultSet rows, CsvOptions options) {
        return TableGatherer.read(source, new ResultSetBlocks(source, rows, options, () -> {}), options);
    }

    /// {@return the number of rows}
    public int rows() {
        return columns instanceof LazyColumns lazy
                ? lazy.rows()
                : columns.getFirst().rows();
    }

    /// {@return whether its columns are in a file, and copied into memory when they are asked for} Every use of a
    /// column then reads it; a view of some rows is as good.
    public boolean isOnDisk() {
        return columns instanceof LazyColumns lazy && lazy.isOnDisk();
    }

    /// {@return the names of the columns, in order}
    public List<String> names() {
        return columns instanceof LazyColumns lazy
                ? lazy.names()
                : columns.stream().map(Column::name).toList();
    }

    /// Finds a column.
    ///
    /// @param name name of the column
    /// @return the column, or null if there is none of this name
    public @Nullable Column find(String name) {
        int place = names().indexOf(name);
        return place < 0 ? null : columns.get(place);
    }

    /// Returns a column.
    ///
    /// @param name name of the column
    /// @return the column
    /// @throws DataException if there is none of this name; the message suggests the nearest
    public Column column(String name) {
        Column column = find(name);
        if (column == null) {
            String none = source + " has no column " + Texts.quote(name) + Texts.suggestion(name, names())
                    + " Its columns are " + Texts.names(names());
            throw new DataException(
                    isHeaderInDoubt()
                            ? Advice.of(
                                    none
                                            + ". The first line looks like data and was read as a row. If it has the names,"
                                            + " read the file",
                                    Hint.of(CsvLayout.WITH_HEADER))
                            : Advice.of(none));
        }
        return column;
    }

    /// Whether the first line was taken for a row because of how it looks.
    private boolean isHeaderInDoubt() {
        return notes.stream()
                .flatMap(note -> note.parts().stream())
                .anyMatch(part -> part instanceof Hint hint && hint.option().equals(CsvLayout.WITH_HEADER));
    }

    /// Returns a table in which further texts and numbers stand for a missing value.
    ///
    /// @param na texts; `age=0` is said of the column `age` alone
    /// @return this table if nothing changes
    public Table emptied(Collection<String> na) {
        return MissingValues.emptied(this, na);
    }

    /// Returns a table without some columns.
    ///
    /// @param names the columns to leave out
    /// @return the other columns, in order
    /// @throws DataException if a name is unknown, or no column would be left
    public Table without(Collection<String> names) {
        names.forEach(this::column);
        int[] kept = IntStream.range(0, columns.size())
                .filter(i -> !names.contains(names().get(i)))
                .toArray();
        List<Column> left = columns instanceof LazyColumns lazy
                ? lazy.only(kept)
                : Arrays.stream(kept).mapToObj(columns::get).toList();
        return new Table(source, left, lines, skipped, notes);
    }

    /// Returns a table with other names.
    ///
    /// @param names a name for each column
    /// @return the same columns with these names
    public Table renamed(List<String> names) {
        List<Column> named = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = names.get(i);
            named.add(
                    switch (columns.get(i)) {
                        case NumericColumn numbers -> new NumericColumn(name, numbers.values(), numbers.decimal());
                        case CategoryColumn words -> new CategoryColumn(name, words.categories(), words.codes());
                    });
        }
        int[] all =
                IntStream.range(0, columns instanceof LazyColumns ? rows() : 0).toArray();
        return new Table(source, named, columns instanceof LazyColumns ? lines(all) : lines, skipped, notes);
    }

    /// Returns a table of selected rows.
    ///
    /// @param rows row numbers from 0
    /// @return these rows, in this order
    public Table select(int[] rows) {
        if (columns instanceof LazyColumns) {
            return view(rows.clone());
        }
        return new Table(
                source, columns.stream().map(column -> column.select(rows)).toList(), lines(rows), skipped, notes);
    }

    /// Returns the same rows, but copies a column each time that it is asked for.
    ///
    /// @param rows row numbers from 0, which are not copied
    Table view(int[] rows) {
        return new Table(source, SelectedColumns.of(columns, rows), lines, skipped, notes);
    }

    /// Returns a table for what looks at all columns at once: this one if they are in memory, else some of its rows.
    Table sample() {
        if (!(columns instanceof LazyColumns lazy && lazy.isLarge())) {
            return this;
        }
        int[] places = EvenlySpaced.places(rows(), Math.max(1, MOST_SAMPLED / columns.size()));
        Table some = view(places);
        return new Table(source, new ArrayList<>(some.columns), lines(places), skipped, notes);
    }

    private int[] lines(int[] rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = line(rows[i]);
        }
        return selected;
    }

    /// {@return a hash of all names and values, the same in every JVM}
    public long contentHash() {
        long hash = 1;
        for (Column column : columns) {
            hash = 31 * hash + column.name().hashCode();
            hash = 1_000_003 * hash
                    + switch (column) {
                        case NumericColumn numbers -> Arrays.hashCode(numbers.values());
                        case CategoryColumn words ->
                            31L * words.categories().hashCode() + Arrays.hashCode(words.codes());
                    };
        }
        return hash;
    }

    /// Returns where a row begins in the file.
    ///
    /// @param row row number from 0
    /// @return line number from 1; the header, if there is one, is line 1
    public int line(int row) {
        int origin = columns instanceof LazyColumns lazy ? lazy.origin(row) : row;
        return lines == null ? origin + 2 : lines[origin];
    }

    /// Describes the place of a value for messages: `houses.csv line 17: column "price"`.
    ///
    /// @param row row number from 0
    /// @param column name of the column
    /// @return the place
    public String where(int row, String column) {
        return source + " line " + line(row) + ": column " + Texts.quote(column);
    }

    /// {@return a description of the content} It has one line for each column: name, kind, range and number of
    /// missing values.
    public String describe() {
        int width = columns.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        var text = new StringBuilder(
                source + ": " + Texts.count(rows(), "row") + ", " + Texts.count(columns.size(), "column") + "\n");
        int most = columns.size() > MOST_DESCRIBED ? FIRST_DESCRIBED : columns.size();
        for (Column column : columns.subList(0, most)) {
            text.append(line(column, width));
        }
        if (most < columns.size()) {
            // The last column is the target more often than not.
            text.append("  … ")
                    .append(kinds(columns.subList(most, columns.size() - 1)))
                    .append('\n')
                    .append(line(columns.getLast(), width));
        }
        return text.toString();
    }

    private static String line(Column column, int width) {
        int missing = column.missing();
        return String.format(Locale.ROOT, "  %-" + width + "s  %s", column.name(), column.describe())
                + (missing == 0 ? "" : String.format(Locale.ROOT, " (%,d missing)", missing)) + "\n";
    }

    private static String kinds(List<Column> columns) {
        long numbers = columns.stream().filter(NumericColumn.class::isInstance).count();
        long missing = columns.stream().mapToLong(Column::missing).sum();
        List<String> kinds = new ArrayList<>();
        if (numbers > 0) {
            kinds.add(Texts.count(numbers, "more number column"));
        }
        if (numbers < columns.size()) {
            kinds.add(Texts.count(columns.size() - numbers, "more category column"));
        }
        return String.join(", ", kinds)
                + (missing == 0 ? "" : String.format(Locale.ROOT, " (%,d values missing)", missing));
    }
}
