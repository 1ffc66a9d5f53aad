package gradus.experiment;

import gradus.experiment.answers.Goal;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// How answers are judged, and what is decided from them. Null means: by the data.
///
/// @param metric the name of the score that is shown first, and that chooses the best epoch of a plain network, or null
/// @param threshold what the threshold between two classes is chosen for, or null for 0.5
/// @param calibration whether probabilities are calibrated, or null for those of an ensemble
public record AnswerSpec(
        @Nullable String metric,
        @Nullable Goal threshold,
        @Nullable Calibration calibration) implements Serializable {
    /// {@return the name of the chosen score, as it stands in the metrics of a judgement; null if none is chosen}
    public @Nullable String metricName() {
        return metric == null ? null : Measures.name(metric);
    }

    /// Everything by the data.
    static AnswerSpec standard() {
        return new AnswerSpec(null, null, null);
    }
}
