package gradus.examples;

import static gradus.activations.Activations.RELU;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.normalization;

import gradus.Fit;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.datasets.Data;
import gradus.data.tables.SchemaOptions;
import gradus.losses.MeanSquaredError;
import gradus.math.RandomStream;
import gradus.metrics.R2Score;
import gradus.optimizers.Adam;
import gradus.problems.Standardization;
import java.util.Objects;

/// A table with numbers and words: columns are typed, categories become inputs, numbers are standardized by a layer of
/// the model, and so are the prices.
public final class HousePrices {
    private HousePrices() {}

    /// Trains.
    ///
    /// @param arguments the CSV file; `examples/houses.csv` if there is none
    public static void main(String[] arguments) {
        var houses = Data.open(arguments.length > 0 ? arguments[0] : "examples/houses.csv");
        System.out.print(houses.describe());
        var parts = houses.prepare(new SchemaOptions("price"), 0, 0.2, RandomStream.of(0));
        Dataset test = Objects.requireNonNull(parts.test());

        var prices = Standardization.of(parts.train().target());
        var model = Sequential.of(
                input(parts.schema().inputWidth()),
                normalization().adapt(parts.train().input()),
                dense(32, RELU),
                dense(32, RELU),
                dense(1));
        model.compile(new Adam(3e-3), new MeanSquaredError(), new R2Score());
        model.fit(Dataset.of(parts.train().input(), prices.encode(parts.train().target())), Fit.epochs(60));

        var result = model.evaluate(Dataset.of(test.input(), prices.encode(test.target())));
        System.out.printf("R2 on %d houses never seen: %.2f%n", test.rows(), result.get("r2_score"));
        float[] predicted = prices.decode(model.predict(test.input())).toArray();
        System.out.printf("first one: %,.0f, predicted %,.0f%n", test.target().toArray()[0], predicted[0]);
    }
}
