package gradus.experiment;

import gradus.NotFiniteException;
import gradus.callbacks.Callback;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.NumberShape;
import gradus.experiment.nets.Blend;
import gradus.experiment.nets.Budget;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds out how the numbers of a table are learned best, where their shape leaves a doubt: an ensemble is trained
/// in each way, and errors on rows that its members did not see, in the units of the data, decide. All of them
/// together take a quarter of the budget. On a small table that is as much as the training itself takes, and the
/// best of them is the result.
///
/// @param settings of the run
/// @param prepared its data
/// @param ways how the numbers may be learned, at least two; the first is the usual one
record TargetTrial(Settings settings, Preparation prepared, List<Transform> ways) {
    private static final double SHARE = 0.25;
    /// From more rows than these, some are enough to decide by.
    private static final int MOST_ROWS = 5_000;
    /// Of the mean error of the usual way, what another way must gain: 1% of a root of squares.
    private static final double LEAST_GAIN = 0.02;

    /// Returns the trial that data calls for, or null if there is nothing to find out.
    static @Nullable TargetTrial of(Settings settings, Preparation prepared) {
        Dataset train = prepared.data().train();
        if (prepared.task() != Task.REGRESSION
                || settings.data().transform() != null
                || train.target().width() > 1) {
            return null;
        }
        List<Transform> ways = new ArrayList<>(List.of(Transform.STANDARDIZE));
        float[] targets = train.target().toArray();
        NumberShape shape = NumberShape.of(IntStream.range(0, targets.length)
                .mapToDouble(row -> targets[row])
                .toArray());
        if (shape.isSkewed()) {
            ways.add(Transform.LOG);
            if (Measures.isOfMedians(settings)) {
                ways.add(Transform.RANK);
            }
        }
        if (shape.isCounts()) {
            ways.add(Transform.COUNTS);
        }
        return ways.size() == 1 ? null : new TargetTrial(settings, prepared, ways);
    }

    /// One way to learn the numbers.
    ///
    /// @param way which one
    /// @param prepared the data, learned in this way
    /// @param blend the networks
    /// @param trained what they learned, or null if their loss became infinite
    /// @param error the mean error of the answers to the rows that were left out, squared or absolute; infinite if
    ///     the loss became so
    record Tried(Transform way, Preparation prepared, Blend blend, Blend.@Nullable Trained trained, double error) {}

    /// One recipe is enough to decide by.
    private Blend tried(Preparation learned) {
        Budget budget = Ensembles.budget(settings).times(SHARE / ways.size());
        return Ensembles.of(settings, learned, budget).first();
    }

    /// {@return what the rest of the budget is for}
    Blend rest(Preparation learned) {
        Blend whole = Ensembles.of(settings, learned, Ensembles.budget(settings));
        return whole.beginsAs(tried(learned.some(MOST_ROWS)))
                ? whole
                : Ensembles.of(settings, learned, Ensembles.budget(settings).times(1 - SHARE));
    }

    /// {@return the number of epochs of all networks, those of the result among them}
    int epochs() {
        Blend tried = tried(prepared.some(MOST_ROWS));
        Blend rest = rest(prepared);
        return ways.size() * tried.allEpochs() + rest.allEpochs() - (rest.beginsAs(tried) ? tried.allEpochs() : 0);
    }

    /// Trains in each way.
    ///
    /// @return the best way first, the others in their order
    List<Tried> run(List<Callback> callbacks, int threads) {
        List<Tried> tried = new ArrayList<>();
        for (Transform way : ways) {
            Preparation learned = prepared.learning(settings.data(), way).some(MOST_ROWS);
            Blend blend = tried(learned);
            try {
                Blend.Trained trained = blend.train(null, callbacks, threads);
                tried.add(new Tried(way, learned, blend, trained, error(learned, trained)));
            } catch (NotFiniteException infinite) {
                tried.add(new Tried(way, learned, blend, null, Double.POSITIVE_INFINITY));
            }
        }
        Tried best = tried.getFirst();
        for (Tried other : tried) {
            boolean gains = other.error() < (1 - LEAST_GAIN) * tried.getFirst().error();
            best = gains && other.error() < best.error() ? other : best;
        }
        tried.remove(best);
        tried.addFirst(best);
        return tried;
    }

    /// Trains the best way with the rest of the budget, unless the trial did as much. After an interruption, the
    /// result of the trial stays unless the rest is better already.
    ///
    /// @param learned all rows, learned in the best way
    Tried finish(Tried best, Preparation learned, List<Callback> callbacks, int threads) {
        Blend rest = rest(learned);
        Blend.Trained known = rest.beginsAs(best.blend()) ? best.trained() : null;
        Blend.Trained trained = rest.train(known, callbacks, threads);
        boolean isBetter = best.trained() == null || trained.finished() || error(learned, trained) < best.error();
        return isBetter ? new Tried(best.way(), learned, rest, trained, best.error()) : best;
    }

    private double error(Preparation learned, Blend.Trained trained) {
        Rows targets = learned.data().train().select(trained.leftOut()).target();
        TargetTransform transform =
                learned.corrected(settings, targets, trained.outOfFold()).transform();
        float[] answers = (transform == null ? trained.outOfFold() : transform.decode(trained.outOfFold())).toArray();
        float[] truth = targets.toArray();
        boolean absolute = Measures.isOfMedians(settings);
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = truth[row] - (double) answers[row];
            sum += absolute ? Math.abs(error) : error * error;
        }
        return sum / truth.length;
    }
}
