package gradus.experiment.effects;

import gradus.Fit;
import gradus.Model;
import gradus.TrainingRun;
import gradus.data.Dataset;
import java.util.List;

/// A network that learns true labels learns random ones as well, by heart.
///
/// [Zhang, Bengio, Hardt, Recht & Vinyals 2017](https://arxiv.org/abs/1611.03530)
///
/// @param rows to train with
/// @param units of the hidden layer
/// @param epochs at most
public record RandomLabels(int rows, int units, int epochs) implements Effect {
    private static final Panel TRAIN = Panel.accuracy("Training rows that are right", "epoch", false);
    private static final Panel TEST = Panel.accuracy("Test rows that are right", "epoch", false);
    private static final int BATCH = 50;
    /// After how many epochs the test rows are looked at.
    private static final int LOOK = 10;

    /// As it is published.
    public RandomLabels() {
        this(300, 256, 80);
    }

    @Override
    public String sentence() {
        return "accuracy after training with true labels, and with labels that are drawn at random";
    }

    @Override
    public List<Panel> panels() {
        return List.of(TRAIN, TEST);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        learn("true labels", split.train(), split.test(), seed, seen);
        learn("random labels", Labels.redrawn(split.train(), Digits.CLASSES, 1, seed), split.test(), seed, seen);
    }

    private void learn(String level, Dataset train, Dataset test, long seed, Observation seen) {
        Model model = Digits.classifier(seed, units);
        TrainingRun run = model.start(train, Fit.epochs(epochs).batchSize(BATCH));
        double fitted = Double.NaN;
        while (run.epoch()) {
            double accuracy = Digits.accuracy(model, train);
            if (accuracy == 1 && Double.isNaN(fitted)) {
                fitted = run.epochs();
            }
            seen.point(TRAIN, level, run.epochs(), accuracy);
            if (run.epochs() % LOOK == 0) {
                seen.point(TEST, level, run.epochs(), Digits.accuracy(model, test));
            }
        }
        seen.value(level, "train_accuracy", Digits.accuracy(model, train));
        seen.value(level, "test_accuracy", Digits.accuracy(model, test));
        seen.value(level, "epochs", fitted);
    }
}
