package gradus.examples;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.normalization;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.datasets.Datasets;
import gradus.losses.BinaryCrossentropy;
import gradus.math.RandomStream;
import gradus.metrics.BinaryAccuracy;
import java.nio.file.Path;

/// A layer, an optimizer and a callback of one's own beside those of the library. The model is saved and loaded: what
/// [OwnConcepts] registers can be in a file.
public final class OwnParts {
    private OwnParts() {}

    /// Trains, saves and loads.
    ///
    /// @param arguments the file; `tumours.keras` if there is none
    public static void main(String[] arguments) {
        var tumours = Datasets.load("breast_cancer").dataset().split(0.2, true, RandomStream.of(3));
        var model = Sequential.of(
                input(30),
                normalization().adapt(tumours.train().input()),
                new Gate(),
                dense(16, RELU),
                dense(1, SIGMOID));
        model.compile(new SignDescent(1e-3).clipNorm(1), new BinaryCrossentropy(), new BinaryAccuracy());
        var history = model.fit(tumours.train(), Fit.epochs(50).callbacks(new StopOnce("binary_accuracy", 0.97)));
        System.out.println("ended because " + history.stopReason());
        System.out.println(model.evaluate(tumours.test()));

        Path file = Path.of(arguments.length > 0 ? arguments[0] : "tumours.keras");
        model.save(file);
        Model loaded = Model.load(file);
        System.out.println("loaded: " + loaded.evaluate(tumours.test()));
        System.out.println("same weights: " + loaded.weightsSha256().equals(model.weightsSha256()));
    }
}
