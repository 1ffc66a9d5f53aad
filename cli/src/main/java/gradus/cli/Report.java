package gradus.cli;

import gradus.History;
import gradus.data.Dataset;
import gradus.data.tables.Advice;
import gradus.data.tables.Schema;
import gradus.experiment.Experiment;
import gradus.experiment.HeldAnswers;
import gradus.experiment.Judgement;
import gradus.experiment.Outcome;
import gradus.experiment.answers.ScoreInterval;
import gradus.experiment.explanations.Explanation;
import gradus.experiment.explanations.Importance;
import gradus.internal.Printable;
import gradus.kernels.Kernels;
import gradus.problems.Task;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people read before and after a training.
final class Report {
    /// A confusion matrix of more classes is wider than a screen.
    private static final int MOST_CLASSES = 20;

    /// Of importance.
    private static final int MOST_COLUMNS = 8;

    /// Of fewer epochs, the user knows that they are few.
    private static final int FEWEST_EPOCHS = 10;

    private Report() {}

    static void start(Experiment experiment, PrintWriter out) {
        out.print(experiment.loaded().describe());
        Schema schema = experiment.data().schema();
        out.println();
        if (!experiment.isForeign()) {
            out.println("Task: " + experiment.task().row());
        }
        out.println("Target: " + String.join(", ", schema.target().columns()) + labels(schema));
        out.println("Rows: " + parts(experiment));
        experiment.notes().forEach(note -> out.println("Note: " + note));
        notes(experiment.data().warnings(), out);
        out.println();
        network(experiment, out);
        out.print(experiment.model().summary());
        out.println(" "
                + Notation.write(
                        Registry.OPTIMIZERS, experiment.model().compilation().optimizer())
                + ", " + kernels());
        out.println();
        out.flush();
    }

    private static void network(Experiment experiment, PrintWriter out) {
        String choice = experiment.choice();
        boolean byRecipe = experiment.isEnsemble();
        if (!choice.isEmpty()) {
            out.println("Network: " + choice + "." + (byRecipe ? " A plain network: --net mlp" : ""));
            out.println(experiment.members() > 1 ? System.lineSeparator() + "The first of them:" : "");
        }
    }

    /// What was assumed about the data, and what is odd about it.
    static void notes(List<Advice> notes, PrintWriter out) {
        notes.forEach(note -> out.println("Note: " + Printable.message(note.text(Messages::option))));
        out.flush();
    }

    private static String kernels() {
        String advice = Kernels.advice();
        return "kernels: " + Kernels.current().name() + (advice.isEmpty() ? "" : ". " + advice);
    }

    private static String labels(Schema schema) {
        List<String> labels = schema.target().labels();
        return labels.isEmpty() ? "" : " (" + String.join(", ", labels) + ")";
    }

    private static String parts(Experiment experiment) {
        List<String> parts = new ArrayList<>();
        parts.add(count(experiment.data().train()) + " training");
        if (experiment.data().validation() != null) {
            parts.add(count(experiment.data().validation()) + " validation");
        }
        if (experiment.data().test() != null) {
            parts.add(count(experiment.data().test()) + " test");
        }
        if (experiment.data().dropped() > 0) {
            parts.add(experiment.data().dropped() + " left out for missing values");
        }
        return String.join(", ", parts);
    }

    private static String count(@Nullable Dataset rows) {
        return rows == null ? "0" : String.format(Locale.ROOT, "%,d", rows.rows());
    }

    static void end(Experiment experiment, Outcome outcome, PrintWriter out) {
        History history = outcome.history();
        out.printf(
                Locale.ROOT,
                "%n%d %s in %.1f s%s%n%n",
                history.epochs().size(),
                history.epochs().size() == 1 ? "epoch" : "epochs",
                outcome.seconds(),
                history.stopReason() == null ? "" : " (" + history.stopReason() + ")");
        if (!experiment.shares().isEmpty()) {
            out.printf("Shares in the answer: %s%n%n", experiment.shares());
        }
        if (experiment.notKept() > 0) {
            out.printf(
                    Locale.ROOT,
                    "Note: %d of %d networks %s kept: the others had learned too little when"
                            + " the training was interrupted%n%n",
                    experiment.members(),
                    experiment.members() + experiment.notKept(),
                    experiment.members() == 1 ? "is" : "are");
        }
        if (isUnfinished(experiment, history)) {
            out.println("Note: the best epoch is among the last, so more of them may help with --epochs "
                    + 2 * experiment.epochs() + "\n");
        }
        String chosen = experiment.settings().answer().metric();
        table(
                experiment.isEnsemble() ? "out of fold" : "validation",
                chosen == null ? "" : experiment.firstScore(),
                outcome,
                out);
        score(experiment, outcome, out);
        importance(Explanation.importance(experiment, outcome), experiment.task(), out);
        judged(experiment.data().schema(), outcome.best(), out);
        out.flush();
    }

