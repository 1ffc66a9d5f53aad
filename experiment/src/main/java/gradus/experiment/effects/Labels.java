package gradus.experiment.effects;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.math.RandomStream;

/// The classes of rows.
final class Labels {
    private Labels() {}

    /// The rows with a 1 for their class and 0 for the others.
    static Dataset oneHot(Dataset data, int classes) {
        float[] labels = data.target().toArray();
        float[] targets = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            targets[i * classes + (int) labels[i]] = 1;
        }
        return Dataset.of(data.input(), Rows.of(targets, classes));
    }

    /// The rows, some of whose classes are drawn anew, each equally likely.
    ///
    /// @param share which share of them, in [0, 1]
    static Dataset redrawn(Dataset data, int classes, double share, long seed) {
        RandomStream random = RandomStream.of(seed).derive("labels");
        float[] labels = data.target().toArray();
        for (int i = 0; i < labels.length; i++) {
            int drawn = random.nextInt(classes);
            labels[i] = random.nextDouble() < share ? drawn : labels[i];
        }
        return Dataset.of(data.input(), Rows.of(labels, 1));
    }
}
