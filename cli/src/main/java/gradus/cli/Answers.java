package gradus.cli;

import gradus.data.Rows;
import gradus.data.TextRows;
import gradus.data.tables.Schema;
import gradus.experiment.Attribution;
import gradus.experiment.Decision;
import gradus.experiment.NearestRows;
import gradus.experiment.Prediction;
import gradus.internal.CsvText;
import gradus.layers.Layer;
import gradus.layers.StringLookup;
import gradus.problems.Task;
import gradus.training.Graph;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Predictions as lines of a CSV file: probabilities and labels, or numbers.
///
/// @param known columns and labels, or null
/// @param decision how labels follow from probabilities
/// @param texts what turns the indices of each output into text, or null for an output of numbers
/// @param interval gives the interval around a number, or null for no interval
/// @param quantiles gives quantiles of numbers, or null for none
/// @param attribution what explains the answers, or null for no explanation
/// @param changes finds what would change the answers, or null for nothing
/// @param nearest what finds rows that are near, or null for none
record Answers(
        @Nullable Schema known,
        Decision decision,
        List<@Nullable StringLookup> texts,
        @Nullable DoubleFunction<Prediction.Interval> interval,
        @Nullable Quantiles quantiles,
        @Nullable Attribution attribution,
        @Nullable RowChanges changes,
        @Nullable NearestRows nearest) {
    /// What turns the indices of each output of a network into text, or null for one of numbers.
    static List<@Nullable StringLookup> texts(Graph graph) {
        List<@Nullable StringLookup> texts = new ArrayList<>();
        for (int output : graph.outputs()) {
            Layer layer = graph.entry(graph.calls().get(output)).layer();
            texts.add(layer instanceof StringLookup lookup && lookup.invert() ? lookup : null);
        }
        return texts;
    }

    /// Writes the predictions of a block of rows.
    ///
    /// @param inputs the rows, for each input of the model
    /// @param outputs the predictions, for each output
    /// @param first whether the names of the columns come before
    void write(List<Rows> inputs, List<Rows> outputs, boolean first, StringBuilder out) {
        int width = outputs.stream().mapToInt(Rows::width).sum();
        if (first) {
            header(width, out);
        }
        List<@Nullable TextRows> words = words(outputs);
        List<List<NearestRows.Near>> near = nearest == null ? List.of() : nearest.to(inputs.getFirst());
        float[] row = new float[width];
        float[] input = new float[inputs.getFirst().width()];
        for (int i = 0; i < outputs.getFirst().count(); i++) {
            int offset = 0;
            for (Rows output : outputs) {
                output.copy(i, row, offset);
                offset += output.width();
            }
            if (known == null) {
                appendAll(i, row, outputs, words, out);
            } else {
                append(row, known, decision, out);
            }
            if (interval != null) {
                Prediction.Interval around = interval.apply(row[0]);
                out.append(',').append(plain((float) around.low()));
                out.append(',').append(plain((float) around.high()));
            }
            if (quantiles != null) {
                quantiles.append(row, out);
            }
            if (attribution != null) {
                inputs.getFirst().copy(i, input, 0);
                for (double part : attribution.explain(input, row)) {
                    out.append(',').append(plain((float) part));
                }
            }
            if (changes != null) {
                inputs.getFirst().copy(i, input, 0);
                changes.append(input, row, out);
            }
            if (nearest != null) {
                append(near.get(i), out);
            }
            out.append('\n');
        }
    }

    private static void append(List<NearestRows.Near> near, StringBuilder out) {
        for (NearestRows.Near other : near) {
            out.append(',').append(other.line());
            other.targets().forEach(target -> out.append(',').append(CsvText.field(target)));
            out.append(',').append(plain((float) other.distance()));
        }
    }

    /// The texts of each output, or null for one of numbers.
    private List<@Nullable TextRows> words(List<Rows> outputs) {
        List<@Nullable TextRows> words = new ArrayList<>();
        for (int j = 0; j < outputs.size(); j++) {
            StringLookup lookup = texts.get(j);
            words.add(lookup == null ? null : lookup.texts(outputs.get(j)));
        }
        return words;
    }

    /// The values of all outputs: numbers, or texts.
    private static void appendAll(
            int i, float[] row, List<Rows> outputs, List<@Nullable TextRows> words, StringBuilder out) {
        int at = 0;
        for (int j = 0; j < outputs.size(); j++) {
            TextRows texts = words.get(j);
            for (int k = 0; k < outputs.get(j).width(); k++) {
                out.append(at == 0 ? "" : ",").append(texts == null ? plain(row[at]) : CsvText.field(texts.text(i, k)));
                at++;
            }
        }
    }

    private void header(int width, StringBuilder out) {
        boolean isAnswer = known != null && known.target().task() == Task.REGRESSION;
        List<String> names = new ArrayList<>(isAnswer ? List.of() : probabilities(width, known));
        if (known != null) {
            known.target().columns().forEach(name -> names.add(CsvText.field(name)));
        }
        if (interval != null) {
            names.addAll(List.of("low", "high"));
        }
        if (quantiles != null && known != null) {
            names.addAll(quantiles.names(known.target().columns()));
        }
        if (attribution != null) {
            names.add("of means");
            attribution.columns().forEach(column -> names.add(CsvText.field("by " + column)));
        }
        if (changes != null) {
            names.addAll(changes.names());
        }
        for (int place = 1; nearest != null && known != null && place <= nearest.count(); place++) {
            names.add("near " + place + " line");
            for (String target : known.target().columns()) {
                names.add(CsvText.field("near " + place + " " + target));
            }
            names.add("near " + place + " distance");
        }
        out.append(String.join(",", names)).append('\n');
    }

    /// `p(no),p(yes)`, or `p0,p1` where the labels are not known.
    private static List<String> probabilities(int width, @Nullable Schema known) {
        if (known == null) {
            return IntStream.range(0, width).mapToObj(j -> "p" + j).toList();
        }
        return Decision.names(known.target()).stream()
                .map(label -> CsvText.field("p(" + label + ")"))
                .toList();
    }

    /// The shortest digits that are this number, never with an exponent.
    static String plain(float value) {
        String text = Float.toString(value);
        return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
    }

    /// Probabilities and labels, or numbers.
    static void append(float[] row, @Nullable Schema known, Decision decision, StringBuilder out) {
        if (known != null && known.target().task() == Task.BINARY) {
            out.append(plain(1 - row[0])).append(',');
        }
        for (int j = 0; j < row.length; j++) {
            out.append(j == 0 ? "" : ",").append(plain(row[j]));
        }
        if (known != null && known.target().task() != Task.REGRESSION) {
            answer(known, decision, row, out);
        }
    }

    private static void answer(Schema known, Decision decision, float[] row, StringBuilder out) {
        List<String> labels = decision.labels(known.target(), row);
        if (known.target().task() == Task.MULTILABEL) {
            known.target().columns().forEach(name -> out.append(labels.contains(name) ? ",1" : ",0"));
        } else {
            out.append(',').append(CsvText.field(labels.getFirst()));
        }
    }
}