    /// Whether the validation loss fell until nearly the end of a training that the number of epochs ended.
    private static boolean isUnfinished(Experiment experiment, History history) {
        List<Double> losses = history.values().getOrDefault("val_loss", List.of());
        if (losses.size() < experiment.epochs() || losses.size() < FEWEST_EPOCHS || experiment.patience() == 0) {
            return false;
        }
        int best = 0;
        for (int i = 1; i < losses.size(); i++) {
            best = losses.get(i) < losses.get(best) ? i : best;
        }
        return best >= losses.size() - Math.max(1, losses.size() / 20);
    }

    static void judged(Schema schema, Judgement judgement, PrintWriter out) {
        if (judgement.confusion() != null && schema.target().labels().size() <= MOST_CLASSES) {
            out.println();
            out.println("Which class (row) was taken for which (column), " + judgement.rows() + " rows:");
            out.println(judgement.confusion().toString(schema.target().labels()).stripTrailing());
        }
    }

    /// The score with its interval, and what was chosen by rows that were held out.
    private static void score(Experiment experiment, Outcome outcome, PrintWriter out) {
        String first = experiment.firstScore();
        ScoreInterval interval = experiment.interval(outcome, first);
        Outcome.Judged judged = outcome.judged();
        Double value = outcome.best().metrics().get(first);
        if (interval != null && judged != null && value != null) {
            out.printf(
                    Locale.ROOT,
                    "%n%s %s; from %s to %s with 95%% confidence, by %,d %s rows%n",
                    first,
                    number(value),
                    number(interval.low()),
                    number(interval.high()),
                    judged.rows().rows(),
                    judged.part());
        }
        HeldAnswers held = outcome.held();
        if (held.temperature() != null) {
            out.printf(
                    Locale.ROOT,
                    "The probabilities are calibrated: temperature %.3f, folded into the last layer%n",
                    held.temperature().value());
        }
        String uncalibrated = held.whyNotCalibrated(experiment.settings());
        if (uncalibrated != null) {
            out.println("Note: the probabilities are not calibrated: " + uncalibrated);
        }
        if (held.decision().isChosen()) {
            out.printf(
                    Locale.ROOT,
                    "%s is predicted above a probability of %.4f, chosen for %s%n",
                    experiment.data().schema().target().labels().getLast(),
                    held.decision().threshold(),
                    held.decision().goal());
        }
    }

    /// What the network goes by.
    private static void importance(List<Importance> columns, Task task, PrintWriter out) {
        if (columns.isEmpty()) {
            return;
        }
        out.println();
        out.println("How much the " + (task == Task.REGRESSION ? "error (RMSE)" : "loss")
                + " grows if a column is shuffled, ± its spread:");
        List<List<String>> rows = new ArrayList<>();
        for (Importance column : columns.subList(0, Math.min(MOST_COLUMNS, columns.size()))) {
            rows.add(List.of(
                    Printable.shown(column.column()), number(column.mean()), "± " + number(column.deviation())));
        }
        print(rows, out);
        if (columns.size() > MOST_COLUMNS) {
            int more = columns.size() - MOST_COLUMNS;
            out.println("  … " + more + (more == 1 ? " more column" : " more columns"));
        }
    }

    /// @param validation the name of the row of the validation rows
    /// @param first the column that comes first; empty for the loss
    private static void table(String validation, String first, Outcome outcome, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(outcome.train().names());
        if (!first.isEmpty() && header.remove(first)) {
            header.add(1, first);
        }
        rows.add(header);
        rows.add(row("training", outcome.train().metrics(), header));
        if (outcome.validation() != null) {
            rows.add(row(validation, outcome.validation().metrics(), header));
        }
        if (outcome.test() != null) {
            rows.add(row("test", outcome.test().metrics(), header));
        }
        outcome.baselines().forEach((name, metrics) -> rows.add(row(name, metrics, header)));
        print(rows, out);
    }

    private static List<String> row(String name, Map<String, Double> metrics, List<String> header) {
        List<String> row = new ArrayList<>(List.of(name));
        for (String column : header.subList(1, header.size())) {
            Double value = metrics.get(column);
            row.add(value == null ? "" : number(value));
        }
        return row;
    }

    static String number(double value) {
        return Math.abs(value) >= 1e5 || (value != 0 && Math.abs(value) < 1e-3)
                ? String.format(Locale.ROOT, "%.3e", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    /// Columns as wide as they need to be, the first to the left, numbers to the right.
    static void print(List<List<String>> rows, PrintWriter out) {
        int columns = rows.getFirst().size();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < columns; i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                String gap = " ".repeat(width - row.get(i).length());
                line.append(' ')
                        .append(i == 0 ? row.get(i) + gap : gap + row.get(i))
                        .append(' ');
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
