package gradus.examples;

import static gradus.activations.Activations.RELU;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.normalization;

import gradus.Fit;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.datasets.Datasets;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import gradus.problems.Binning;

/// A regression learned as a classification: which of twelve bins the number falls into, and the expected value as the
/// prediction.
public final class Bins {
    private Bins() {}

    /// Trains.
    ///
    /// @param arguments are not used
    public static void main(String[] arguments) {
        var cars = Datasets.load("auto_mpg").dataset().split(0.2, false, RandomStream.of(1));
        var bins = Binning.quantile(cars.train().target(), 12);
        var model = Sequential.of(
                input(cars.train().input().width()),
                normalization().adapt(cars.train().input()),
                dense(32, RELU),
                bins.task().head(bins.answers()));
        model.compile(new Adam(3e-3), bins.task().loss());
        model.fit(Dataset.of(cars.train().input(), bins.encode(cars.train().target())), Fit.epochs(60));

        float[] predicted = bins.decode(model.predict(cars.test().input())).toArray();
        float[] actual = cars.test().target().toArray();
        double error = 0;
        for (int i = 0; i < actual.length; i++) {
            error += Math.abs(actual[i] - predicted[i]) / actual.length;
        }
        System.out.printf("%d bins, mean absolute error %.1f miles per gallon%n", bins.answers(), error);
    }
}
