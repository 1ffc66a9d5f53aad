package gradus.examples;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.rescaling;

import gradus.Fit;
import gradus.Sequential;
import gradus.callbacks.EarlyStopping;
import gradus.data.datasets.Datasets;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.metrics.SparseCategoricalAccuracy;
import gradus.optimizers.Adam;
import java.nio.file.Path;

/// The ten lines of the README: handwritten digits, learned, judged and saved.
public final class Digits {
    private Digits() {}

    /// Trains.
    ///
    /// @param arguments the file to save to; `digits.keras` if there is none
    public static void main(String[] arguments) {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "digits.keras");
        // [readme]
        var digits = Datasets.load("digits").dataset().split(0.2, true, RandomStream.of(7));
        var model = Sequential.of(
                input(64), rescaling(1 / 16.0), dense(128, RELU), dropout(0.3), dense(64, RELU), dense(10, SOFTMAX));
        model.compile(new Adam(1e-3), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        model.fit(
                digits.train(),
                Fit.epochs(40).batchSize(32).validationFraction(0.1).callbacks(new EarlyStopping("val_loss", 5)));
        System.out.println(model.evaluate(digits.test()));
        model.save(file); // such as digits.keras
        // [readme]
    }
}
