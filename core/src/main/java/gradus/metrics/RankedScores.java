package gradus.metrics;

import java.util.Arrays;

/// The scores of positive and negative rows, kept for sorting.
final class RankedScores {
    private float[] scores = new float[64];
    private float[] weights = new float[64];
    private boolean[] positives = new boolean[64];
    private int size;

    void add(float score, boolean positive, float weight) {
        if (weight == 0) {
            return;
        }
        if (size == scores.length) {
            scores = Arrays.copyOf(scores, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            positives = Arrays.copyOf(positives, 2 * size);
        }
        scores[size] = score;
        weights[size] = weight;
        positives[size] = positive;
        size++;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /// Writes three numbers for each score to `state[from, from + 3·size)`.
    void save(double[] state, int from) {
        for (int i = 0; i < size; i++) {
            state[from + 3 * i] = scores[i];
            state[from + 3 * i + 1] = positives[i] ? 1 : 0;
            state[from + 3 * i + 2] = weights[i];
        }
    }

    /// Restores the given number of scores written by [#save].
    void restore(double[] state, int from, int count) {
        clear();
        for (int i = 0; i < count; i++) {
            add((float) state[from + 3 * i], state[from + 3 * i + 1] != 0, (float) state[from + 3 * i + 2]);
        }
    }

    /// Computes the area under the curve; NaN if it is undefined.
    double area(Auc.Curve curve) {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            if (Float.isNaN(scores[i])) {
                return Double.NaN;
            }
            order[i] = (long) sortable(scores[i]) << Integer.SIZE | i;
        }
        Arrays.sort(order);
        double truePositives = 0;
        double falsePositives = 0;
        double area = 0;
        int next = size - 1;
        while (next >= 0) {
            double trueBefore = truePositives;
            double falseBefore = falsePositives;
            float score = scores[(int) order[next]];
            while (next >= 0 && scores[(int) order[next]] == score) {
                int row = (int) order[next--];
                truePositives += positives[row] ? weights[row] : 0;
                falsePositives += positives[row] ? 0 : weights[row];
            }
            area += curve == Auc.Curve.ROC
                    ? (falsePositives - falseBefore) * (truePositives + trueBefore) / 2
                    : (truePositives - trueBefore) * truePositives / (truePositives + falsePositives);
        }
        return curve == Auc.Curve.ROC ? area / (truePositives * falsePositives) : area / truePositives;
    }

    /// Maps a score to an int of the same order, with -0 as 0.
    private static int sortable(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
