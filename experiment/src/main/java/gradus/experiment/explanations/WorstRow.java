package gradus.experiment.explanations;

import gradus.data.Rows;
import gradus.data.datasets.PreparedData;
import gradus.data.tables.Column;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import gradus.data.tables.Target;
import gradus.experiment.Change;
import gradus.experiment.Changes;
import gradus.experiment.Decision;
import gradus.experiment.Outcome;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row on which the answer is furthest from the truth.
///
/// @param line where it begins in the file; 0 if that is not known
/// @param truth what is true
/// @param answer what the model says
/// @param error the absolute error; of classes, 1 minus the probability of the true one
/// @param values the values of some columns, by name
/// @param change the smallest change of the row that changes the answer, in words; empty if none is known
public record WorstRow(int line, String truth, String answer, double error, Map<String, String> values, String change) {
    private static final int MOST = 10;

    /// Finds the worst rows.
    ///
    /// @param schema the columns
    /// @param judged rows with answers, of a regression of one number or of classes
    /// @param decision how labels follow from probabilities
    /// @param sources the rows as they are in the table, or null
    /// @param columns which values are shown
    /// @param changes finds what would change the answers, or null for nothing
    /// @return the rows, the worst first
    static List<WorstRow> of(
            Schema schema,
            Outcome.Judged judged,
            Decision decision,
            PreparedData.@Nullable Sources sources,
            List<String> columns,
            @Nullable Changes changes) {
        Table table = sources == null
                ? null
                : switch (judged.part()) {
                    case "test" -> sources.test();
                    case "validation" -> sources.validation();
                    default -> sources.train();
                };
        // Of out-of-fold rows, those of a member that was left out are lacking.
        table = table == null || table.rows() == judged.rows().rows() ? table : null;
        Rows answers = judged.answers();
        float[] said = answers.toArray();
        float[] truth = judged.rows().target().toArray();
        int width = answers.width();
        double[] errors = new double[truth.length];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = error(schema.target().task(), truth[row], said, row, width);
        }
        Integer[] order = new Integer[errors.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, Comparator.comparingDouble(row -> -errors[row]));
        List<WorstRow> worst = new ArrayList<>();
        for (int row : Arrays.asList(order).subList(0, Math.min(MOST, order.length))) {
            Map<String, String> values = new LinkedHashMap<>();
            for (String name : table == null ? List.<String>of() : columns) {
                Column column = table == null ? null : table.find(name);
                values.put(name, column == null ? "" : column.text(row));
            }
            worst.add(new WorstRow(
                    table == null ? 0 : table.line(row),
                    truth(schema, truth[row]),
                    answer(schema, decision, said, row, width),
                    errors[row],
                    values,
                    change(judged, row, changes)));
        }
        return worst;
    }

    private static String change(Outcome.Judged judged, int row, @Nullable Changes changes) {
        if (changes == null) {
            return "";
        }
        Rows inputs = judged.rows().input();
        float[] input = new float[inputs.width()];
        inputs.copy(row, input, 0);
        float[] answer = new float[judged.answers().width()];
        judged.answers().copy(row, answer, 0);
        List<Change> found = changes.of(input, answer, 1);
        return found.isEmpty() ? "" : found.getFirst().toString();
    }

    private static double error(Task task, float truth, float[] said, int row, int width) {
        return switch (task) {
            case REGRESSION -> Math.abs((double) said[row] - truth);
            case BINARY -> truth > 0 ? 1 - said[row] : said[row];
            default -> 1 - said[row * width + (int) truth];
        };
    }

    private static String truth(Schema schema, float truth) {
        List<String> labels = schema.target().labels();
        return labels.isEmpty() ? ReportText.number(truth) : labels.get((int) truth);
    }

    private static String answer(Schema schema, Decision decision, float[] said, int row, int width) {
        Target target = schema.target();
        if (target.labels().isEmpty()) {
            return ReportText.number(said[row]);
        }
        String label = decision.labels(target, Arrays.copyOfRange(said, row * width, (row + 1) * width))
                .getFirst();
        int place = target.labels().indexOf(label);
        double probability = width > 1 ? said[row * width + place] : place == 1 ? said[row] : 1 - said[row];
        return String.format(Locale.ROOT, "%s (%.0f%%)", label, 100 * probability);
    }
}
