package gradus.experiment;

import gradus.History;
import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.experiment.answers.ScoreInterval;
import gradus.math.RandomStream;
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
/// @param held what is known of the answers to rows that the model did not see, and what follows from them
/// @param judged the rows by which the run is judged, with the answers to them, or null
public record Outcome(
        Model model,
        History history,
        double seconds,
        Judgement train,
        @Nullable Judgement validation,
        @Nullable Judgement test,
        Map<String, Map<String, Double>> baselines,
        HeldAnswers held,
        @Nullable Judged judged) {
    /// Rows that were not trained on, with the answers to them.
    ///
    /// @param part which rows: `test`, `validation`, or `out-of-fold`, which are the training rows, each answered by a
    ///     network that did not see it
    /// @param rows inputs and targets
    /// @param answers in the units of the data
    public record Judged(String part, Dataset rows, Rows answers) {
        /// {@return how good the answers are}
        Judgement by(Judgement.By by) {
            return Judgement.of(by, rows, answers);
        }

        /// {@return how far a score could be from that of all rows there are; null for an unknown one, and the loss}
        @Nullable
        ScoreInterval interval(Judgement.By by, String score, long seed) {
            Rows weights = rows.weights();
            return by.metrics().stream()
                    .filter(metric -> metric.name().equals(score))
                    .findFirst()
                    .map(metric -> ScoreInterval.of(
                            metric,
                            rows.target().toArray(),
                            answers.toArray(),
                            weights == null ? null : weights.toArray(),
                            rows.rows(),
                            RandomStream.of(seed).derive("interval")))
                    .orElse(null);
        }
    }

    static @Nullable Judged judged(String part, @Nullable Dataset rows, @Nullable Rows answers) {
        return rows == null || answers == null ? null : new Judged(part, rows, answers);
    }

    /// {@return the most relevant evaluation: of the test rows, else the validation rows, else the training rows}
    public Judgement best() {
        if (test != null) {
            return test;
        }
        return validation != null ? validation : train;
    }
}
