package gradus.experiment.explanations;

import gradus.History;
import gradus.data.tables.Schema;
import gradus.experiment.Decision;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Judgement;
import gradus.experiment.Outcome;
import gradus.experiment.PredictionIntervals;
import gradus.experiment.TrainedModel;
import gradus.experiment.answers.CalibrationError;
import gradus.experiment.answers.ScoreInterval;
import gradus.experiment.reports.Chart;
import gradus.experiment.reports.Curves;
import gradus.experiment.reports.Html;
import gradus.experiment.reports.SearchCharts;
import gradus.internal.EvenlySpaced;
import gradus.internal.Version;
import gradus.metrics.ConfusionMatrix;
import gradus.problems.Task;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A report of a training to read: one page that is complete in one file.
public final class TrainingReport {
    private static final int MOST_CLASSES = 20;
    private static final int MOST_POINTS = 500;
    private static final int MOST_BARS = 15;
    private static final List<Double> COVERAGES = List.of(0.5, 0.8, 0.9, 0.95);

    private final Experiment experiment;
    private final Outcome outcome;
    private final FinishedRun run;
    private final Explanation explanation;
    private final List<String> notes;
    private final String command;
    private final Html page;

    /// Plans the report.
    ///
    /// @param experiment the training
    /// @param outcome what it left
    /// @param run its record
    /// @param explanation of it
    /// @param notes what was assumed about the data, and what is odd about it
    /// @param command what repeats the training
    public TrainingReport(
            Experiment experiment,
            Outcome outcome,
            FinishedRun run,
            Explanation explanation,
            List<String> notes,
            String command) {
        this.experiment = experiment;
        this.outcome = outcome;
        this.run = run;
        this.explanation = explanation;
        this.notes = List.copyOf(notes);
        this.command = command;
        Schema schema = experiment.data().schema();
        page = new Html(
                "Training report",
                String.join(", ", schema.target().columns()) + " from "
                        + experiment.loaded().name());
    }

    /// {@return the page}
    public String html() {
        score();
        if (experiment.task() == Task.REGRESSION) {
            numbers();
        } else {
            classes();
        }
        columns();
        new WorstSection(explanation.worst()).addTo(page);
        curves();
        new DataSection(experiment, notes).addTo(page);
        card();
        use();
        return page.toString();
    }

    private boolean isNumber() {
        return experiment.task() == Task.REGRESSION
                && experiment.data().schema().target().width() == 1;
    }

