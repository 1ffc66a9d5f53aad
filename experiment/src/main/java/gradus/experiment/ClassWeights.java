package gradus.experiment;

import gradus.data.Rows;
import gradus.data.tables.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The weights of the rows of each class, as people write them.
final class ClassWeights {
    private ClassWeights() {}

    /// By class number.
    ///
    /// @param text `balanced` (rows / (classes · rows of the class)), or weights by label as in `yes=5,no=1`
    static Map<Integer, Double> parse(@Nullable String text, Schema schema, Rows targets) {
        if (text == null) {
            return Map.of();
        }
        List<String> labels = schema.target().labels();
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("class weights need classes, and the task is "
                    + schema.target().task().problem());
        }
        return text.equals("balanced") ? balanced(labels.size(), targets) : byLabel(text, labels);
    }

    private static Map<Integer, Double> balanced(int classes, Rows targets) {
        int[] counts = new int[classes];
        float[] label = new float[1];
        for (int row = 0; row < targets.count(); row++) {
            targets.copy(row, label, 0);
            counts[(int) label[0]]++;
        }
        Map<Integer, Double> weights = new LinkedHashMap<>();
        for (int i = 0; i < classes; i++) {
            weights.put(i, counts[i] == 0 ? 1 : targets.count() / ((double) classes * counts[i]));
        }
        return weights;
    }

    private static Map<Integer, Double> byLabel(String text, List<String> labels) {
        Map<Integer, Double> weights = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            int label =
                    equals < 0 ? -1 : labels.indexOf(part.substring(0, equals).strip());
            if (label < 0) {
                throw new IllegalArgumentException("class weights are written as balanced or as " + labels.getFirst()
                        + "=2,…; got \"" + part + "\", and the labels are " + String.join(", ", labels));
            }
            try {
                weights.put(label, Double.valueOf(part.substring(equals + 1).strip()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "the weight of class " + labels.get(label) + " must be a number, got \""
                                + part.substring(equals + 1).strip() + "\"",
                        e);
            }
        }
        return weights;
    }
}
