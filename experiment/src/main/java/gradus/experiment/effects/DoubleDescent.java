package gradus.experiment.effects;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.activations.Relu;
import gradus.data.Dataset;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import java.util.List;

/// The test error falls with the width, rises to a peak where the network can just fit its training rows, and falls
/// again, below where it was.
///
/// [Belkin, Hsu, Ma & Mandal 2019](https://arxiv.org/abs/1812.11118)
///
/// @param rows to train with
/// @param epochs of each network
/// @param widths of the hidden layer
public record DoubleDescent(int rows, int epochs, List<Integer> widths) implements Effect {
    private static final Panel TEST = new Panel("Test", "units", "mean squared error", true, true);
    private static final Panel TRAIN = new Panel("Training", "units", "mean squared error", true, true);
    /// Of the training labels that are drawn at random.
    private static final double NOISE = 0.2;
    private static final int BATCH = 50;
    /// As in the sum over the classes, of which the loss is the mean.
    private static final int SUM = Digits.CLASSES;

    /// As it is published.
    public DoubleDescent() {
        this(150, 600, List.of(2, 8, 16, 24, 40, 80, 200));
    }

    /// Copies the list.
    public DoubleDescent {
        widths = List.copyOf(widths);
    }

    @Override
    public String sentence() {
        return "the test loss of wider and wider networks, a fifth of whose training labels are wrong";
    }

    @Override
    public List<Panel> panels() {
        return List.of(TEST, TRAIN);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        Dataset train = Labels.oneHot(Labels.redrawn(split.train(), Digits.CLASSES, NOISE, seed), Digits.CLASSES);
        Dataset test = Labels.oneHot(split.test(), Digits.CLASSES);
        for (int width : widths) {
            Model model = Sequential.of(input(Digits.INPUTS), dense(width, new Relu()), dense(Digits.CLASSES))
                    .seed(seed)
                    .threads(1);
            model.compile(new Adam(0.005), new MeanSquaredError());
            model.fit(train, Fit.epochs(epochs).batchSize(BATCH));
            double testLoss = SUM * model.evaluate(test).getOrDefault("loss", Double.NaN);
            double trainLoss = SUM * model.evaluate(train).getOrDefault("loss", Double.NaN);
            seen.point(TEST, "20% of labels wrong", width, testLoss);
            seen.point(TRAIN, "20% of labels wrong", width, trainLoss);
            seen.value("width=" + width, "test_loss", testLoss);
            seen.value("width=" + width, "train_loss", trainLoss);
        }
    }
}
