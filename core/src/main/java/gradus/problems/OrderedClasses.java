package gradus.problems;

import static gradus.internal.Require.require;

import gradus.activations.Softmax;
import gradus.layers.Dense;
import gradus.layers.Layer;

/// The last layer of a network for classes with an order, such as marks from low to high. The layer before it says
/// with K − 1 numbers in which direction the K classes shift, how much they spread, and so on: their weights in the
/// sums before the softmax are orthogonal polynomials of the class number, of degree 1, 2, …, K − 1, and degree j
/// counts by `1 / j²`.
///
/// `logit_k = Σ_j z_j P_j(k) / j²`, where `Σ_k P_j(k)² = K`
///
/// So neighbouring classes get similar probabilities unless the rows say otherwise, and yet any probabilities are
/// possible. The weights are fixed, and the layer is one of stock Keras.
///
/// Orthogonal polynomials of ordered factors are those of R's `contr.poly`.
///
/// @param classes the number of classes, at least 3
public record OrderedClasses(int classes) {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if there are fewer than 3 classes
    public OrderedClasses {
        require(classes >= 3, "OrderedClasses.classes must be at least 3, got %s", classes);
    }

    /// {@return the layer before the last one, without an activation}
    public Dense directions() {
        return new Dense(classes - 1);
    }

    /// {@return the last layer, frozen, whose weights are to be [#kernel()]}
    public Layer layer() {
        return new Dense(classes, new Softmax()).useBias(false).named("order").frozen();
    }

    /// {@return the weights of the last layer, `[K − 1, K]`}
    public float[] kernel() {
        double[][] polynomials = new double[classes][classes];
        float[] kernel = new float[(classes - 1) * classes];
        for (int degree = 0; degree < classes; degree++) {
            double[] values = polynomials[degree];
            // The next degree is the last one times the class number: powers of it would lose digits.
            for (int k = 0; k < classes; k++) {
                double centred = k - (classes - 1) / 2.0;
                values[k] = degree == 0 ? 1 : polynomials[degree - 1][k] * centred;
            }
            for (int lower = 0; lower < degree; lower++) {
                double shared = product(values, polynomials[lower]) / classes;
                for (int k = 0; k < classes; k++) {
                    values[k] -= shared * polynomials[lower][k];
                }
            }
            double size = Math.sqrt(product(values, values) / classes);
            for (int k = 0; k < classes; k++) {
                values[k] /= size;
                if (degree > 0) {
                    kernel[(degree - 1) * classes + k] = (float) (values[k] / ((double) degree * degree));
                }
            }
        }
        return kernel;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += one[k] * other[k];
        }
        return sum;
    }
}
