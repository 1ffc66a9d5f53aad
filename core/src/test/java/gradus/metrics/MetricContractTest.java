package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.losses.MeanSquaredError;
import gradus.math.RandomStream;
import gradus.registry.Registry;
import gradus.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every metric must do, for each shape of targets that it takes.
class MetricContractTest {
    private static final int ROWS = 29;
    private static final int CLASSES = 3;
    /// Predictions and targets in a row.
    private static final int[][] WIDTHS = {{1, 1}, {CLASSES, CLASSES}, {CLASSES, 1}};

    private record Example(Metric metric, int width, int targetWidth, float[] targets, float[] predictions) {
        @Override
        public String toString() {
            return metric + " " + width + " and " + targetWidth;
        }

        Metric.Accumulator start() {
            return metric.start(width, targetWidth);
        }

        void add(Metric.Accumulator accumulator, float[] weights, int from, int to) {
            accumulator.add(
                    Arrays.copyOfRange(targets, from * targetWidth, to * targetWidth),
                    Arrays.copyOfRange(predictions, from * width, to * width),
                    weights.length == 0 ? null : Arrays.copyOfRange(weights, from, to),
                    to - from);
        }

        double result(float... weights) {
            Metric.Accumulator accumulator = start();
            add(accumulator, weights, 0, ROWS);
            return accumulator.result();
        }

