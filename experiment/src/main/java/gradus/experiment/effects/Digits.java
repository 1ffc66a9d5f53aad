package gradus.experiment.effects;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Datasets;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.math.RandomStream;
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
        float[] points = new float[data.rows() * INPUTS];
        for (int row = 0; row < data.rows(); row++) {
            data.input().copy(row, points, row * INPUTS);
        }
        for (int i = 0; i < points.length; i++) {
            points[i] = points[i] / 8 - 1;
        }
        return Dataset.of(Rows.of(points, INPUTS), data.target());
    }

    /// The share of rows whose class the model, compiled for class numbers, chooses.
    static double accuracy(Model model, Dataset data) {
        return model.evaluate(data).getOrDefault("sparse_categorical_accuracy", Double.NaN);
    }
}
