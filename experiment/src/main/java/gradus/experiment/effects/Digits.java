package gradus.experiment.effects;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Datasets;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.math.RandomStream;
import java.util.Objects;

/// The bundled digits, 1,797 pictures of 8 × 8 points in ten classes, split at random and standardized.
final class Digits {
    static final int INPUTS = 64;
    static final int CLASSES = 10;
    private static final double ROWS = 1797;
    private static final LoadedData DATA = Datasets.load("digits");

    private Digits() {}

    /// Some rows to train with, and all others to test.
    static Dataset.Split split(int train, long seed) {
        PreparedData parts =
                DATA.prepare(DATA.defaults(), 0, 1 - train / ROWS, RandomStream.of(seed).derive("split"));
        return new Dataset.Split(parts.train(), Objects.requireNonNull(parts.test()));
    }

    /// The rows, some of whose labels are drawn anew, each class equally likely.
    ///
    /// @param share which share of the labels, in [0, 1]
    static Dataset relabelled(Dataset data, double share, long seed) {
        RandomStream random = RandomStream.of(seed).derive("labels");
        float[] labels = labels(data);
        for (int i = 0; i < labels.length; i++) {
            int drawn = random.nextInt(CLASSES);
            labels[i] = random.nextDouble() < share ? drawn : labels[i];
        }
        return Dataset.of(data.input(), Rows.of(labels, 1));
    }

    /// The rows with a 1 for their class and 0 for the others.
    static Dataset oneHot(Dataset data) {
        float[] labels = labels(data);
        float[] targets = new float[labels.length * CLASSES];
        for (int i = 0; i < labels.length; i++) {
            targets[i * CLASSES + (int) labels[i]] = 1;
        }
        return Dataset.of(data.input(), Rows.of(targets, CLASSES));
    }

    static float[] labels(Dataset data) {
        float[] labels = new float[data.rows()];
        for (int i = 0; i < labels.length; i++) {
            data.target().copy(i, labels, i);
        }
        return labels;
    }

    /// The share of rows whose class the model, compiled for class numbers, chooses.
    static double accuracy(Model model, Dataset data) {
        return model.evaluate(data).getOrDefault("sparse_categorical_accuracy", Double.NaN);
    }
}
