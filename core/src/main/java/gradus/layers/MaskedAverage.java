package gradus.layers;

import gradus.data.Shape;
import java.util.Arrays;
import java.util.List;

/// A [GlobalAveragePooling1D] of the steps that count: its second input is that of the layer which makes the mask.
///
/// @param keepdims whether the axis of the steps stays, with a size of 1
/// @param maskValue the value that all features of a missing step have in the second input
record MaskedAverage(boolean keepdims, double maskValue) implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return BoundPooling.shape(this, inputs.subList(0, 1), DataFormat.CHANNELS_LAST, keepdims);
    }

    @Override
    public String className() {
        return "GlobalAveragePooling1D with a mask";
    }

    @Override
    public BoundLayer bind(Binding binding) {
        int steps = binding.inputShapes().getFirst().dimensions().getFirst();
        int features = binding.inputShapes().getFirst().last();
        float[] source = binding.inputs().getLast();
        int width = binding.inputShapes().getLast().size() / steps;
        float missing = (float) maskValue;
        return new BoundRanges(binding, 1, BoundRanges.ROWS) {
            private boolean counts(int row, int step) {
                return Masking.counts(source, (row * steps + step) * width, width, missing);
            }

            private int count(int row) {
                int count = 0;
                for (int step = 0; step < steps; step++) {
                    count += counts(row, step) ? 1 : 0;
                }
                return count;
            }

            @Override
            void forward(int from, int to) {
                float[] x = binding.inputs().getFirst();
                for (int row = from; row < to; row++) {
                    int count = count(row);
                    for (int j = 0; j < features; j++) {
                        double sum = 0;
                        for (int step = 0; step < steps; step++) {
                            sum += counts(row, step) ? x[(row * steps + step) * features + j] : 0;
                        }
                        binding.output()[row * features + j] = (float) (sum / count);
                    }
                }
            }

            /// The mask has no derivative.
            @Override
            void backward(int input, float[] gradient, int from, int to) {
                if (input > 0) {
                    Arrays.fill(gradient, from * steps * width, to * steps * width, 0);
                    return;
                }
                for (int row = from; row < to; row++) {
                    int count = count(row);
                    for (int step = 0; step < steps; step++) {
                        boolean counts = counts(row, step);
                        int start = (row * steps + step) * features;
                        for (int j = 0; j < features; j++) {
                            gradient[start + j] = counts ? binding.outputGradient()[row * features + j] / count : 0;
                        }
                    }
                }
            }
        };
    }
}