        /// Predictions that are the targets, or as far from them as can be.
        double resultOf(boolean right) {
            float[] values = new float[ROWS * width];
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < width; column++) {
                    float target = Columns.target(targets, targetWidth, width, row, column);
                    values[row * width + column] = right ? target : 1 - target;
                }
            }
            Metric.Accumulator accumulator = start();
            accumulator.add(targets, values, null, ROWS);
            return accumulator.result();
        }
    }

    private static Stream<Example> examples() {
        List<Example> examples = new ArrayList<>();
        Registry.METRICS.entries().forEach(entry -> addShapes(examples, entry.prototype()));
        addShapes(examples, new Auc(Auc.Curve.PR));
        addShapes(examples, new Auc(Auc.Curve.ROC, true));
        for (Auc.Curve curve : Auc.Curve.values()) {
            addShapes(examples, new Auc(20, curve, Auc.SummationMethod.INTERPOLATION, null, true, null, null, false));
        }
        addShapes(
                examples,
                new Auc(null, Auc.Curve.ROC, Auc.SummationMethod.MINORING, List.of(0.1, 0.6), false, null, null, true));
        addShapes(examples, new MeanIoU(CLASSES, null, true, false));
        addShapes(examples, new TopKCategoricalAccuracy(1));
        addShapes(examples, new SparseTopKCategoricalAccuracy(2));
        addShapes(examples, new Precision(List.of(0.25), 1, null));
        addShapes(examples, new Recall(List.of(0.25, 0.75), null, 0));
        addShapes(examples, new FBetaScore(FBetaScore.Average.WEIGHTED, 2, 0.5));
        addShapes(examples, new R2Score(R2Score.ClassAggregation.VARIANCE_WEIGHTED_AVERAGE, 2));
        addShapes(examples, new LossMetric(new MeanSquaredError()));
        addShapes(examples, new Accuracy().named("hits"));
        return examples.stream();
    }

    private static void addShapes(List<Example> examples, Metric metric) {
        int before = examples.size();
        for (int[] widths : WIDTHS) {
            try {
                metric.start(widths[0], widths[1]);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            examples.add(example(metric, widths[0], widths[1]));
        }
        assertThat(examples.size()).as("shapes of %s", metric).isGreaterThan(before);
    }

    /// Rows that every metric is defined for: all classes, probabilities on a coarse grid with ties.
    private static Example example(Metric metric, int width, int targetWidth) {
        RandomStream random = RandomStream.of(5);
        float[] targets = new float[ROWS * targetWidth];
        float[] predictions = new float[ROWS * width];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = (1 + random.nextInt(7)) / 8f;
        }
        for (int row = 0; row < ROWS; row++) {
            int label = random.nextInt(Math.max(2, width));
            if (targetWidth == 1) {
                targets[row] = label;
            } else {
                targets[row * targetWidth + label] = 1;
            }
        }
        return new Example(metric, width, targetWidth, targets, predictions);
    }

    private static float[] weights() {
        float[] weights = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            weights[row] = row % 3;
        }
        return weights;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void batches_doNotMatter(Example example) {
        double whole = example.result(weights());
        for (int size : new int[] {1, 2, 7, 28}) {
            Metric.Accumulator accumulator = example.start();
            for (int from = 0; from < ROWS; from += size) {
                example.add(accumulator, weights(), from, Math.min(ROWS, from + size));
                accumulator.result();
            }
            assertThat(accumulator.result()).as("batches of %s", size).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void arraysLongerThanTheBatch_areReadOnlyAsFarAsItsRows(Example example) {
        Metric.Accumulator accumulator = example.start();
        accumulator.add(
                Arrays.copyOf(example.targets(), example.targets().length + 8),
                Arrays.copyOf(example.predictions(), example.predictions().length + 8),
                Arrays.copyOf(weights(), ROWS + 8),
                ROWS);
        assertThat(accumulator.result()).isEqualTo(example.result(weights()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void reset_forgetsAllRows(Example example) {
        Metric.Accumulator accumulator = example.start();
        example.add(accumulator, weights(), 3, 20);
        accumulator.reset();
        assertThat(accumulator.result()).satisfies(MetricContractTest::isNothing);
        example.add(accumulator, weights(), 0, ROWS);
        assertThat(accumulator.result()).isEqualTo(example.result(weights()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void stateInTheMiddle_goesOnWithTheSameBits(Example example) {
        float[] weights = weights();
        Metric.Accumulator whole = example.start();
        example.add(whole, weights, 0, ROWS);
        Metric.Accumulator first = example.start();
        example.add(first, weights, 0, 11);
        double[] state = first.state();
        example.add(first, weights, 11, 20);
        Metric.Accumulator second = example.start();
        example.add(second, weights, 3, 7);
        second.restore(state);
        example.add(second, weights, 11, ROWS);
        assertThat(second.result()).isEqualTo(whole.result());
        assertThat(second.state()).containsExactly(whole.state());
        Metric.Accumulator third = example.start();
        assertThatThrownBy(() -> third.restore(Arrays.copyOf(state, state.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the state of a metric must have " + state.length + " numbers, got " + (state.length + 1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void noRows_giveNaN(Example example) {
        assertThat(example.start().result()).satisfies(MetricContractTest::isNothing);
        assertThat(example.result(new float[ROWS])).satisfies(MetricContractTest::isNothing);
    }

    private static void isNothing(double value) {
        assertThat(value).isNaN();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void weightsOfOne_areNoWeights(Example example) {
        float[] ones = new float[ROWS];
        Arrays.fill(ones, 1);
        assertThat(example.result(ones)).isEqualTo(example.result());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void weightTwo_isTheRowTwice_andWeightZero_isNoRow(Example example) {
        float[] weights = weights();
        Metric.Accumulator repeated = example.start();
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < weights[row]; i++) {
                example.add(repeated, new float[0], row, row + 1);
            }
        }
        // The adjusted score counts rows, not weights, as in Keras.
        if (!(example.metric() instanceof R2Score score && score.numRegressors() > 0)) {
            Golden.assertClose(example.toString(), example.result(weights), repeated.result(), 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void direction_isTheWayFromWrongToRight(Example example) {
        double right = example.resultOf(true);
        double wrong = example.resultOf(false);
        double given = example.result();
        if (example.metric().direction() == Metric.Direction.UP) {
            assertThat(right).isGreaterThanOrEqualTo(given).isGreaterThanOrEqualTo(wrong);
        } else {
            assertThat(right).isLessThanOrEqualTo(given).isLessThanOrEqualTo(wrong);
        }
        boolean cannotBeWrong = example.metric().equals(new TopKCategoricalAccuracy())
                || example.metric().equals(new SparseTopKCategoricalAccuracy());
        assertThat(right == wrong).isEqualTo(cannotBeWrong);
    }

    @Test
    void perfectAndWorstValues_areTheEndsOfTheRange() {
        for (Metric metric : List.of(
                new Accuracy(),
                new BinaryAccuracy(),
                new Precision(),
                new Recall(),
                new Auc(),
                new Auc(Auc.Curve.ROC, true))) {
            Example example = example(metric, CLASSES, CLASSES);
            assertThat(example.resultOf(true)).as("%s", metric).isEqualTo(1);
            assertThat(example.resultOf(false)).as("%s", metric).isZero();
        }
        for (Metric metric : List.of(
                new gradus.metrics.MeanSquaredError(),
                new RootMeanSquaredError(),
                new MeanAbsoluteError(),
                new MeanAbsolutePercentageError(),
                new LogLoss(),
                new FalsePositives(),
                new FalseNegatives())) {
            assertThat(example(metric, CLASSES, CLASSES).resultOf(true))
                    .as("%s", metric)
                    .isZero();
        }
        assertThat(example(new R2Score(), CLASSES, CLASSES).resultOf(true)).isEqualTo(1);
    }

    @Test
    void names_areThoseOfKeras() {
        assertThat(Registry.METRICS.entries())
                .extracting(entry -> entry.prototype().name())
                .containsExactly(
                        "accuracy",
                        "binary_accuracy",
                        "categorical_accuracy",
                        "sparse_categorical_accuracy",
                        "top_k_categorical_accuracy",
                        "sparse_top_k_categorical_accuracy",
                        "true_positives",
                        "true_negatives",
                        "false_positives",
                        "false_negatives",
                        "precision",
                        "recall",
                        "fbeta_score",
                        "f1_score",
                        "auc",
                        "log_loss",
                        "mean_squared_error",
                        "root_mean_squared_error",
                        "mean_absolute_error",
                        "mean_absolute_percentage_error",
                        "r2_score",
                        "cosine_similarity",
                        "pearson_correlation",
                        "concordance_correlation",
                        "sensitivity_at_specificity",
                        "specificity_at_sensitivity",
                        "precision_at_recall",
                        "recall_at_precision",
                        "binary_io_u",
                        "io_u",
                        "mean_io_u",
                        "one_hot_io_u",
                        "one_hot_mean_io_u");
        assertThat(new LossMetric(new MeanSquaredError()).name()).isEqualTo("mean_squared_error");
    }
}
