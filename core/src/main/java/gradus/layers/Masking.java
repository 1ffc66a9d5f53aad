package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// Marks the steps of a sequence that are missing: those whose features are all equal to a value. They become 0,
/// [GlobalAveragePooling1D] leaves them out, and so do losses of outputs that the mask reaches, and weighted metrics
/// with sample weights. The mask goes on through layers that compute each step by itself, such as [Dense] and
/// [Dropout]. [Add] and its kin have a mask if all of their inputs have one; then a step counts that does so in one of
/// them, as in [Concatenate]. [BatchNormalization], [Softmax], [Multiply], [Maximum] and [Minimum], which would use it,
/// refuse it; all others drop it, as in Keras.
///
/// A row without any step that counts has the mean NaN, as in Keras.
///
/// [Keras: Masking](https://keras.io/api/layers/core_layers/masking/)
///
/// @param maskValue the value that all features of a missing step have
public record Masking(double maskValue) implements Layer {
    /// Creates the layer with Keras's default: steps of zeros are missing.
    public Masking() {
        this(0);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.single(this, inputs);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        int width = binding.inputShapes().getFirst().last();
        float missing = (float) maskValue;
        int grain = Math.max(1, BoundRanges.NUMBERS / width);
        return new BoundRanges(binding, binding.inputSize() / width, grain) {
            @Override
            void forward(int from, int to) {
                for (int step = from; step < to; step++) {
                    boolean counts = counts(binding.input(), step * width, width, missing);
                    for (int i = step * width; i < (step + 1) * width; i++) {
                        binding.output()[i] = counts ? binding.input()[i] : 0;
                    }
                }
            }

            @Override
            void backward(int input, float[] gradient, int from, int to) {
                for (int step = from; step < to; step++) {
                    boolean counts = counts(binding.input(), step * width, width, missing);
                    for (int i = step * width; i < (step + 1) * width; i++) {
                        gradient[i] = counts ? binding.outputGradient()[i] : 0;
                    }
                }
            }
        };
    }

    /// Returns whether a step counts: whether one of its features is not the value of a missing step.
    ///
    /// @param x the features
    /// @param start the index of the first one
    /// @param width the number of features
    /// @param missing the value of a missing step
    /// @return whether the step counts
    public static boolean counts(float[] x, int start, int width, float missing) {
        for (int i = start; i < start + width; i++) {
            if (x[i] != missing) {
                return true;
            }
        }
        return false;
    }
}
