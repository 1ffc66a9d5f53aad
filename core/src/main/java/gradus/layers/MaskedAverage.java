package gradus.layers;

import gradus.data.Shape;
import java.util.Arrays;
import java.util.List;

/// A [GlobalAveragePooling1D] of the steps that count, into which a network turns one that a mask leads to: its further
/// inputs are those of the layers which make the mask. A step counts if it does in one of them.
///
/// @param keepdims whether the axis of the steps stays, with a size of 1
/// @param maskValues the value that all features of a missing step have in each of the further inputs
public record MaskedAverage(boolean keepdims, List<Double> maskValues) implements Layer {
    /// Copies the list.
    public MaskedAverage {
        maskValues = List.copyOf(maskValues);
    }

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
        return new BoundRanges(binding, 1, BoundRanges.ROWS) {
            private boolean counts(int row, int step) {
                for (int i = 0; i < maskValues.size(); i++) {
                    int width = binding.inputShapes().get(i + 1).size() / steps;
                    float missing = maskValues.get(i).floatValue();
                    if (Masking.counts(binding.inputs().get(i + 1), (row * steps + step) * width, width, missing)) {
                        return true;
                    }
                }
                return false;
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
                    int width = binding.inputShapes().get(input).size();
                    Arrays.fill(gradient, from * width, to * width, 0);
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
