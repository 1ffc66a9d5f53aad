package gradus.cli;

import gradus.experiment.PredictionQuantiles;
import gradus.experiment.TrainedModel;
import gradus.internal.CsvText;
import java.util.ArrayList;
import java.util.List;

/// The quantiles that are printed beside numbers.
///
/// @param known those of the model
/// @param levels which of them
record Quantiles(PredictionQuantiles known, List<Double> levels) {
    /// Reads the levels that are asked for.
    ///
    /// @throws IllegalArgumentException if the model has no quantiles, or none of these levels
    static Quantiles of(TrainedModel trained, String levels) {
        PredictionQuantiles known = trained.quantiles();
        if (known == null) {
            throw new IllegalArgumentException(
                    "--quantiles needs a model that train made for numbers of a table with at"
                            + " least 20 test rows, or with --net auto or realmlp; the file of this one knows no errors on rows"
                            + " that it did not see");
        }
        List<Double> chosen = PredictionQuantiles.levels("--quantiles", levels);
        chosen.forEach(known::requireLevel);
        return new Quantiles(known, chosen);
    }

    /// The names of the columns, those of each target together.
    List<String> names(List<String> targets) {
        List<String> names = new ArrayList<>();
        for (String target : targets) {
            levels.forEach(level -> names.add(CsvText.field(PredictionQuantiles.name(target, level))));
        }
        return names;
    }

    void append(float[] predictions, StringBuilder out) {
        for (int target = 0; target < predictions.length; target++) {
            for (double level : levels) {
                out.append(',').append(Answers.plain((float) known.of(target, predictions[target], level)));
            }
        }
    }
}
