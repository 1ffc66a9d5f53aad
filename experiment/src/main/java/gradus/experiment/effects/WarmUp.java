package gradus.experiment.effects;

import static gradus.layers.Layers.dense;

import gradus.Fit;
import gradus.activations.Selu;
import gradus.data.Dataset;
import gradus.initializers.LecunNormal;
import gradus.layers.Dense;
import gradus.optimizers.Sgd;
import gradus.schedules.PolynomialDecay;
import gradus.schedules.Schedule;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;

/// A learning rate that rises from near 0 during the first steps lets a deep network train at rates at which it would
/// fail from the start.
///
/// [Goyal et al. 2017](https://arxiv.org/abs/1706.02677),
/// [Kalra & Barkeshli 2024](https://arxiv.org/abs/2406.09405)
///
/// @param rows to train with
/// @param units of each hidden layer
/// @param depth number of hidden layers
/// @param epochs of each training
/// @param warm how many epochs the rate rises
/// @param rates to which it rises, or which it has from the start
public record WarmUp(int rows, int units, int depth, int epochs, int warm, List<Double> rates) implements Effect {
    private static final Panel TRAIN = Panel.accuracy("Training rows that are right", "rate", true);
    private static final Panel TEST = Panel.accuracy("Test rows that are right", "rate", true);
    private static final int BATCH = 25;
    /// The share of training rows that are right where a network has learned.
    private static final double LEARNED = 0.8;

    /// As it is published.
    public WarmUp() {
        this(500, 64, 12, 8, 4, List.of(0.02, 0.028, 0.04, 0.057, 0.08, 0.113, 0.16));
    }

    /// Copies the list.
    public WarmUp {
        rates = List.copyOf(rates);
    }

    @Override
    public String sentence() {
        return "at which rates a deep network learns, with and without a linear warm-up";
    }

    @Override
    public List<Panel> panels() {
        return List.of(TRAIN, TEST);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        double steps = (double) warm * rows / BATCH;
        learn("warm-up", rate -> new PolynomialDecay(rate / steps, steps, rate, 1, false), split, seed, seen);
        learn("no warm-up", Schedule::constant, split, seed, seen);
    }

    private void learn(
            String level, DoubleFunction<Schedule> schedule, Dataset.Split split, long seed, Observation seen) {
        List<Dense> hidden = Collections.nCopies(depth, dense(units, new Selu()).kernelInitializer(new LecunNormal()));
        Fit fit = Fit.epochs(epochs).batchSize(BATCH);
        seen.value(level, "highest_rate", Double.NaN);
        Attempt.best(rates, rate -> {
                    Sgd descent = new Sgd(schedule.apply(rate), 0, false);
                    Attempt attempt = Attempt.of(rate, Digits.classifier(seed, descent, hidden), split, fit);
                    seen.point(TRAIN, level, rate, attempt.trainAccuracy());
                    seen.point(TEST, level, rate, attempt.accuracy());
                    if (attempt.trainAccuracy() >= LEARNED) {
                        seen.value(level, "highest_rate", rate);
                    }
                    return attempt;
                })
                .note(level, seen);
    }
}
