package gradus.layers;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;

/// Executes [Dot]. The vectors of an input lie along its axis, one for each place of its other axes.
final class BoundDot extends BoundRanges {
    private static final double SHORTEST = 1e-12;

    private final boolean normalize;
    private final List<Vectors> vectors = new ArrayList<>();
    private final int length;

    /// The vectors of an input in a row: where the first number of each is, and how far its numbers are apart.
    ///
    /// @param inverses `1/‖x‖` of the vectors of each row
    private record Vectors(float[] x, int size, int[] starts, int stride, float[] inverses) {
        int start(int row, int vector) {
            return row * size + starts[vector];
        }

        float inverse(int row, int vector) {
            return inverses[row * starts.length + vector];
        }
    }

    BoundDot(Dot layer, Binding binding) {
        super(binding, 1, ROWS);
        normalize = layer.normalize();
        Shape first = binding.inputShapes().getFirst();
        length = first.dimensions().get(layer.axis(0, first));
        for (int input = 0; input < 2; input++) {
            Shape shape = binding.inputShapes().get(input);
            int stride = 1;
            for (int axis = layer.axis(input, shape) + 1; axis < shape.rank(); axis++) {
                stride *= shape.dimensions().get(axis);
            }
            int[] starts = new int[shape.size() / length];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = i / stride * length * stride + i % stride;
            }
            float[] inverses = new float[starts.length * binding.capacity()];
            vectors.add(new Vectors(binding.inputs().get(input), shape.size(), starts, stride, inverses));
        }
    }

    @Override
    void forward(int from, int to) {
        Vectors a = vectors.getFirst();
        Vectors b = vectors.get(1);
        for (int row = from; row < to; row++) {
            invert(a, row);
            invert(b, row);
            int output = row * binding.outputSize();
            for (int i = 0; i < a.starts().length; i++) {
                for (int j = 0; j < b.starts().length; j++) {
                    binding.output()[output++] = (float) product(a, a.start(row, i), b, b.start(row, j))
                            * a.inverse(row, i)
                            * b.inverse(row, j);
                }
            }
        }
    }

    private void invert(Vectors of, int row) {
        for (int i = 0; i < of.starts().length; i++) {
            float inverse = 1;
            if (normalize) {
                int start = of.start(row, i);
                double norm = Math.sqrt(product(of, start, of, start));
                inverse = norm < SHORTEST ? 0 : (float) (1 / norm);
            }
            of.inverses()[row * of.starts().length + i] = inverse;
        }
    }

    private double product(Vectors a, int startA, Vectors b, int startB) {
        if (a.stride() == 1 && b.stride() == 1) {
            return binding.functions().dot(a.x(), startA, b.x(), startB, length);
        }
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += (double) a.x()[startA + k * a.stride()] * b.x()[startB + k * b.stride()];
        }
        return sum;
    }

    /// `∂a = Σ dy·(b/(‖a‖‖b‖) - y·a/‖a‖²)`, or `Σ dy·b` without normalization, over the vectors `b` of the other input.
    @Override
    void backward(int input, float[] gradient, int from, int to) {
        Vectors own = vectors.get(input);
        Vectors other = vectors.get(1 - input);
        for (int row = from; row < to; row++) {
            for (int i = 0; i < own.starts().length; i++) {
                int start = own.start(row, i);
                for (int k = 0; k < length; k++) {
                    gradient[start + k * own.stride()] = 0;
                }
                for (int j = 0; j < other.starts().length; j++) {
                    int output = row * binding.outputSize()
                            + (input == 0 ? i * other.starts().length + j : j * own.starts().length + i);
                    addGradient(
                            own,
                            start,
                            own.inverse(row, i),
                            other,
                            other.start(row, j),
                            other.inverse(row, j),
                            output,
                            gradient);
                }
            }
        }
    }

    private void addGradient(
            Vectors own,
            int start,
            float inverse,
            Vectors other,
            int otherStart,
            float otherInverse,
            int output,
            float[] gradient) {
        float outputGradient = binding.outputGradient()[output];
        float across = outputGradient * inverse * otherInverse;
        float along = normalize ? outputGradient * binding.output()[output] * inverse * inverse : 0;
        for (int k = 0; k < length; k++) {
            int at = start + k * own.stride();
            gradient[at] += across * other.x()[otherStart + k * other.stride()] - along * own.x()[at];
        }
    }
}
