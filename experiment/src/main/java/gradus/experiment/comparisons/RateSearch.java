package gradus.experiment.comparisons;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.RowOptions;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A search for a learning rate in some seconds. A [range test][RangeTest] says where learning begins and where it
/// diverges. Trainings at rates around its suggestion, each about three times the one before, then say which rate ends
/// at the lowest validation loss. Of adaptive optimizers the range test alone says little: they remember the
/// gradients of the rates before, and a rate that learns fast for some steps may end badly.
///
/// The trainings are shortened to fit a number of passes, and use a part of the rows where one epoch is too long. Where
/// there are passes left, each rate is tried with more seeds, since the few validation rows of small data decide badly.
///
/// @param test the range test
/// @param trials the rates that were tried and the best of them, or null if the range test found none to begin with, or
///     there were too few passes
/// @param epochs the maximum number of epochs of a training
/// @param loss the loss that decides: `val_loss`, or `train_loss` without validation rows
public record RateSearch(RangeTest test, @Nullable Tuning trials, int epochs, String loss) {
    /// The number of passes that the first trainings make in total, at most.
    public static final int PASSES = 12_000;

    /// Trainings at each rate, of different seeds: at least and at most.
    private static final int SEEDS = 2;
    private static final int MOST_SEEDS = 8;
    /// Rates on either side of the range test's suggestion.
    private static final int AROUND = 3;
    /// Passes of a training that say something of its rate.
    private static final int FEWEST = 20;

    /// Runs the range test, then the trainings.
    ///
    /// @param settings the settings, without a schedule
    /// @param csv how to read a CSV file
    /// @param lowest the smallest rate
    /// @param highest the largest rate
    /// @param steps of the range test, at least 20
    /// @param passes how many the first trainings may make in total
    /// @param threads how many may work; it changes no bit
    /// @param listener called after every training
    /// @return the result
    /// @throws IllegalArgumentException if a rate or a setting is invalid
    public static RateSearch of(
            Settings settings,
            CsvOptions csv,
            double lowest,
            double highest,
            int steps,
            int passes,
            int threads,
            Runner.Listener listener) {
        RangeTest test = RangeTest.of(settings, csv, lowest, highest, steps, threads);
        Double start = test.valley();
        Runner runner = new Runner(settings.data().source(), csv, RunLog.inMemory(), threads, listener);
        Experiment probe = runner.experiment(settings);
        int rows = probe.data().train().rows();
        int batch = probe.gradientDescent().rows(rows);
        int each = passes / ((2 * AROUND + 1) * SEEDS);
        int batches = Math.ceilDiv(rows, batch);
        int epochs = Math.clamp(each / batches, 1, probe.epochs());
        String loss = probe.data().validation() == null ? "train_loss" : "val_loss";
        if (start == null || each < FEWEST) {
            return new RateSearch(test, null, epochs, loss);
        }
        Settings shorter = TrainingOptions.EPOCHS.with(Variation.explicit(settings, probe), epochs);
        if (batches > each) {
            shorter = RowOptions.ROWS.with(shorter, each * batch);
        }
        int seeds = Math.clamp((long) each * SEEDS / ((long) epochs * batches), SEEDS, MOST_SEEDS);
        double end = test.divergedAt() == null ? highest : Math.min(highest, test.divergedAt());
        Trials trials = new Trials(shorter, seeds, runner, loss, rung(lowest, true), rung(end, false));
        int middle = (int) Math.round(2 * Math.log10(start));
        trials.add(middle - AROUND, middle + AROUND);
        return new RateSearch(test, trials.extended(), epochs, loss);
    }

    /// {@return the suggested rate, or null if there is none}
    public @Nullable Double rate() {
        return trials == null ? test.valley() : Double.valueOf(trials.value());
    }

    /// The place of the first or the last rate in a range on the ladder 0.1, 0.3, 1, 3, …, where 1 has place 0 and 3
    /// has place 1.
    private static int rung(double rate, boolean up) {
        double place = 2 * Math.log10(rate);
        return (int) (up ? Math.ceil(place - 1e-9) : Math.floor(place + 0.05));
    }

    private static String rate(int rung) {
        return (Math.floorMod(rung, 2) == 0 ? "1e" : "3e") + Math.floorDiv(rung, 2);
    }

    /// Rates that were tried, by their places on the ladder.
    private record Trials(
            Settings settings,
            int seeds,
            Runner runner,
            String loss,
            int lowest,
            int highest,
            TreeMap<Integer, Tuning.Point> points) {
        private Trials(Settings settings, int seeds, Runner runner, String loss, int lowest, int highest) {
            this(settings, seeds, runner, loss, lowest, highest, new TreeMap<>());
        }

        private void add(int from, int to) {
            int[] rungs = IntStream.rangeClosed(Math.clamp(from, lowest, highest), Math.clamp(to, lowest, highest))
                    .toArray();
            List<Settings> wanted = new ArrayList<>();
            for (int rung : rungs) {
                Settings at =
                        TrainingOptions.LEARNING_RATE.with(settings, Schedule.constant(Double.parseDouble(rate(rung))));
                for (int seed = 0; seed < seeds; seed++) {
                    wanted.add(at.seed(settings.seed() + seed));
                }
            }
            List<@Nullable FinishedRun> runs = runner.run(wanted);
            for (int i = 0; i < rungs.length; i++) {
                points.put(
                        rungs[i],
                        Tuning.Point.of(
                                NumberText.text(Double.parseDouble(rate(rungs[i]))),
                                runs.subList(i * seeds, (i + 1) * seeds),
                                run -> run.measure(loss),
                                loss));
            }
        }

        private Tuning best() {
            return Tuning.of("learning_rate", List.copyOf(points.values()), false);
        }

        /// Tries one rate more as long as the best is the last on its side.
        private Tuning extended() {
            Tuning tuning = best();
            while (tuning.best() == 0 && points.firstKey() > lowest) {
                add(points.firstKey() - 1, points.firstKey() - 1);
                tuning = best();
            }
            while (tuning.best() == points.size() - 1 && points.lastKey() < highest) {
                add(points.lastKey() + 1, points.lastKey() + 1);
                tuning = best();
            }
            return tuning;
        }
    }
}
