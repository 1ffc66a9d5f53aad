package gradus.cli;

import gradus.History;
import gradus.data.Dataset;
import gradus.data.tables.Advice;
import gradus.data.tables.Schema;
import gradus.experiment.Experiment;
import gradus.experiment.Judgement;
import gradus.experiment.Outcome;
import gradus.internal.Printable;
import gradus.kernels.Kernels;
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
            out.println(experiment.members() > 1 ? System.lineSeparator() + "Each of them:" : "");
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
                "%n%d epochs in %.1f s%s%n%n",
                history.epochs().size(),
                outcome.seconds(),
                history.stopReason() == null ? "" : " (" + history.stopReason() + ")");
        if (isUnfinished(experiment, history)) {
            out.println("Note: the best epoch is among the last, so more of them may help with --epochs "
                    + 2 * experiment.epochs() + "\n");
        }
        table(experiment.isEnsemble() ? "out of fold" : "validation", outcome, out);
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

    /// @param validation the name of the row of the validation rows
    private static void table(String validation, Outcome outcome, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(outcome.train().names());
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
