package gradus.optimizers;

import gradus.math.Compute;
import gradus.math.MatrixProduct;
import gradus.math.RangeTask;

/// Approximates the orthogonal matrix nearest to a given one: `x ← x / ‖x‖`, then several times
/// `x ← (a + b·A + c·A²)·x` with `A = x·xᵀ`. Each step turns every singular value `s` into `a·s + b·s³ + c·s⁵`,
/// which with suitable coefficients is soon about 1. For a tall matrix, the smaller `A = xᵀ·x` multiplies `x` from
/// the right.
final class NewtonSchulz {
    /// Prevents division by the norm of a zero gradient.
    private static final double EPSILON = 1e-7;

    private final int rows;
    private final int columns;
    private final boolean isWide;
    private final int order;
    private final float a;
    private final float b;
    private final float c;
    private final int steps;
    private final Compute compute;
    private final MatrixProduct square;
    private final MatrixProduct fourth;
    private final MatrixProduct product;
    private final float[] squared;
    private final float[] polynomial;
    private final OrderedSum squares;
    private final OrderedSum cells;
    private final RangeTask sumSquares = this::sumSquares;
    private final RangeTask scale = this::scale;
    private final RangeTask combine = this::combine;
    private float[] x;
    private float[] next;
    private float factor;

    NewtonSchulz(int rows, int columns, double a, double b, double c, int steps, Compute compute) {
        this.rows = rows;
        this.columns = columns;
        this.a = (float) a;
        this.b = (float) b;
        this.c = (float) c;
        this.steps = steps;
        this.compute = compute;
        isWide = rows <= columns;
        order = Math.min(rows, columns);
        square = compute.product(!isWide, isWide);
        fourth = compute.product(false, false);
        product = compute.product(false, false);
        squared = new float[order * order];
        polynomial = new float[order * order];
        x = new float[rows * columns];
        next = new float[rows * columns];
        squares = new OrderedSum(x.length);
        cells = new OrderedSum(squared.length);
    }

    /// Returns the matrix: to be filled before [#run], the result afterwards. The array changes with each run.
    float[] matrix() {
        return x;
    }

    /// Makes the matrix approximately orthogonal.
    void run() {
        squares.run(compute, sumSquares);
        factor = (float) (1 / (Math.sqrt(squares.total()) + EPSILON));
        squares.run(compute, scale);
        for (int step = 0; step < steps; step++) {
            square.run(order, order, Math.max(rows, columns), x, 0, x, 0, 0, squared, 0);
            fourth.run(order, order, order, squared, 0, squared, 0, 0, polynomial, 0);
            cells.run(compute, combine);
            if (isWide) {
                product.run(rows, columns, order, polynomial, 0, x, 0, 0, next, 0);
            } else {
                product.run(rows, columns, order, x, 0, polynomial, 0, 0, next, 0);
            }
            float[] last = x;
            x = next;
            next = last;
        }
    }

    private void sumSquares(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) x[i] * x[i];
        }
        squares.put(from, sum);
    }

    private void scale(int from, int to) {
        for (int i = from; i < to; i++) {
            x[i] *= factor;
        }
    }

    private void combine(int from, int to) {
        for (int i = from; i < to; i++) {
            polynomial[i] = b * squared[i] + c * polynomial[i];
        }
        // The diagonal.
        for (int i = Math.ceilDiv(from, order + 1) * (order + 1); i < to; i += order + 1) {
            polynomial[i] += a;
        }
    }
}
