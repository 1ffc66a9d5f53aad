package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// The dot product of the rows of two inputs: `y = Σ a·b`, from twice `[batch, n]` to `[batch, 1]`.
///
/// [Keras: Dot](https://keras.io/api/layers/merging_layers/dot/)
///
/// @param axes the axis to sum over: 1 or -1, the only axis of a row
/// @param normalize whether both rows are first divided by their lengths, which gives the cosine of the angle
///     between them; a row shorter than 1e-12 counts as zero
public record Dot(int axes, boolean normalize) implements Layer {
    /// Creates a layer without normalization.
    ///
    /// @param axes the axis to sum over: 1 or -1, the only axis of a row
    public Dot(int axes) {
        this(axes, false);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.pair(this, inputs);
        if (input.rank() != 1 || (axes != 1 && axes != -1)) {
            throw new ShapeException("Dot expects two inputs [batch, n] and axes 1, got " + inputs + " and " + axes);
        }
        return Shape.of(1);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(width), Shape.of(width));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Bound(binding);
    }

    private final class Bound extends BoundRanges {
        private static final double SHORTEST = 1e-12;

        private final int width = binding.inputSize();
        /// `1/‖x‖` of each row of both inputs.
        private final float[] inverses = new float[2 * binding.capacity()];

        Bound(Binding binding) {
            super(binding, 1, ROWS);
        }

        @Override
        void forward(int from, int to) {
            float[] a = binding.inputs().getFirst();
            float[] b = binding.inputs().get(1);
            for (int row = from; row < to; row++) {
                inverses[2 * row] = inverse(a, row);
                inverses[2 * row + 1] = inverse(b, row);
                float product = binding.functions().dot(a, row * width, b, row * width, width);
                binding.output()[row] = product * inverses[2 * row] * inverses[2 * row + 1];
            }
        }

        private float inverse(float[] x, int row) {
            if (!normalize) {
                return 1;
            }
            double length = Math.sqrt(binding.functions().dot(x, row * width, x, row * width, width));
            return length < SHORTEST ? 0 : (float) (1 / length);
        }

        /// `∂a = dy·(b/(‖a‖‖b‖) - y·a/‖a‖²)`, or `dy·b` without normalization.
        @Override
        void backward(int input, float[] gradient, int from, int to) {
            float[] own = binding.inputs().get(input);
            float[] other = binding.inputs().get(1 - input);
            for (int row = from; row < to; row++) {
                float outputGradient = binding.outputGradient()[row];
                float inverse = inverses[2 * row + input];
                float across = outputGradient * inverses[2 * row] * inverses[2 * row + 1];
                float along = normalize ? outputGradient * binding.output()[row] * inverse * inverse : 0;
                for (int i = row * width; i < row * width + width; i++) {
                    gradient[i] = across * other[i] - along * own[i];
                }
            }
        }
    }
}
