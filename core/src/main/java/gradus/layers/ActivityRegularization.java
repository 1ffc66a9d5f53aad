package gradus.layers;

import static gradus.internal.Require.notNegative;

import gradus.data.Shape;
import java.util.List;

/// Passes its input on unchanged and adds a penalty on it to the loss: `(l1·Σ|x| + l2·Σx²) / rows`.
///
/// [Keras: ActivityRegularization](https://keras.io/api/layers/regularization_layers/activity_regularization/)
///
/// @param l1 the penalty factor of absolute values, at least 0
/// @param l2 the penalty factor of squares, at least 0
public record ActivityRegularization(double l1, double l2) implements Layer {
    /// Creates the layer with Keras's defaults, 0 and 0: no penalty.
    public ActivityRegularization() {
        this(0, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `l1` or `l2` is negative or not finite
    public ActivityRegularization {
        notNegative("ActivityRegularization.l1", l1);
        notNegative("ActivityRegularization.l2", l2);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.single(this, inputs);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Bound(binding);
    }

    private final class Bound extends BoundCopy {
        private int rows;

        Bound(Binding binding) {
            super(binding);
        }

        @Override
        public double penalty(Pass pass) {
            float[] x = binding.input();
            double absolute = 0;
            double squares = 0;
            int end = pass.rows() * binding.inputSize();
            for (int i = 0; i < end; i++) {
                absolute += Math.abs(x[i]);
                squares += (double) x[i] * x[i];
            }
            return (l1 * absolute + l2 * squares) / pass.rows();
        }

        @Override
        public void backward(Pass pass) {
            rows = pass.rows();
            super.backward(pass);
        }

        @Override
        void backward(int input, float[] gradient, int from, int to) {
            float[] x = binding.input();
            float[] outputGradient = binding.outputGradient();
            float absolute = (float) (l1 / rows);
            float square = (float) (2 * l2 / rows);
            for (int i = from; i < to; i++) {
                gradient[i] = outputGradient[i] + absolute * Math.signum(x[i]) + square * x[i];
            }
        }
    }
}
