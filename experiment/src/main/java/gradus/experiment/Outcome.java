package gradus.experiment;

import gradus.History;
import gradus.Model;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run left.
///
/// @param model finished: takes raw rows and answers in the units of the data
/// @param history what was logged after each epoch, while weights moved and dropout dropped
/// @param seconds of training
/// @param train how good it is on the rows it learned from
/// @param validation likewise on those that were watched, or null
/// @param test likewise on those that were never looked at, or null
/// @param baselines the metrics of simpler answers on the test rows, or the best there are, by what answers:
///     `always the same`, and beside an ensemble `linear model`
public record Outcome(
        Model model,
        History history,
        double seconds,
        Judgement train,
        @Nullable Judgement validation,
        @Nullable Judgement test,
        Map<String, Map<String, Double>> baselines) {
    /// {@return the most relevant evaluation: of the test rows, else the validation rows, else the training rows}
    public Judgement best() {
        if (test != null) {
            return test;
        }
        return validation != null ? validation : train;
    }
}
