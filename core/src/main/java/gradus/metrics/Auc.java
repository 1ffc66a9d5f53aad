package gradus.metrics;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The area under a curve of predictions as scores: exact, or at thresholds as in Keras.
///
/// Exact, as by default, all scores are kept and sorted, ties grouped. [Curve#ROC] is then the probability that a
/// positive row scores higher than a negative one, with ties counted half: the trapezoidal area under the true
/// positive rate over the false positive rate. [Curve#PR] is the average precision, `Σ (recallₙ -
/// recallₙ₋₁)·precisionₙ` over descending scores, as in scikit-learn; interpolating between the points would
/// overestimate it. Scores may be any numbers. It takes 9 bytes of memory per score.
///
/// With `numThresholds` or `thresholds`, predictions are probabilities, which are compared with these only, and areas
/// between them are summed by `summationMethod`: what Keras computes, and how files of Keras are read. In a file, the
/// number of thresholds of the exact area is absent.
///
/// The result is undefined (NaN) if no row is positive, for the exact ROC also if none is negative, and if a
/// prediction is NaN. A target that is a class label counts as one-hot.
///
/// @param numThresholds the number of thresholds, evenly distributed from 0 to 1, at least 2; null for the exact area
/// @param curve the curve
/// @param summationMethod how the area between two thresholds is approximated; ignored for the exact area
/// @param thresholds the thresholds in `[0, 1]`, to which one below 0 and one above 1 are added; null for
///     `numThresholds`
/// @param multiLabel whether each column has its own curve and the mean is taken; otherwise all columns share one
///     curve
/// @param numLabels the number of columns, to be checked; null for any. Only with `multiLabel`
/// @param labelWeights the weight of each column; null for 1
/// @param fromLogits whether predictions are logits; thresholds are compared with their sigmoid
public record Auc(
        @Nullable Integer numThresholds,
        Curve curve,
        SummationMethod summationMethod,
        @Nullable List<Double> thresholds,
        boolean multiLabel,
        @Nullable Integer numLabels,
        @Nullable List<Double> labelWeights,
        boolean fromLogits)
        implements Metric {
    /// Creates the metric of the exact area under the ROC curve, with all columns together.
    public Auc() {
        this(Curve.ROC, false);
    }

    /// Creates the metric of the exact area, with all columns together.
    ///
    /// @param curve the curve
    public Auc(Curve curve) {
        this(curve, false);
    }

    /// Creates the metric of the exact area.
    ///
    /// @param curve the curve
    /// @param multiLabel whether each column has its own curve and the mean is taken
    public Auc(Curve curve, boolean multiLabel) {
        this(null, curve, SummationMethod.INTERPOLATION, null, multiLabel, null, null, false);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Auc {
        require(
                numThresholds == null || numThresholds >= 2,
                "Auc.numThresholds must be at least 2, or none for the exact area, got %s",
                numThresholds);
        thresholds = Thresholds.copy("Auc.thresholds", thresholds);
        require(
                thresholds == null || thresholds.stream().allMatch(threshold -> threshold >= 0 && threshold <= 1),
                "Auc.thresholds must be in [0, 1], got %s",
                thresholds);
        require(
                curve != Curve.PRGAIN || numThresholds != null || thresholds != null,
                "Auc.numThresholds must be given for the curve PRGAIN, got %s",
                numThresholds);
        require(
                numLabels == null || multiLabel,
                "Auc.numLabels must be none unless multiLabel is set, got %s",
                numLabels);
        if (labelWeights != null) {
            labelWeights.forEach(weight -> notNegative("Auc.labelWeights", weight));
            labelWeights = List.copyOf(labelWeights);
        }
    }

    /// The curve whose area is measured.
    public enum Curve {
        /// The receiver operating characteristic: true positive rate over false positive rate.
        ROC,
        /// Precision over recall.
        PR,
        /// Precision gain over recall gain, only at thresholds.
        ///
        /// [Flach & Kull 2015](https://papers.nips.cc/paper/5867-precision-recall-gain-curves-pr-analysis-done-right)
        PRGAIN,
    }

    /// How the area between two thresholds is approximated.
    public enum SummationMethod {
        /// By the mean of both heights; for PR by interpolating the counts, not their ratio.
        INTERPOLATION,
        /// By the larger height.
        MAJORING,
        /// By the smaller height.
        MINORING,
    }

    float labelWeight(int column) {
        return labelWeights == null ? 1 : labelWeights.get(column).floatValue();
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSameOrLabel(this, width, targetWidth);
        require(numLabels == null || numLabels == width, "Auc.numLabels must be %s, got %s", width, numLabels);
        List<Double> weights = labelWeights;
        require(
                weights == null || weights.size() == width,
                "Auc.labelWeights must have one weight for each of %s columns, got %s",
                width,
                weights);
        if (numThresholds == null && thresholds == null) {
            return new ExactAuc(this, width, targetWidth);
        }
        float[] columnWeights = new float[width];
        for (int column = 0; column < width; column++) {
            columnWeights[column] = multiLabel ? 1 : labelWeight(column);
        }
        return new BinaryCounts(
                this, width, targetWidth, limits(), null, null, multiLabel, fromLogits, columnWeights, counts ->
                        new double[] {area(counts)});
    }

    private Thresholds limits() {
        if (thresholds == null) {
            return Thresholds.withEnds(Thresholds.even(numThresholds == null ? 2 : numThresholds));
        }
        double[] values = new double[thresholds.size() + 2];
        for (int i = 0; i < thresholds.size(); i++) {
            values[i + 1] = thresholds.get(i);
        }
        values[values.length - 1] = 1;
        return Thresholds.withEnds(Thresholds.of(values));
    }

    private double area(BinaryCounts counts) {
        double sum = 0;
        double weights = 0;
        for (int group = 0; group < counts.groups(); group++) {
            float weight = multiLabel ? labelWeight(group) : 1;
            sum += weight * new ThresholdCurve(counts, group).area(curve, summationMethod);
            weights += weight;
        }
        return weights == 0 ? 0 : sum / weights;
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
