package gradus.examples;

import static gradus.activations.Activations.RELU;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.normalization;

import gradus.Fit;
import gradus.Sequential;
import gradus.data.tables.CategoryColumn;
import gradus.data.tables.Column;
import gradus.data.tables.MissingPolicy;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;

/// A data frame of DFLib as a table, and predictions as a column of the frame. Frames of other libraries go the
/// same way, as in [TablesawTables]: each column becomes numbers or words.
public final class DataFrames {
    private DataFrames() {}

    /// Makes a table of a frame: numbers are numbers, null is a missing value, all else is words.
    ///
    /// @param frame the frame
    /// @return its columns
    public static Table table(DataFrame frame) {
        List<Column> columns = new ArrayList<>();
        for (String name : frame.getColumnsIndex()) {
            Series<?> values = frame.getColumn(name);
            boolean numeric = true;
            for (Object value : values) {
                numeric &= value == null || value instanceof Number;
            }
            columns.add(numeric ? numbers(name, values) : words(name, values));
        }
        return Table.of("the frame", columns);
    }

    private static NumericColumn numbers(String name, Series<?> values) {
        double[] numbers = new double[values.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = values.get(row) instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        return new NumericColumn(name, numbers);
    }

    private static CategoryColumn words(String name, Series<?> values) {
        @Nullable String[] words = new @Nullable String[values.size()];
        for (int row = 0; row < words.length; row++) {
            Object value = values.get(row);
            words[row] = value == null ? null : value.toString();
        }
        return CategoryColumn.of(name, words);
    }

    /// Trains on rides.
    ///
    /// @param table their columns
    /// @return what the network then predicts for them
    static float[] fares(Table table) {
        Schema schema = Schema.infer(table, new SchemaOptions("fare").missing(MissingPolicy.INDICATOR));
        var data = schema.encode(table);
        var model = Sequential.of(
                input(schema.inputWidth()), normalization().adapt(data.input()), dense(32, RELU), dense(1));
        model.compile(new Adam(0.01), new MeanSquaredError());
        model.fit(data, Fit.epochs(60));
        return model.predict(schema.encodeInputs(table)).toArray();
    }

    /// Trains on rides, and adds what the network predicts to them.
    ///
    /// @param arguments none
    public static void main(String[] arguments) {
        Random random = new Random(1);
        var rows = DataFrame.byArrayRow("distance", "zone", "fare").appender();
        for (int i = 0; i < 500; i++) {
            double distance = 1 + 20 * random.nextDouble();
            String zone = i % 3 == 0 ? "airport" : "town";
            double fare = 3 + 2 * distance + (i % 3 == 0 ? 10 : 0);
            rows.append(i % 50 == 0 ? null : distance, zone, fare);
        }
        DataFrame rides = rows.toDataFrame();

        float[] predicted = fares(table(rides));
        DataFrame answered = rides.cols("predicted").merge(Series.ofFloat(predicted));
        System.out.println(answered.head(3));
        double worst = 0;
        for (int row = 1; row < 50; row++) {
            double fare = (Double) answered.get("fare", row);
            worst = Math.max(worst, Math.abs(fare - (Float) answered.get("predicted", row)));
        }
        System.out.printf(java.util.Locale.ROOT, "columns: %s%n", String.join(", ", answered.getColumnsIndex()));
        System.out.printf(java.util.Locale.ROOT, "largest error: %.2f%n", worst);
    }
}
