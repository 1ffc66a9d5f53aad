package gradus.keras;

import gradus.activations.Activation;
import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.kernels.Kernels;
import gradus.losses.Loss;
import gradus.losses.Reduction;
import gradus.math.Functions;
import gradus.metrics.LossMetric;
import gradus.metrics.Metric;
import gradus.registry.Registry;
import gradus.regularizers.Regularizer;
import gradus.schedules.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Counts how many of the numeric assertions of Keras's own tests hold for Gradus: `KerasAssertions FILE`, with the
/// file that `assertions.py` has written. It is a program, not a test: Keras's tests are not kept here.
final class KerasAssertions {
    private static final String PASS = "pass";
    private static final String FAIL = "fail";
    private static final String LACKS = "lacks";
    private static final String OTHER_CLASS = "other class";

    private final Functions functions = Kernels.current();

    /// What Gradus cannot compute.
    static final class Lacking extends Exception {
        private static final long serialVersionUID = 1;

        Lacking(@Nullable String message) {
            super(message);
        }
    }

    record Tensor(List<Integer> shape, float[] values) {
        int width() {
            return shape.isEmpty() ? 1 : shape.getLast();
        }
    }

    /// Prints the table, and every assertion that fails or that Gradus lacks something for.
    public static void main(String[] arguments) throws IOException {
        JsonNode records = Json.parse("assertions", Files.readAllBytes(Path.of(arguments[0])));
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        KerasAssertions replay = new KerasAssertions();
        List<JsonNode> assertions = new ArrayList<>();
        for (JsonNode one : records) {
            boolean callback = one.path("kind").asString("").equals("callback");
            assertions.addAll(callback ? ReplayedCallback.runs(one) : List.of(one));
        }
        for (JsonNode one : assertions) {
            String outcome;
            String why = "";
            try {
                outcome = replay.holds(one) != one.path("differs").asBoolean(false) ? PASS : FAIL;
            } catch (Lacking | ModelFileException | IllegalArgumentException | UnsupportedOperationException e) {
                why = String.valueOf(e.getMessage());
                outcome = why.contains(" is named ") ? OTHER_CLASS : LACKS;
            }
            String kind = one.path("kind").asString("");
            counts.computeIfAbsent(kind, key -> new TreeMap<>())
                    .merge(outcome, one.path("assertions").asInt(1), Integer::sum);
            if (!outcome.equals(PASS)) {
                lines.add(outcome + " " + one.path("assertions").asInt(1) + " "
                        + one.path("test").asString("") + " "
                        + one.path("concept").path("class_name") + " " + why.substring(0, Math.min(160, why.length())));
            }
        }
        lines.stream().sorted().forEach(System.out::println);
        List<String> outcomes = List.of(PASS, FAIL, LACKS, OTHER_CLASS);
        System.out.println("| | " + String.join(" | ", outcomes) + " |\n|---|---|---|---|---|");
        counts.forEach((kind, found) -> System.out.println("| " + kind + " | "
                + String.join(
                        " | ",
                        outcomes.stream()
                                .map(outcome -> String.valueOf(found.getOrDefault(outcome, 0)))
                                .toList())
                + " |"));
    }

    private boolean holds(JsonNode one) throws Lacking, ModelFileException {
        if (one.path("kind").asString("").equals("callback")) {
            return ReplayedCallback.holds(one);
        }
        JsonNode concept = one.path("concept");
        double[] found =
                switch (one.path("kind").asString("")) {
                    case "loss" -> loss(ConceptReader.concept(Registry.LOSSES, withoutAxis(concept), "loss"), one);
                    case "metric" -> metric(withoutAxis(concept), one);
                    case "schedule" -> {
                        Schedule schedule = ConceptReader.concept(Registry.SCHEDULES, concept, "schedule");
                        yield new double[] {
                            schedule.at(Math.round(tensor(one.path("x")).values()[0]))
                        };
                    }
                    case "activation" -> activation(withoutAxis(concept), tensor(one.path("x")));
                    case "regularizer" -> {
                        Tensor x = tensor(one.path("x"));
                        Regularizer rule = ConceptReader.concept(Registry.REGULARIZERS, concept, "regularizer");
                        int size = x.values().length;
                        yield new double[] {rule.on(new Shape(x.shape())).penalty(x.values(), 0, size)};
                    }
                    case "constraint" -> {
                        Tensor x = tensor(one.path("x"));
                        Constraint rule = ConceptReader.concept(Registry.CONSTRAINTS, concept, "constraint");
                        rule.apply(x.values(), 0, new Shape(x.shape()));
                        yield doubles(x.values());
                    }
                    case "optimizer" ->
                        doubles(ReplayedOptimizer.after(ConceptReader.optimizer(concept, "optimizer"), one));
                    case "layer" ->
                        doubles(ReplayedLayer.output(ConceptReader.concept(Registry.LAYERS, concept, "layer"), one));
                    default -> throw new Lacking("another kind");
                };
        float[] expected = tensor(one.path("expected")).values();
        if (found.length != expected.length && expected.length != 1) {
            throw new Lacking("expected has " + expected.length + " numbers, Gradus gives " + found.length);
        }
        for (int i = 0; i < found.length; i++) {
            double wanted = expected[expected.length == 1 ? 0 : i];
            double allowed = one.path("atol").doubleValue() + one.path("rtol").doubleValue() * Math.abs(wanted) + 1e-7;
            if (!(found[i] == wanted || Math.abs(found[i] - wanted) <= allowed)
                    && !(Double.isNaN(found[i]) && Double.isNaN(wanted))) {
                return false;
            }
        }
        return true;
    }

