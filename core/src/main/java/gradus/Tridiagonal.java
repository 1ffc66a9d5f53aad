package gradus;

import java.util.ArrayList;
import java.util.List;

/// A symmetric tridiagonal matrix, to which the method of Lanczos reduces a large one.
///
/// @param diagonal the diagonal
/// @param beside the values beside it, one fewer
record Tridiagonal(double[] diagonal, double[] beside) {
    /// A remainder of a vector that is shorter than this, beside the one it came from, is rounding.
    private static final double NOTHING = 1e-5;

    /// A symmetric matrix that is known by its products.
    interface Product {
        /// Writes the product of the matrix with a vector of length 1.
        void of(float[] vector, float[] product);
    }

    /// Reduces a matrix. Each new vector is made orthogonal to all before, which float32 needs.
    static Tridiagonal of(Product matrix, float[] first, int products) {
        List<float[]> basis = new ArrayList<>();
        List<Double> diagonal = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        float[] vector = first.clone();
        scale(vector, 1 / Math.sqrt(dot(vector, vector)));
        for (int i = 0; i < Math.min(products, first.length); i++) {
            basis.add(vector);
            float[] next = new float[vector.length];
            matrix.of(vector, next);
            double length = Math.sqrt(dot(next, next));
            diagonal.add(dot(vector, next));
            for (int pass = 0; pass < 2; pass++) {
                for (float[] other : basis) {
                    add(next, -dot(other, next), other);
                }
            }
            double rest = Math.sqrt(dot(next, next));
            if (rest <= NOTHING * length) {
                break;
            }
            beside.add(rest);
            scale(next, 1 / rest);
            vector = next;
        }
        return new Tridiagonal(
                diagonal.stream().mapToDouble(Double::doubleValue).toArray(),
                beside.stream()
                        .limit(diagonal.size() - 1)
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    /// The largest eigenvalue, by bisection between the bounds of Gershgorin.
    double largestEigenvalue() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < diagonal.length; i++) {
            double radius = (i > 0 ? beside[i - 1] : 0) + (i < beside.length ? beside[i] : 0);
            low = Math.min(low, diagonal[i] - radius);
            high = Math.max(high, diagonal[i] + radius);
        }
        double middle = (low + high) / 2;
        while (low < middle && middle < high) {
            if (isAbove(middle)) {
                high = middle;
            } else {
                low = middle;
            }
            middle = (low + high) / 2;
        }
        return high;
    }

    /// Whether all eigenvalues are below a value: the pivots of the matrix less the value are then negative.
    private boolean isAbove(double value) {
        double pivot = diagonal[0] - value;
        for (int i = 1; i < diagonal.length; i++) {
            if (pivot >= 0) {
                return false;
            }
            pivot = diagonal[i] - value - beside[i - 1] * beside[i - 1] / pivot;
        }
        return pivot < 0;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static void scale(float[] a, double factor) {
        for (int i = 0; i < a.length; i++) {
            a[i] *= (float) factor;
        }
    }

    private static void add(float[] a, double factor, float[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += (float) (factor * b[i]);
        }
    }
}
