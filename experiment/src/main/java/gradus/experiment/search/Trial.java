package gradus.experiment.search;

import gradus.experiment.FinishedRun;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One point of the space that was tried.
///
/// @param number from 0
/// @param bracket which bracket it belongs to, from 0
/// @param choices value by parameter
/// @param rungs what was tried of it, with more epochs each time
/// @param broken why it could not be tried, or null
public record Trial(
        int number,
        int bracket,
        Map<String, String> choices,
        List<Rung> rungs,
        @Nullable String broken) {
    /// A training of a trial from its first weights.
    ///
    /// @param epochs how many it was given
    /// @param score on the validation rows; NaN if it diverged
    /// @param run what it left
    public record Rung(int epochs, double score, FinishedRun run) {}

    /// {@return the score with the most epochs, or NaN}
    public double score() {
        return rungs.isEmpty() ? Double.NaN : rungs.getLast().score();
    }

    /// The trial as it was after a rung.
    Trial until(int rung) {
        return new Trial(number, bracket, choices, rungs.subList(0, rung + 1), broken);
    }

    /// The better score first. With few validation rows, trials often have the same accuracy: of those, the smaller
    /// loss.
    ///
    /// @param up whether more is better
    /// @param loss as in `val_loss`
    static Comparator<Trial> bestFirst(boolean up, String loss) {
        return Comparator.<Trial>comparingDouble(trial -> worst(up ? -trial.score() : trial.score()))
                .thenComparingDouble(trial -> trial.rungs().isEmpty()
                        ? Double.POSITIVE_INFINITY
                        : worst(trial.rungs().getLast().run().measure(loss)));
    }

    private static double worst(double value) {
        return Double.isFinite(value) ? value : Double.POSITIVE_INFINITY;
    }

    /// {@return the largest number of epochs it was trained for}
    public int epochs() {
        return rungs.isEmpty() ? 0 : rungs.getLast().epochs();
    }

    /// {@return how it ended: `ok`, `diverged`, why it is broken, or `not tried` if the search was stopped before it}
    public String state() {
        return broken != null
                ? "broken: " + broken
                : rungs.isEmpty() ? "not tried" : Double.isFinite(score()) ? "ok" : "diverged";
    }
}