    private double[] loss(Loss loss, JsonNode one) throws Lacking {
        Tensor predictions = tensor(one.path("y_pred"));
        Tensor targets = tensor(one.path("y_true"));
        int width = predictions.width();
        int rows = predictions.values().length / Math.max(width, 1);
        int targetWidth = loss.targetWidth(width);
        if (targets.values().length != rows * targetWidth) {
            throw new Lacking("targets of another shape");
        }
        float[] losses = new float[rows];
        loss.losses(functions, targets.values(), predictions.values(), losses, width, 0, rows);
        float[] weights = weights(one.path("sample_weight"), predictions, rows);
        if (loss.ignoresRows()) {
            if (weights == null) {
                weights = new float[rows];
                Arrays.fill(weights, 1);
            }
            loss.ignoreRows(targets.values(), weights, rows);
        }
        if (loss.reduction() != Reduction.NONE) {
            return new double[] {loss.ofMean(loss.reduction().value(losses, weights, rows))};
        }
        for (int row = 0; row < rows && weights != null; row++) {
            losses[row] *= weights[row];
        }
        return doubles(losses);
    }

    private static double[] metric(JsonNode concept, JsonNode one) throws Lacking, ModelFileException {
        String name = concept.path("class_name").asString("");
        Registry.Entry<Metric> entry = Registry.METRICS.find(name);
        Registry.Entry<Loss> watched = WatchedLosses.lossOfMetric(name);
        JsonNode config = concept.path("config").isObject() ? concept.path("config") : Json.object();
        if (entry == null && watched == null) {
            throw new Lacking("no metric " + name);
        }
        Metric metric = entry != null
                ? ConceptReader.create(entry, config, java.util.Set.of("axis"), "metric")
                : new LossMetric(
                        ConceptReader.create(Objects.requireNonNull(watched), config, java.util.Set.of(), "metric"));
        Metric.Accumulator accumulator = null;
        for (JsonNode update : one.path("updates")) {
            Tensor predictions = tensor(update.path("y_pred"));
            Tensor targets = tensor(update.path("y_true"));
            // A vector is a column in Keras, and a row if the largest of it are looked for.
            boolean column =
                    predictions.shape().size() < 2 && !config.path("top_k").isNumber();
            int width = column ? 1 : predictions.width();
            int rows = predictions.values().length / Math.max(width, 1);
            if (rows == 0 || targets.values().length % rows != 0) {
                throw new Lacking("targets of another shape");
            }
            accumulator = accumulator == null ? metric.start(width, targets.values().length / rows) : accumulator;
            float[] weights = weights(update.path("sample_weight"), predictions, rows);
            accumulator.add(targets.values(), predictions.values(), weights, rows);
        }
        if (accumulator == null) {
            throw new Lacking("a metric without rows is NaN, and 0 in Keras");
        }
        return accumulator.results();
    }

    private double[] activation(JsonNode concept, Tensor x) throws ModelFileException {
        Activation activation = ConceptReader.concept(Registry.ACTIVATIONS, concept, "activation");
        int width = Math.max(x.width(), 1);
        int rows = x.values().length / width;
        float[] y = new float[rows * activation.outputWidth(width)];
        activation.forward(functions, x.values(), y, width, 0, rows);
        return doubles(y);
    }

    /// An axis that is the last one is left out, as the reader of compilations does it; another is lacking.
    private static JsonNode withoutAxis(JsonNode concept) throws Lacking {
        JsonNode axis = concept.path("config").path("axis");
        if (axis.isMissingNode() || axis.isNull() || !axis.isNumber()) {
            return concept;
        }
        if (axis.asInt(0) != -1) {
            throw new Lacking("axis " + axis);
        }
        JsonNode copy = concept.deepCopy();
        ((tools.jackson.databind.node.ObjectNode) copy.path("config")).remove("axis");
        return copy;
    }

    private static float @Nullable [] weights(JsonNode node, Tensor predictions, int rows) throws Lacking {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        Tensor weights = tensor(node);
        if (weights.values().length == 1) {
            float[] all = new float[rows];
            Arrays.fill(all, weights.values()[0]);
            return all;
        }
        if (weights.values().length != rows
                || !weights.shape().getFirst().equals(predictions.shape().getFirst())) {
            throw new Lacking("a weight for each element");
        }
        return weights.values();
    }

    static Tensor tensor(JsonNode node) {
        List<Integer> shape = new ArrayList<>();
        node.path("shape").forEach(dimension -> shape.add(dimension.intValue()));
        float[] values = new float[node.path("values").size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = node.path("values").get(i);
            values[i] = value.isNumber()
                    ? value.floatValue()
                    : Float.parseFloat(
                            value.stringValue().replace("inf", "Infinity").replace("nan", "NaN"));
        }
        return new Tensor(shape, values);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }
}
