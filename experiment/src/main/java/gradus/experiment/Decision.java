package gradus.experiment;

import gradus.data.tables.Target;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;

/// From the probabilities of labels to the labels.
///
/// @param threshold the probability above which a label holds: of two classes, the second one; with several labels a
///     row, each of them. Among more than two classes the most probable one is chosen
/// @param goal what the threshold was chosen for, as text; empty for none
public record Decision(double threshold, String goal) {
    /// What is more probable than not.
    public static final Decision USUAL = new Decision(0.5, "");

    /// {@return whether the threshold was chosen}
    public boolean isChosen() {
        return !goal.isEmpty();
    }

    /// Returns probabilities of the second class that lie above 0.5 where they lay above the threshold, for what counts
    /// by 0.5.
    static float[] decided(float[] probabilities, Decision decision) {
        float[] decided = probabilities.clone();
        for (int i = 0; i < decided.length; i++) {
            decided[i] = probabilities[i] > decision.threshold ? 1 : 0;
        }
        return decided;
    }

    /// Decides.
    ///
    /// @param target what is predicted, which has labels
    /// @param row the outputs of the model
    /// @return the labels that hold: one, or, of a target with several labels a row, any number of its columns. None
    ///     for a regression
    public List<String> labels(Target target, float[] row) {
        return switch (target.task()) {
            case BINARY -> List.of(target.labels().get(row[0] > threshold ? 1 : 0));
            case MULTICLASS -> List.of(target.labels().get(largest(row)));
            case MULTILABEL -> {
                List<String> chosen = new ArrayList<>();
                for (int j = 0; j < row.length; j++) {
                    if (row[j] > threshold) {
                        chosen.add(target.columns().get(j));
                    }
                }
                yield chosen;
            }
            case REGRESSION -> List.of();
        };
    }

    private static int largest(float[] row) {
        int best = 0;
        for (int j = 1; j < row.length; j++) {
            best = row[j] > row[best] ? j : best;
        }
        return best;
    }

    /// Returns what the outputs of a model are the probabilities of.
    ///
    /// @param target what is predicted
    /// @return the labels of classes in their order, or the columns of several labels a row; none for a regression
    public static List<String> names(Target target) {
        return target.task() == Task.MULTILABEL ? target.columns() : target.labels();
    }
}
