package gradus.initializers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// A random matrix whose rows or columns, whichever are fewer, are orthogonal and have length `gain`, so that no
/// signal is stretched more than another. All dimensions but the last together count as rows.
///
/// [Saxe, McClelland & Ganguli 2014](https://arxiv.org/abs/1312.6120)
///
/// @param gain the length of the rows or columns, finite
public record Orthogonal(double gain) implements Initializer {
    /// Creates the initializer with Keras's default gain, 1.
    public Orthogonal() {
        this(1);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `gain` is not finite
    public Orthogonal {
        finite("Orthogonal.gain", gain);
    }

    /// @throws IllegalArgumentException if the shape has fewer than two dimensions
    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        require(shape.rank() >= 2, "Orthogonal must have at least two dimensions to fill, got %s", shape.dimensions());
        int columns = shape.last();
        int rows = shape.size() / columns;
        double[][] vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = rows < columns ? vectors[row][column] : vectors[column][row];
                values[offset + row * columns + column] = (float) (gain * value);
            }
        }
    }

    /// Orthonormalises random vectors one after another (Gram-Schmidt). The new direction of each keeps its sign,
    /// so that all rotations are equally likely.
    private static double[][] orthonormal(int count, int length, RandomStream random) {
        double[][] vectors = new double[count][length];
        for (int j = 0; j < count; j++) {
            double[] vector = vectors[j];
            for (int i = 0; i < length; i++) {
                vector[i] = random.nextGaussian();
            }
            for (int k = 0; k < j; k++) {
                add(vector, vectors[k], -dot(vector, vectors[k]));
            }
            double norm = Math.sqrt(dot(vector, vector));
            for (int i = 0; i < length; i++) {
                vector[i] /= norm;
            }
        }
        return vectors;
    }

    private static void add(double[] vector, double[] other, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] += factor * other[i];
        }
    }

    /// Keeps two sums, so that additions do not wait for each other.
    private static double dot(double[] a, double[] b) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return i < a.length ? even + odd + a[i] * b[i] : even + odd;
    }
}
