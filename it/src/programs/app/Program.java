package app;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.datasets.Datasets;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.optimizers.Adam;
import gradus.math.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/// A user's program: trains, saves, loads, predicts, and logs through a provider of its own.
public final class Program {
    public static void main(String[] arguments) {
        var iris = Datasets.load("iris").dataset().split(0.2, true, RandomStream.of(7));
        var model = Sequential.of(input(4), dense(16, RELU), dense(3, SOFTMAX));
        model.compile(new Adam(1e-2), new SparseCategoricalCrossentropy());
        model.fit(iris.train(), Fit.epochs(5));
        Path file = Path.of(arguments[0]);
        model.save(file);
        float[][] row = {{5.1f, 3.5f, 1.4f, 0.2f}};
        boolean same = Arrays.deepEquals(Model.load(file).predict(row), model.predict(row));
        LoggerFactory.getLogger("app").info("same predictions: {}", same);
        System.out.println("modular: " + Program.class.getModule().isNamed());
    }
}
