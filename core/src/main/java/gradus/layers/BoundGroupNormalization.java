package gradus.layers;

import gradus.data.Shape;
import gradus.math.RangeTask;
import java.util.List;

/// Executes [GroupNormalization] on rows `[channels, …]`: a row normalization of each group, then a scale and an offset
/// for each channel.
final class BoundGroupNormalization extends BoundRanges {
    private final GroupNormalization layer;
    private final BoundRowNormalization groups;
    private final int channels;
    private final int perChannel;
    private final int beta;
    private final float[] normalized;
    private final float[] normalizedGradient;
    private final RangeTask columns = this::parameterGradients;
    private int rows;

    BoundGroupNormalization(GroupNormalization layer, int count, Binding binding) {
        super(binding, 1, ROWS);
        this.layer = layer;
        Shape input = binding.inputShapes().getFirst();
        channels = input.dimensions().getFirst();
        perChannel = input.size() / channels;
        beta = layer.scale() ? 1 : 0;
        normalized = new float[binding.output().length];
        normalizedGradient = new float[binding.outputGradient().length];
        Shape grouped = Shape.of(count, input.size() / count);
        groups = new BoundRowNormalization(
                binding.withData(
                        List.of(grouped),
                        grouped,
                        binding.inputs(),
                        normalized,
                        binding.inputGradients(),
                        normalizedGradient),
                true,
                layer.epsilon(),
                false,
                false);
    }

    @Override
    public void forward(Pass pass) {
        groups.forward(pass);
        super.forward(pass);
    }

    @Override
    void forward(int from, int to) {
        float[] y = binding.output();
        float[] parameters = binding.parameters();
        for (int block = from * channels; block < to * channels; block++) {
            int channel = block % channels;
            float factor = layer.scale() ? parameters[binding.offset(0) + channel] : 1;
            float offset = layer.center() ? parameters[binding.offset(beta) + channel] : 0;
            for (int i = block * perChannel; i < (block + 1) * perChannel; i++) {
                y[i] = normalized[i] * factor + offset;
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        super.backward(pass);
        if (binding.inputGradient() != null) {
            groups.backward(pass);
        }
        if (binding.trainable()) {
            rows = pass.rows();
            binding.run(channels, 1, columns);
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        float[] outputGradient = binding.outputGradient();
        for (int block = from * channels; block < to * channels; block++) {
            float factor = layer.scale() ? binding.parameters()[binding.offset(0) + block % channels] : 1;
            for (int i = block * perChannel; i < (block + 1) * perChannel; i++) {
                normalizedGradient[i] = outputGradient[i] * factor;
            }
        }
    }

    private void parameterGradients(int from, int to) {
        float[] outputGradient = binding.outputGradient();
        for (int channel = from; channel < to; channel++) {
            double scale = 0;
            double offset = 0;
            for (int row = 0; row < rows; row++) {
                int start = (row * channels + channel) * perChannel;
                for (int i = start; i < start + perChannel; i++) {
                    scale += (double) outputGradient[i] * normalized[i];
                    offset += outputGradient[i];
                }
            }
            if (layer.scale()) {
                keep(binding.offset(0) + channel, scale);
            }
            if (layer.center()) {
                keep(binding.offset(beta) + channel, offset);
            }
        }
    }

    private void keep(int index, double gradient) {
        float[] gradients = binding.parameterGradients();
        gradients[index] = (float) (binding.accumulate() ? gradients[index] + gradient : gradient);
    }
}
