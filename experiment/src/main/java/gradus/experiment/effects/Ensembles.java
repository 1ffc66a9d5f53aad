package gradus.experiment.effects;

import gradus.Fit;
import gradus.Model;
import gradus.data.Dataset;
import java.util.List;

/// Networks that differ by their first weights and batches alone make different errors: their mean answer is better
/// than that of one, and better calibrated.
///
/// [Lakshminarayanan, Pritzel & Blundell 2017](https://arxiv.org/abs/1612.01474)
///
/// @param rows to train with
/// @param units of the hidden layer
/// @param epochs of each network
/// @param networks of the largest ensemble
public record Ensembles(int rows, int units, int epochs, int networks) implements Effect {
    private static final Panel LOSS = new Panel("Test loss", "networks", "cross-entropy");
    private static final Panel ERROR = new Panel("Test rows that are wrong", "networks", "error");
    private static final int BATCH = 32;
    private static final List<Integer> SIZES = List.of(1, 5, 10);

    /// As it is published.
    public Ensembles() {
        this(300, 32, 40, 10);
    }

    @Override
    public String sentence() {
        return "the mean answer of several networks beside that of one";
    }

    @Override
    public List<Panel> panels() {
        return List.of(LOSS, ERROR);
    }

    @Override
    public int seeds() {
        return 12;
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        float[] sum = new float[split.test().rows() * Digits.CLASSES];
        for (int size = 1; size <= networks; size++) {
            Model model = Digits.classifier(seed * networks + size, units);
            model.fit(split.train(), Fit.epochs(epochs).batchSize(BATCH));
            float[] answers = model.predict(split.test().input()).toArray();
            float[] mean = new float[sum.length];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += answers[i];
                mean[i] = sum[i] / size;
            }
            Quality quality = Quality.of(split.test().target().toArray(), mean, Digits.CLASSES);
            seen.point(LOSS, "ensemble", size, quality.loss());
            seen.point(ERROR, "ensemble", size, 1 - quality.accuracy());
            if (SIZES.contains(size)) {
                String level = size == 1 ? "one network" : size + " networks";
                seen.value(level, "test_loss", quality.loss());
                seen.value(level, "test_accuracy", quality.accuracy());
                seen.value(level, "test_ece", quality.ece());
            }
        }
    }
}
