package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.registry.Registry;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Metrics against Keras, batch by batch, with and without weights; exact ones against scikit-learn.
class MetricGoldenTest {
    private static final JsonNode GOLDEN = Golden.read("metrics.json");
    private static final float[] WEIGHTS = Golden.floats(GOLDEN.get("sample_weight"));
    private static final double TOLERANCE = 1e-9;
    /// For what a loss, or Keras, has computed in float32.
    private static final double FLOAT_TOLERANCE = 1e-6;

    @TestFactory
    Stream<DynamicTest> keras_givesTheSameAfterEveryBatch() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode example : GOLDEN.get("cases")) {
            String name = example.get("name").asString();
            String className = example.get("config").get("class_name").asString();
            boolean known = Registry.METRICS.find(className) != null || Registry.LOSSES.find(className) != null;
            if (example.has("values") && known) {
                tests.add(DynamicTest.dynamicTest(name, () -> check(example, className)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(45);
        return tests.stream();
    }

    private static void check(JsonNode example, String className) {
        Metric metric = Registry.METRICS.find(className) == null
                ? new LossMetric(Registry.LOSSES.get(className).prototype())
                : GoldenConfig.read(Registry.METRICS, example.get("config"));
        checkBatches(example, metric);
    }

    private static void checkBatches(JsonNode example, Metric metric) {
        for (boolean weighted : new boolean[] {false, true}) {
            JsonNode values = example.get(weighted ? "weighted_values" : "values");
            Fed fed = new Fed(metric, example);
            int row = 0;
            for (int batch = 0; batch < values.size(); batch++) {
                int size = GOLDEN.get("batches").get(batch).asInt();
                fed.add(row, row + size, weighted);
                row += size;
                JsonNode value = values.get(batch);
                double[] expected = value.isArray()
                        ? value.valueStream().mapToDouble(JsonNode::asDouble).toArray()
                        : new double[] {value.asDouble()};
                String what = metric + (weighted ? " weighted" : "") + " after batch " + batch;
                double[] results = fed.accumulator.results();
                assertThat(results).as(what).hasSameSizeAs(expected);
                boolean inFloat = metric instanceof LossMetric || metric.name().endsWith("io_u");
                for (int i = 0; i < expected.length; i++) {
                    Golden.assertClose(what, results[i], expected[i], inFloat ? FLOAT_TOLERANCE : TOLERANCE);
                }
                if (expected.length > 1) {
                    Golden.assertClose(what, fed.accumulator.result(), Columns.mean(results), TOLERANCE);
                }
            }
        }
    }

    @Test
    void areasUnderCurves_areThoseOfScikitLearn() {
        assertExact("exact_roc_auc", new Auc());
        assertExact("exact_average_precision", new Auc(Auc.Curve.PR));
        assertExact("exact_roc_auc/one_vs_rest", new Auc(Auc.Curve.ROC, true));
    }

    @Test
    void logLoss_isThatOfScikitLearn() {
        assertExact("exact_log_loss", new LogLoss());
        assertExact("exact_log_loss/classes", new LogLoss());
    }

    @Test
    void logLoss_isTheCrossEntropyOfKeras() {
        for (String name : List.of("categorical_crossentropy", "sparse_categorical_crossentropy")) {
            checkBatches(example(name), new LogLoss());
        }
    }

    @Test
    void lossAsAMetric_isTheMetricOfTheSameName() {
        Metric metric = new LossMetric(new gradus.losses.MeanSquaredError(gradus.losses.Reduction.SUM));
        checkBatches(example(metric.name()), metric);
    }

    @Test
    void r2Score_isThatOfScikitLearn() {
        assertExact("exact_r2", new R2Score());
    }

    @Test
    void confusionMatrix_isThatOfScikitLearn() {
        for (String name : List.of("confusion_matrix/binary", "confusion_matrix/classes")) {
            JsonNode example = example(name);
            float[] targets = Golden.floats(example.get("y_true"));
            float[] predicted = Golden.floats(example.get("y_pred"));
            int classes = example.get("value").size();
            int width = classes == 2 ? 1 : classes;
            float[] predictions = new float[predicted.length * width];
            for (int row = 0; row < predicted.length; row++) {
                if (width == 1) {
                    predictions[row] = predicted[row];
                } else {
                    predictions[row * width + (int) predicted[row]] = 1;
                }
            }
            ConfusionMatrix matrix = new ConfusionMatrix(width, 1);
            matrix.add(targets, predictions, null, targets.length);
            assertCounts(matrix, example.get("value"));
            matrix.reset();
            matrix.add(targets, predictions, WEIGHTS, targets.length);
            assertCounts(matrix, example.get("weighted_value"));
        }
    }

    private static void assertCounts(ConfusionMatrix matrix, JsonNode expected) {
        for (int i = 0; i < matrix.classes(); i++) {
            for (int j = 0; j < matrix.classes(); j++) {
                Golden.assertClose(
                        "count " + i + ", " + j,
                        matrix.count(i, j),
                        expected.get(i).get(j).asDouble(),
                        TOLERANCE);
            }
        }
    }

    private static void assertExact(String name, Metric metric) {
        JsonNode example = example(name);
        for (boolean weighted : new boolean[] {false, true}) {
            Fed fed = new Fed(metric, example);
            fed.add(0, fed.rows, weighted);
            Golden.assertClose(
                    name + (weighted ? " weighted" : ""),
                    fed.accumulator.result(),
                    example.get(weighted ? "weighted_value" : "value").asDouble(),
                    1e-12);
        }
    }

    private static JsonNode example(String name) {
        for (JsonNode example : GOLDEN.get("cases")) {
            if (example.get("name").asString().equals(name)) {
                return example;
            }
        }
        throw new AssertionError("no case " + name);
    }

    /// A metric with the rows of a case, to be fed in batches.
    private static final class Fed {
        final Metric.Accumulator accumulator;
        final int rows;
        private final float[] targets;
        private final float[] predictions;

        Fed(Metric metric, JsonNode example) {
            targets = Golden.floats(example.get("y_true"));
            predictions = Golden.floats(example.get("y_pred"));
            rows = example.get("y_true").size();
            accumulator = metric.start(predictions.length / rows, targets.length / rows);
        }

        void add(int from, int to, boolean weighted) {
            int width = predictions.length / rows;
            int targetWidth = targets.length / rows;
            accumulator.add(
                    Arrays.copyOfRange(targets, from * targetWidth, to * targetWidth),
                    Arrays.copyOfRange(predictions, from * width, to * width),
                    weighted ? Arrays.copyOfRange(WEIGHTS, from, to) : null,
                    to - from);
        }
    }
}
