package gradus.regularizers;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import gradus.data.Shape;

/// A penalty on rows of a matrix that are not orthogonal to each other: `factor·mean(|cos(wᵢ, wⱼ)|)` over all pairs of
/// rows, or of columns. The rows of a kernel `[inputs, units]` belong to the inputs, its columns to the units.
///
/// @param factor the penalty if all rows have the same direction, at least 0
/// @param mode whether rows or columns are compared
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
    /// What is compared.
    public enum Mode {
        /// The rows.
        ROWS,
        /// The columns.
        COLUMNS,
    }

    /// Creates the regularizer with Keras's defaults, 0.01 and rows.
    public OrthogonalRegularizer() {
        this(0.01, Mode.ROWS);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `factor` is negative or not finite
    public OrthogonalRegularizer {
        notNegative("OrthogonalRegularizer.factor", factor);
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the parameter is not a matrix
    @Override
    public Regularizer on(Shape shape) {
        require(
                shape.rank() == 2,
                "OrthogonalRegularizer must be used on a matrix, such as a kernel, got a parameter of rank %s",
                shape.rank());
        return mode == Mode.ROWS
                ? new Angles(
                        factor,
                        shape.dimensions().get(0),
                        shape.dimensions().get(1),
                        shape.dimensions().get(1),
                        1)
                : new Angles(
                        factor,
                        shape.dimensions().get(1),
                        shape.dimensions().get(0),
                        1,
                        shape.dimensions().get(1));
    }

    @Override
    public double penalty(float[] values, int from, int to) {
        throw withoutShape();
    }

    @Override
    public void addGradient(float[] values, float[] gradients, int from, int to, float scale) {
        throw withoutShape();
    }

    private static IllegalArgumentException withoutShape() {
        return new IllegalArgumentException("OrthogonalRegularizer must be the regularizer of a kernel, not of outputs:"
                + " it needs rows and columns");
    }

    /// The angles between the vectors of a matrix.
    private static final class Angles implements Regularizer {
        private static final double SHORTEST = 1e-7;

        private final double factor;
        private final int vectors;
        private final int length;
        private final int vectorStride;
        private final int stride;
        private final double[] norms;

        Angles(double factor, int vectors, int length, int vectorStride, int stride) {
            this.factor = vectors < 2 ? 0 : factor / (vectors * (vectors - 1.0) / 2);
            this.vectors = vectors;
            this.length = length;
            this.vectorStride = vectorStride;
            this.stride = stride;
            norms = new double[vectors];
        }

        @Override
        public double penalty(float[] values, int from, int to) {
            measure(values, from);
            double sum = 0;
            for (int i = 0; i < vectors; i++) {
                for (int j = 0; j < i; j++) {
                    sum += Math.abs(product(values, from, i, j) / norms[i] / norms[j]);
                }
            }
            return factor * sum;
        }

        @Override
        public void addGradient(float[] values, float[] gradients, int from, int to, float scale) {
            measure(values, from);
            for (int i = 0; i < vectors; i++) {
                for (int j = 0; j < vectors; j++) {
                    if (i != j) {
                        double cosine = product(values, from, i, j) / norms[i] / norms[j];
                        double outer = scale * factor * Math.signum(cosine) / norms[i];
                        // A length that is clipped does not change.
                        double turn = norms[i] > SHORTEST ? cosine / norms[i] : 0;
                        for (int k = 0; k < length; k++) {
                            int at = from + i * vectorStride + k * stride;
                            double unit = values[from + j * vectorStride + k * stride] / norms[j];
                            gradients[at] += (float) (outer * (unit - turn * values[at]));
                        }
                    }
                }
            }
        }

        private void measure(float[] values, int from) {
            for (int i = 0; i < vectors; i++) {
                norms[i] = Math.max(Math.sqrt(product(values, from, i, i)), SHORTEST);
            }
        }

        private double product(float[] values, int from, int i, int j) {
            double sum = 0;
            for (int k = 0; k < length; k++) {
                sum += (double) values[from + i * vectorStride + k * stride]
                        * values[from + j * vectorStride + k * stride];
            }
            return sum;
        }
    }
}
