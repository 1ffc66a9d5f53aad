package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import gradus.TrainingRun;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.schedules.Schedule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The learning-rate range test: one training in which the rate grows from batch to batch, by the same factor each,
/// from one that does nothing to one that diverges. The loss over the rate shows where learning is fast.
///
/// The loss is smoothed, `s ← 0.9·s + 0.1·loss` without the pull towards its start, as single batches are noisy. The
/// test ends when it is four times the best.
///
/// [Smith 2017](https://arxiv.org/abs/1506.01186)
///
/// @param rates of each batch, growing
/// @param losses of each batch, before its update
/// @param smoothed the losses without most of their noise
/// @param divergedAt the rate at which the test ended by divergence, or null if it came to its end
/// @param valley a rate at two thirds of the longest fall, or null if there is none
public record RangeTest(
        double[] rates,
        double[] losses,
        double[] smoothed,
        @Nullable Double divergedAt,
        @Nullable Double valley) {
    /// The first rate.
    public static final double LOWEST = 1e-7;
    /// The last rate.
    public static final double HIGHEST = 10;
    /// How many batches there are between them.
    public static final int STEPS = 150;

    private static final double SMOOTHING = 0.9;
    private static final double TOO_LARGE = 4;
    /// Steps at the start, of which the smoothed loss says little yet.
    private static final int FIRST = 10;

    /// Runs the test with everything but the rate as the settings say.
    ///
    /// @param settings the settings
    /// @param csv how to read a CSV file
    /// @param lowest lower end of the axis
    /// @param highest upper end of the axis
    /// @param steps at least 20
    /// @param threads how many may work; it changes no bit
    /// @return the result of the test
    public static RangeTest of(
            Settings settings, CsvOptions csv, double lowest, double highest, int steps, int threads) {
        require(lowest > 0 && highest > lowest, "rates must grow from above 0, got %s to %s", lowest, highest);
        require(steps >= 20, "a range test needs at least 20 steps, got %s", steps);
        require(
                settings.training().schedule() == null,
                "a range test sets the learning rate itself, without a schedule");
        Experiment probe = Experiment.of(settings, csv);
        int rows = probe.data().train().rows();
        int batches = Math.ceilDiv(rows, probe.gradientDescent().rows(rows));
        Settings longer =
                TrainingOptions.LEARNING_RATE.with(Variation.explicit(settings, probe), Schedule.constant(lowest));
        longer = TrainingOptions.EPOCHS.with(longer, Math.ceilDiv(steps, batches));
        Experiment experiment = Experiment.of(TrainingOptions.PATIENCE.with(longer, 0), csv, probe.loaded());
        TrainingRun run = experiment
                .model()
                .threads(threads)
                .start(
                        experiment.trainingRows(),
                        experiment.fit().validation(null).stopOnNan(false));
        return of(run, lowest, Math.pow(highest / lowest, 1.0 / (steps - 1)), steps);
    }

    /// Makes the rate larger before every step, and ends when the loss explodes.
    private static RangeTest of(TrainingRun run, double lowest, double factor, int steps) {
        double[] rates = new double[steps];
        double[] losses = new double[steps];
        double sum = 0;
        double weight = 1;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < steps; i++) {
            rates[i] = lowest * Math.pow(factor, i);
            run.learningRate(rates[i]);
            run.step();
            losses[i] = run.loss();
            if (!Double.isFinite(losses[i])) {
                return of(Arrays.copyOf(rates, i), Arrays.copyOf(losses, i), rates[i]);
            }
            sum = SMOOTHING * sum + (1 - SMOOTHING) * losses[i];
            weight *= SMOOTHING;
            double smoothed = sum / (1 - weight);
            best = Math.min(best, smoothed);
            if (i >= FIRST && smoothed > TOO_LARGE * best) {
                return of(Arrays.copyOf(rates, i + 1), Arrays.copyOf(losses, i + 1), rates[i]);
            }
        }
        return of(rates, losses, null);
    }

    static RangeTest of(double[] rates, double[] losses, @Nullable Double divergedAt) {
        double[] smoothed = smooth(losses);
        return new RangeTest(rates, losses, smoothed, divergedAt, valley(rates, smoothed));
    }

    private static double[] smooth(double[] losses) {
        double[] smoothed = new double[losses.length];
        double sum = 0;
        double weight = 1;
        for (int i = 0; i < losses.length; i++) {
            sum = SMOOTHING * sum + (1 - SMOOTHING) * losses[i];
            weight *= SMOOTHING;
            smoothed[i] = sum / (1 - weight);
        }
        return smoothed;
    }

    /// The longest sequence of falling losses, not necessarily next to each other; two thirds along it.
    private static @Nullable Double valley(double[] rates, double[] smoothed) {
        int n = smoothed.length;
        int[] length = new int[n];
        int[] before = new int[n];
        int end = -1;
        for (int i = 0; i < n; i++) {
            length[i] = 1;
            before[i] = -1;
            for (int j = 0; j < i; j++) {
                if (smoothed[i] < smoothed[j] && length[j] + 1 > length[i]) {
                    length[i] = length[j] + 1;
                    before[i] = j;
                }
            }
            if (end < 0 || length[i] > length[end]) {
                end = i;
            }
        }
        if (end < 0 || length[end] < 3) {
            return null;
        }
        int at = end;
        for (int steps = length[end] / 3; steps > 0; steps--) {
            at = before[at];
        }
        return rates[at];
    }
}
