package gradus.layers;

import static gradus.internal.Require.finite;

import gradus.data.Shape;
import java.util.List;

/// Multiplies every value by a factor and adds an offset: `y = x·scale + offset`. `new Rescaling(1 / 255.0)` maps
/// bytes to `[0, 1]`.
///
/// [Keras: Rescaling](https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/)
///
/// @param scale the factor, finite
/// @param offset the number to add, finite
public record Rescaling(double scale, double offset) implements Layer {
    /// Creates a layer without offset.
    ///
    /// @param scale the factor, finite
    public Rescaling(double scale) {
        this(scale, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `scale` or `offset` is not finite
    public Rescaling {
        finite("Rescaling.scale", scale);
        finite("Rescaling.offset", offset);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.single(this, inputs);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Bound(binding);
    }

    private final class Bound extends BoundRanges {
        private final float factor = (float) scale;
        private final float summand = (float) offset;

        Bound(Binding binding) {
            super(binding, binding.inputSize(), NUMBERS);
        }

        @Override
        void forward(int from, int to) {
            float[] x = binding.input();
            float[] y = binding.output();
            for (int i = from; i < to; i++) {
                y[i] = x[i] * factor + summand;
            }
        }

        @Override
        void backward(int input, float[] gradient, int from, int to) {
            float[] outputGradient = binding.outputGradient();
            for (int i = from; i < to; i++) {
                gradient[i] = outputGradient[i] * factor;
            }
        }
    }
}
