package gradus.examples;

import gradus.data.tables.CategoryColumn;
import gradus.data.tables.Column;
import gradus.data.tables.NumericColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// A table of Tablesaw as one of Gradus, and predictions as a column of it.
public final class TablesawTables {
    private TablesawTables() {}

    /// Makes a table: numbers are numbers, what is missing there is missing here, all else is words.
    ///
    /// @param table the table of Tablesaw
    /// @return its columns
    public static gradus.data.tables.Table table(Table table) {
        List<Column> columns = new ArrayList<>();
        for (tech.tablesaw.columns.Column<?> column : table.columns()) {
            columns.add(
                    column instanceof tech.tablesaw.api.NumericColumn<?> numbers
                            ? new NumericColumn(column.name(), numbers.asDoubleArray())
                            : words(column));
        }
        return gradus.data.tables.Table.of(table.name(), columns);
    }

    private static CategoryColumn words(tech.tablesaw.columns.Column<?> column) {
        @Nullable String[] words = new @Nullable String[column.size()];
        for (int row = 0; row < words.length; row++) {
            words[row] = column.isMissing(row) ? null : column.getString(row);
        }
        return CategoryColumn.of(column.name(), words);
    }

    /// Trains on rides, and adds what the network predicts to them.
    ///
    /// @param arguments none
    public static void main(String[] arguments) {
        Random random = new Random(1);
        DoubleColumn distances = DoubleColumn.create("distance");
        StringColumn zones = StringColumn.create("zone");
        DoubleColumn fares = DoubleColumn.create("fare");
        for (int i = 0; i < 500; i++) {
            double distance = 1 + 20 * random.nextDouble();
            boolean airport = i % 3 == 0;
            if (i % 50 == 0) {
                distances.appendMissing();
            } else {
                distances.append(distance);
            }
            zones.append(airport ? "airport" : "town");
            fares.append(3 + 2 * distance + (airport ? 10 : 0));
        }
        Table rides = Table.create("rides", distances, zones, fares);

        rides.addColumns(FloatColumn.create("predicted", DataFrames.fares(table(rides))));
        System.out.println(rides.first(3));
        double worst = 0;
        for (int row = 1; row < 50; row++) {
            worst = Math.max(
                    worst,
                    Math.abs(rides.numberColumn("fare").getDouble(row)
                            - rides.numberColumn("predicted").getDouble(row)));
        }
        System.out.printf(Locale.ROOT, "columns: %s%n", String.join(", ", rides.columnNames()));
        System.out.printf(Locale.ROOT, "largest error: %.2f%n", worst);
    }
}
