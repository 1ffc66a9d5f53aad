package gradus.examples;

import static gradus.activations.Activations.SOFTMAX;
import static gradus.activations.Activations.TANH;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.normalization;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.datasets.Datasets;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.metrics.SparseCategoricalAccuracy;
import gradus.optimizers.Sgd;
import java.nio.file.Path;

/// A model goes to a file that Keras opens, comes back, and goes on learning where it stood: the optimizer's momentum
/// is in the file too.
public final class KerasFiles {
    private KerasFiles() {}

    /// Saves and loads.
    ///
    /// @param arguments the file; `iris.keras` if there is none
    public static void main(String[] arguments) {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "iris.keras");
        var iris = Datasets.load("iris").dataset().split(0.2, true, RandomStream.of(5));
        var model = Sequential.of(
                input(4), normalization().adapt(iris.train().input()), dense(16, TANH), dense(3, SOFTMAX));
        model.compile(new Sgd(0.05, 0.9, true), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        model.fit(iris.train(), Fit.epochs(20));
        model.save(file);

        Model loaded = Model.load(file);
        System.out.println("same weights: " + loaded.weightsSha256().equals(model.weightsSha256()));
        model.fit(iris.train(), Fit.epochs(5));
        loaded.fit(iris.train(), Fit.epochs(5));
        System.out.println(
                "same weights after five more epochs: " + loaded.weightsSha256().equals(model.weightsSha256()));
        System.out.println(loaded.evaluate(iris.test()));
    }
}
