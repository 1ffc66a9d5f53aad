package gradus.metrics;

import static gradus.internal.Require.finite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ascending thresholds, with which predictions are compared: a prediction is positive for those that are less.
final class Thresholds {
    private static final float EPSILON = 1e-7f;
    /// With fewer, Keras compares numbers, as here.
    private static final int FEWEST_EVEN = 3;

    private final float[] limits;
    private final boolean even;
    private final int fewest;

    private Thresholds(float[] limits, boolean even, int fewest) {
        this.limits = limits;
        this.even = even;
        this.fewest = fewest;
    }

    /// Creates thresholds as they are given.
    static Thresholds of(double... thresholds) {
        float[] limits = new float[thresholds.length];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = (float) thresholds[i];
        }
        java.util.Arrays.sort(limits);
        return new Thresholds(limits, limits.length >= FEWEST_EVEN && isEven(limits), 0);
    }

    /// Creates evenly distributed thresholds from 0 to 1, or 0.5 if there is only one.
    static Thresholds even(int count) {
        return count == 1 ? of(0.5) : new Thresholds(fractions(count), true, 0);
    }

    /// Creates thresholds in (0, 1), one below 0 and one above 1, so that the first one is less than every probability.
    static Thresholds withEnds(Thresholds inner) {
        float[] limits = inner.limits.clone();
        limits[0] = -EPSILON;
        limits[limits.length - 1] = 1 + EPSILON;
        return new Thresholds(limits, inner.even, 1);
    }

    private static float[] fractions(int count) {
        float[] limits = new float[count];
        for (int i = 0; i < count; i++) {
            limits[i] = i / (float) (count - 1);
        }
        return limits;
    }

    private static boolean isEven(float[] limits) {
        float[] fractions = fractions(limits.length);
        for (int i = 0; i < limits.length; i++) {
            if (Math.abs(limits[i] - fractions[i]) > EPSILON + 1e-5f * fractions[i]) {
                return false;
            }
        }
        return true;
    }

    int count() {
        return limits.length;
    }

    /// Returns the place of a given threshold in the ascending order.
    int place(double threshold) {
        return java.util.Arrays.binarySearch(limits, (float) threshold);
    }

    /// Returns how many thresholds are less than a prediction. With even thresholds it is computed as Keras does it, so
    /// that a prediction near a threshold is on the same side.
    int below(float prediction) {
        if (even) {
            float inside = Math.min(Math.max(prediction, 0), 1);
            return Math.max((int) Math.ceil(inside * (limits.length - 1)), fewest);
        }
        int low = 0;
        int high = limits.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (limits[middle] < prediction) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Copies the thresholds of a metric after checking that they are numbers.
    ///
    /// @param who the argument, for messages
    static @Nullable List<Double> copy(String who, @Nullable List<Double> thresholds) {
        if (thresholds == null) {
            return null;
        }
        thresholds.forEach(threshold -> finite(who, threshold));
        if (thresholds.isEmpty()) {
            throw new IllegalArgumentException(who + " must have at least one threshold, got none");
        }
        return List.copyOf(thresholds);
    }
}
