package gradus.experiment.effects;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.activations.Relu;
import gradus.activations.Softmax;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.losses.CategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A network that is trained for long is surer than it is right. Softer targets keep it modest: those that label
/// smoothing makes, and those of mixed rows.
///
/// [Müller, Kornblith & Hinton 2019](https://arxiv.org/abs/1906.02629),
/// [Thulasidasan et al. 2019](https://arxiv.org/abs/1905.11001)
///
/// @param rows to train with
/// @param units of each of the two hidden layers
/// @param epochs of each training
public record LabelSmoothing(int rows, int units, int epochs) implements Effect {
    private static final Panel LOSS = new Panel("Test loss", "epoch", "cross-entropy");
    private static final Panel ERROR = new Panel("Calibration error of test rows", "epoch", "ECE");
    private static final int TEST_ROWS = 2000;
    private static final int CLASSES = 2;
    private static final int BATCH = 32;
    private static final int LOOKS = 20;
    private static final double SMOOTHING = 0.1;

    /// As it is published.
    public LabelSmoothing() {
        this(200, 64, 200);
    }

    @Override
    public String sentence() {
        return "the calibration of networks trained with hard labels, smoothed labels and mixed rows";
    }

    @Override
    public List<Panel> panels() {
        return List.of(ERROR, LOSS);
    }

    @Override
    public int seeds() {
        return 12;
    }

    @Override
    public void observe(long seed, Observation seen) {
        LoadedData moons =
                Data.open("moons(samples=" + (rows + TEST_ROWS) + ", noise=0.4, seed=" + Math.abs(seed) + ")");
        PreparedData parts = moons.prepare(
                moons.defaults(),
                0,
                (double) TEST_ROWS / (rows + TEST_ROWS),
                RandomStream.of(seed).derive("split"));
        Dataset test = Objects.requireNonNull(parts.test());
        Dataset train = Labels.oneHot(parts.train(), CLASSES);
        learn("hard labels", 0, train, false, test, seed, seen);
        learn("label smoothing", SMOOTHING, train, false, test, seed, seen);
        learn("mixup", 0, train, true, test, seed, seen);
    }

    private void learn(
            String level, double smoothing, Dataset train, boolean mixed, Dataset test, long seed, Observation seen) {
        Model model = Sequential.of(
                        input(2), dense(units, new Relu()), dense(units, new Relu()), dense(CLASSES, new Softmax()))
                .seed(seed)
                .threads(1);
        model.compile(new Adam(0.003), new CategoricalCrossentropy(false, smoothing));
        float[] labels = test.target().toArray();
        RandomStream random = RandomStream.of(seed).derive("mixup");
        int every = Math.max(1, epochs / LOOKS);
        Quality quality = new Quality(Double.NaN, Double.NaN, Double.NaN);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Fit fit = Fit.epochs(epoch).initialEpoch(epoch - 1).batchSize(BATCH);
            model.fit(mixed ? mix(train, random) : train, fit);
            if (epoch % every == 0) {
                float[] probabilities = model.predict(test.input()).toArray();
                quality = Quality.of(labels, probabilities, CLASSES);
                seen.point(ERROR, level, epoch, quality.ece());
                seen.point(LOSS, level, epoch, quality.loss());
            }
        }
        seen.value(level, "test_ece", quality.ece());
        seen.value(level, "test_loss", quality.loss());
        seen.value(level, "test_accuracy", quality.accuracy());
    }

    /// Each row with a share of another one, inputs and targets alike; every share is equally likely.
    static Dataset mix(Dataset data, RandomStream random) {
        int[] partner = new int[data.rows()];
        random.permute(partner);
        double[] share = new double[partner.length];
        Arrays.setAll(share, i -> random.nextDouble());
        return Dataset.of(mix(data.input(), partner, share), mix(data.target(), partner, share));
    }

    private static Rows mix(Rows rows, int[] partner, double[] share) {
        int width = rows.width();
        float[] mixed = rows.toArray();
        float[] other = new float[width];
        for (int row = 0; row < partner.length; row++) {
            rows.copy(partner[row], other, 0);
            for (int i = 0; i < width; i++) {
                mixed[row * width + i] += (float) (share[row] * (other[i] - mixed[row * width + i]));
            }
        }
        return Rows.of(mixed, width);
    }
}