    private void score() {
        boolean numbers = experiment.task() == Task.REGRESSION;
        ScoreInterval interval = explanation.intervals().get(numbers ? "mean_absolute_error" : "accuracy");
        page.verdict(
                isBetter(numbers ? "mean_absolute_error" : "accuracy", numbers),
                ReportText.verdict(experiment, outcome),
                ReportText.beside(experiment, outcome, interval));
        page.heading("How good it is");
        List<String> names = new ArrayList<>(outcome.best().names());
        if (names.remove(experiment.firstScore())) {
            names.addFirst(experiment.firstScore());
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("score", "training"));
        Judgement validation = outcome.validation();
        Judgement test = outcome.test();
        if (validation != null) {
            header.add(experiment.isEnsemble() ? "out of fold" : "validation");
        }
        if (test != null) {
            header.add("test");
        }
        header.add("95% interval");
        header.addAll(outcome.baselines().keySet());
        rows.add(header);
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(ReportText.name(name)));
            row.add(number(outcome.train().metrics(), name));
            if (validation != null) {
                row.add(number(validation.metrics(), name));
            }
            if (test != null) {
                row.add(number(test.metrics(), name));
            }
            ScoreInterval known = explanation.intervals().get(name);
            row.add(known == null ? "" : ReportText.number(known.low()) + " to " + ReportText.number(known.high()));
            outcome.baselines().values().forEach(metrics -> row.add(number(metrics, name)));
            rows.add(row);
        }
        page.table(rows);
        page.soft("Training rows are those the network learned from, so it looks better on them. What counts are rows"
                + " that it did not see. If the interval holds the score of a simpler answer, the difference may"
                + " be chance.");
    }

    private boolean isBetter(String score, boolean smaller) {
        double own = outcome.best().metrics().getOrDefault(score, Double.NaN);
        return outcome.baselines().values().stream()
                .map(metrics -> metrics.get(score))
                .allMatch(other -> other == null || (smaller ? own < other : own > other));
    }

    private static String number(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        return value == null ? "" : ReportText.number(value);
    }

    /// Truth against prediction, and intervals.
    private void numbers() {
        Outcome.Judged judged = outcome.judged();
        if (judged == null || !isNumber()) {
            return;
        }
        page.heading("Predicted and true values");
        float[] said = judged.answers().toArray();
        float[] truth = judged.rows().target().toArray();
        int[] some = EvenlySpaced.places(judged.answers().count(), MOST_POINTS);
        double[] x = Arrays.stream(some).mapToDouble(row -> said[row]).toArray();
        double[] y = Arrays.stream(some).mapToDouble(row -> truth[row]).toArray();
        double[] residuals = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            residuals[i] = y[i] - x[i];
        }
        page.charts(
                false,
                List.of(
                        SearchCharts.points("True values by predicted ones", "predicted", "true", false, x, y, x),
                        SearchCharts.points(
                                "What is left: true minus predicted",
                                "predicted",
                                "true − predicted",
                                false,
                                x,
                                residuals,
                                new double[x.length])));
        page.soft("On the line, prediction and truth agree. A bend or a funnel in the right chart shows where the"
                + " network is wrong in a regular way.");
        PredictionIntervals intervals = new TrainedModel(outcome.model()).intervals();
        if (intervals != null) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("of new rows of the same kind", "have a true value within"));
            for (double coverage : COVERAGES) {
                if (coverage * 1000 <= intervals.widths().size()) {
                    rows.add(List.of(
                            ReportText.percent(coverage),
                            QuantileSection.around(intervals.scale(), intervals.width(coverage))));
                }
            }
            page.heading("Intervals").table(rows);
        }
        new QuantileSection(outcome, judged).addTo(page);
    }

    private void classes() {
        List<String> labels = experiment.data().schema().target().labels();
        ConfusionMatrix confusion = outcome.best().confusion();
        if (confusion != null && confusion.classes() == labels.size() && labels.size() <= MOST_CLASSES) {
            page.heading("Which class is taken for which");
            List<List<String>> rows = new ArrayList<>();
            List<String> header = new ArrayList<>(List.of("true class"));
            labels.forEach(label -> header.add("said " + label));
            header.add("found of it");
            rows.add(header);
            for (int i = 0; i < labels.size(); i++) {
                List<String> row = new ArrayList<>(List.of(labels.get(i)));
                for (int j = 0; j < labels.size(); j++) {
                    row.add(String.format(Locale.ROOT, "%,.0f", confusion.count(i, j)));
                }
                row.add(Double.isNaN(confusion.recall(i)) ? "" : ReportText.percent(confusion.recall(i)));
                rows.add(row);
            }
            page.table(rows);
            Decision decision = outcome.held().decision();
            if (decision.isChosen()) {
                page.soft(String.format(
                        Locale.ROOT,
                        "“%s” is said above a probability of %.4f, which was chosen for %s.",
                        labels.getLast(),
                        decision.threshold(),
                        decision.goal()));
            }
        }
        List<CalibrationError.Bin> bins = explanation.reliability();
        if (bins.isEmpty()) {
            return;
        }
        page.heading("Can the probabilities be believed?");
        page.legend(List.of("as it should be", "this network"));
        double[] x =
                bins.stream().mapToDouble(CalibrationError.Bin::probability).toArray();
        double[] y = bins.stream().mapToDouble(CalibrationError.Bin::frequency).toArray();
        double[] ends = {0, 1};
        page.charts(
                false,
                List.of(Chart.lines(
                        labels.size() == 2
                                ? "How often “" + labels.getLast() + "” is true, by its probability"
                                : "How often the answer is right, by its probability",
                        "probability",
                        "share of rows",
                        false,
                        false,
                        List.of(new Chart.Line(ends, ends, null, null), new Chart.Line(x, y, null, null)))));
        page.soft(
                outcome.held().temperature() == null
                        ? "On the straight line, of the rows with a probability of 0.8, eight in ten are true."
                        : String.format(
                                Locale.ROOT,
                                "The probabilities are calibrated by a temperature of %.3f, found on rows that the"
                                        + " networks did not see. It is part of the weights, so every program that loads"
                                        + " the file says the same.",
                                outcome.held().temperature().value()));
    }

    private void columns() {
        if (explanation.importance().isEmpty()) {
            return;
        }
        page.heading("What the network goes by");
        List<Chart.Range> ranges = new ArrayList<>();
        for (Importance column : explanation.importance()) {
            if (ranges.size() < MOST_BARS) {
                ranges.add(new Chart.Range(
                        column.column(),
                        column.mean(),
                        column.mean() - column.deviation(),
                        column.mean() + column.deviation(),
                        ReportText.number(column.mean())));
            }
        }
        String what = experiment.task() == Task.REGRESSION ? "error (RMSE)" : "loss";
        page.charts(
                false,
                List.of(Chart.ranges(
                        "How much the " + what + " grows without a column",
                        "growth of the " + what,
                        Double.NaN,
                        ranges)));
        page.soft("Each column was shuffled among the rows, so that it said nothing. The more the error grows, the more"
                + " the network relies on the column. This is what the network does, and not what causes what;"
                + " columns that say the same share their importance.");
        List<Chart> charts = new ArrayList<>();
        List<String> labels = experiment.data().schema().target().labels();
        for (ColumnEffect effect : explanation.effects()) {
            if (effect.values().size() > 1) {
                charts.add(ColumnEffectChart.of(effect, labels));
            }
        }
        if (!charts.isEmpty()) {
            page.heading("How answers change with a column");
            if (labels.size() > 2) {
                page.legend(labels.subList(0, Math.min(ColumnEffectChart.MOST_CLASSES, labels.size())));
            } else if (explanation.effects().stream().anyMatch(ColumnEffect::numeric)) {
                page.legend(List.of("partial dependence", "accumulated local effects"));
            }
            page.charts(false, charts);
            page.soft("Partial dependence: the mean answer if all rows had this value and kept all others. Accumulated"
                    + " local effects (ALE), of numbers: rows are moved only to the values around their own, and the"
                    + " changes are added up, so that combinations that do not occur have no say. Where the two"
                    + " differ, trust the latter.");
        }
    }

    private void curves() {
        History history = outcome.history();
        List<Double> losses = history.values().get("loss");
        if (losses == null || losses.size() < 2) {
            return;
        }
        page.heading("How it learned");
        List<Chart.Line> lines = Curves.lines(history, "loss");
        page.legend(List.of("training rows", "rows that were held out").subList(0, lines.size()));
        page.charts(false, List.of(Chart.lines("Loss after each epoch", "epoch", "loss", false, false, lines)));
    }

    private void card() {
        page.heading("The network");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("problem", experiment.task().problem());
        facts.put(
                "network",
                experiment.members() > 1
                        ? "the mean of " + experiment.members()
                                + " networks, each trained without another part of the rows"
                        : "one network");
        if (!experiment.shares().isEmpty()) {
            facts.put("shares in the answer", experiment.shares());
        }
        facts.put(
                "layers",
                experiment.recipe().layers().stream()
                        .map(layer -> Notation.write(Registry.LAYERS, layer))
                        .collect(Collectors.joining(" ")));
        facts.put(
                "parameters", String.format(Locale.ROOT, "%,d", outcome.model().parameterCount()));
        facts.put("loss", Notation.write(Registry.LOSSES, experiment.recipe().loss()));
        facts.put(
                "optimizer",
                Notation.write(Registry.OPTIMIZERS, experiment.recipe().optimizer()));
        facts.put("epochs", Integer.toString(run.epochs()));
        facts.put(
                "time",
                String.format(
                        Locale.ROOT,
                        "%.1f s on %d %s",
                        run.seconds(),
                        run.threads(),
                        run.threads() == 1 ? "thread" : "threads"));
        facts.put("seed", Long.toString(run.seed()));
        facts.put(
                "meant for",
                "rows like those that it was trained on. Values far outside, new categories and other times"
                        + " or places are guesses; predict warns of the first two.");
        definitions(facts);
    }

    private void definitions(Map<String, String> facts) {
        page.definitions(facts.entrySet().stream()
                .map(fact -> List.of(fact.getKey(), fact.getValue()))
                .toList());
    }

    private void use() {
        page.heading("To repeat it bit for bit");
        page.code(command);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Gradus", Version.current());
        facts.put("Java", Runtime.version().toString());
        facts.put("kernels", String.valueOf(run.kernels()));
        facts.put("weights (SHA-256)", String.valueOf(run.weightsSha256()));
        definitions(facts);
        new UseSection(experiment).addTo(page);
    }
}
