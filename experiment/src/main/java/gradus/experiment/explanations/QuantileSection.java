package gradus.experiment.explanations;

import gradus.experiment.ErrorScale;
import gradus.experiment.Outcome;
import gradus.experiment.PredictionQuantiles;
import gradus.experiment.QuantileScore;
import gradus.experiment.TrainedModel;
import gradus.experiment.reports.Html;
import java.util.ArrayList;
import java.util.List;

/// The quantiles of one number, and how good they are.
///
/// @param outcome of the run
/// @param judged the rows by which it is judged
record QuantileSection(Outcome outcome, Outcome.Judged judged) {
    private static final double[] LEVELS = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};

    void addTo(Html page) {
        PredictionQuantiles known = new TrainedModel(outcome.model()).quantiles();
        if (known == null) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("quantile", "lies at", "rows below it", "pinball loss"));
        for (double level : LEVELS) {
            double[] scores = QuantileScore.crossed(judged.rows().target(), judged.answers(), level, known.scale());
            if (scores != null && known.has(level)) {
                double error = known.error(0, level);
                rows.add(List.of(
                        ReportText.percent(level),
                        place(known.scale(), error),
                        ReportText.percent(scores[1]),
                        ReportText.number(scores[0])));
            }
        }
        if (rows.size() > 1) {
            page.heading("Quantiles").table(rows);
            page.soft(
                    "Below a quantile lies the true value of that share of new rows of the same kind. Rows below it and"
                            + " pinball loss, of which less is better, are those of each half of the rows by the quantiles of the"
                            + " other half.");
        }
    }

    /// From where to where an interval goes.
    static String around(ErrorScale scale, double width) {
        return scale.isRelative()
                ? place(scale, -width) + " to " + place(scale, width)
                : "prediction ± " + ReportText.number(width);
    }

    private static String place(ErrorScale scale, double error) {
        if (scale.isRelative()) {
            String shift = ReportText.number(scale.shift());
            boolean shifted = scale.shift() > 0;
            return (shifted ? "(prediction + " + shift + ")" : "prediction") + " × "
                    + ReportText.number(Math.exp(error)) + (shifted ? " − " + shift : "");
        }
        return "prediction " + (error < 0 ? "− " : "+ ") + ReportText.number(Math.abs(error));
    }
}
