package gradus.layers;

import gradus.math.RandomStream;

/// Executes a [Noise] layer.
final class BoundNoise extends BoundRanges {
    private final Noise layer;
    private final float[] noise;
    private boolean quiet;
    private double share;
    private long key;

    BoundNoise(Noise layer, Binding binding) {
        super(binding, binding.inputSize(), NUMBERS);
        this.layer = layer;
        noise = new float[layer.isSilent() ? 0 : binding.capacity() * binding.inputSize()];
    }

    @Override
    public void forward(Pass pass) {
        share = pass.noiseShare();
        quiet = layer.isSilent() || !pass.training() || share == 0;
        key = RandomStream.derivedKey(binding.randomKey(), pass.step());
        super.forward(pass);
    }

    @Override
    void forward(int from, int to) {
        if (quiet) {
            System.arraycopy(binding.input(), from, binding.output(), from, to - from);
        } else {
            layer.forward(key, share, noise, binding.input(), binding.output(), from, to);
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        if (quiet) {
            System.arraycopy(binding.outputGradient(), from, gradient, from, to - from);
        } else {
            layer.backward(noise, binding.outputGradient(), gradient, from, to);
        }
    }
}
