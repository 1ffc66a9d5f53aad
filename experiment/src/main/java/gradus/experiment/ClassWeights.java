package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.data.tables.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How much the rows of each class count.
///
/// @param byLabel the weights of labels, 1 for all others; empty for balanced weights,
///     `rows / (classes · rows of the class)`
public record ClassWeights(Map<String, Double> byLabel) {
    private static final String BALANCED = "balanced";

    /// Copies the map, in its order.
    public ClassWeights {
        byLabel = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byLabel));
    }

    /// `balanced`, or weights by label as in `yes=5,no=1`.
    static Values<ClassWeights> values() {
        return Values.of(ClassWeights::parse, ClassWeights::toString);
    }

    private static ClassWeights parse(String name, String text) {
        Map<String, Double> weights = new LinkedHashMap<>();
        if (text.equals(BALANCED)) {
            return new ClassWeights(weights);
        }
        for (String part : text.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            require(equals > 0, "%s must be balanced, or weights by label as in yes=5,no=1, got \"%s\"", name, text);
            String label = part.substring(0, equals).strip();
            weights.put(
                    label,
                    Values.number(
                            "the weight of class " + label,
                            part.substring(equals + 1).strip()));
        }
        return new ClassWeights(weights);
    }

    /// By class number.
    ///
    /// @param given or null for 1 each
    static Map<Integer, Double> of(@Nullable ClassWeights given, Schema schema, Rows targets) {
        List<String> labels = schema.target().labels();
        require(
                given == null || !labels.isEmpty(),
                "class weights need classes, and the task is %s",
                schema.target().task().problem());
        return of(given, labels, targets);
    }

    /// By class number.
    ///
    /// @param given or null for 1 each
    /// @param labels of the classes
    /// @param targets a class number in each row, or a number for each class, the largest of which is the row's
    static Map<Integer, Double> of(@Nullable ClassWeights given, List<String> labels, Rows targets) {
        if (given == null) {
            return Map.of();
        }
        if (given.byLabel.isEmpty()) {
            return balanced(labels.size(), targets);
        }
        Map<Integer, Double> weights = new LinkedHashMap<>();
        given.byLabel.forEach((label, weight) -> {
            int number = labels.indexOf(label);
            require(number >= 0, "no class is named \"%s\"; there are %s", label, String.join(", ", labels));
            weights.put(number, weight);
        });
        return weights;
    }

    private static Map<Integer, Double> balanced(int classes, Rows targets) {
        int[] counts = new int[classes];
        float[] target = new float[targets.width()];
        for (int row = 0; row < targets.count(); row++) {
            targets.copy(row, target, 0);
            int label = target.length == 1 ? (int) target[0] : 0;
            for (int i = 1; i < target.length; i++) {
                label = target[i] > target[label] ? i : label;
            }
            require(label >= 0 && label < classes, "a class must be a number in [0, %s), got %s", classes, label);
            counts[label]++;
        }
        Map<Integer, Double> weights = new LinkedHashMap<>();
        for (int i = 0; i < classes; i++) {
            weights.put(i, counts[i] == 0 ? 1 : targets.count() / ((double) classes * counts[i]));
        }
        return weights;
    }

    @Override
    public String toString() {
        return byLabel.isEmpty()
                ? BALANCED
                : byLabel.entrySet().stream()
                        .map(weight -> weight.getKey() + "=" + weight.getValue())
                        .collect(Collectors.joining(","));
    }
}
