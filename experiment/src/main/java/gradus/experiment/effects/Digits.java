package gradus.experiment.effects;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Model;
import gradus.Sequential;
import gradus.activations.Relu;
import gradus.activations.Softmax;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Datasets;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.initializers.GlorotUniform;
import gradus.initializers.Initializer;
import gradus.layers.Layer;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.metrics.SparseCategoricalAccuracy;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The bundled digits, 1,797 pictures of 8 × 8 points in ten classes, split at random.
final class Digits {
    static final int INPUTS = 64;
    static final int CLASSES = 10;
    private static final double ROWS = 1797;
    private static final LoadedData DATA = Datasets.load("digits");

    private Digits() {}

    /// Some rows to train with, and all others to test.
    static Dataset.Split split(int train, long seed) {
        PreparedData parts = DATA.prepare(
                DATA.defaults(), 0, 1 - train / ROWS, RandomStream.of(seed).derive("split"));
        return new Dataset.Split(scaled(parts.train()), scaled(Objects.requireNonNull(parts.test())));
    }

    /// The rows with points from -1 to 1 in place of 0 to 16.
    private static Dataset scaled(Dataset data) {
        float[] points = data.input().toArray();
        for (int i = 0; i < points.length; i++) {
            points[i] = points[i] / 8 - 1;
        }
        return Dataset.of(Rows.of(points, INPUTS), data.target());
    }

    /// A network that tells the classes apart, before it learns.
    ///
    /// @param units of each hidden layer
    static Model classifier(long seed, int... units) {
        List<Layer> hidden = new ArrayList<>();
        for (int width : units) {
            hidden.add(dense(width, new Relu()));
        }
        return classifier(seed, new Adam(0.003), hidden);
    }

    /// A network with hidden layers of one's own.
    static Model classifier(long seed, Optimizer optimizer, List<? extends Layer> hidden) {
        return classifier(seed, optimizer, hidden, new GlorotUniform());
    }

    /// A network with hidden layers of one's own.
    ///
    /// @param last first weights of the layer that answers
    static Model classifier(long seed, Optimizer optimizer, List<? extends Layer> hidden, Initializer last) {
        List<Layer> layers = new ArrayList<>(List.of(input(INPUTS)));
        layers.addAll(hidden);
        layers.add(dense(CLASSES, new Softmax()).kernelInitializer(last));
        Model model = Sequential.of("digits", layers).seed(seed).threads(1);
        model.compile(optimizer, new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        return model;
    }

    /// The share of rows that a classifier gets right.
    static double accuracy(Model classifier, Dataset data) {
        return classifier.evaluate(data).getOrDefault("sparse_categorical_accuracy", Double.NaN);
    }
}
