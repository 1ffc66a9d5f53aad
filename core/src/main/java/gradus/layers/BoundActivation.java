package gradus.layers;

import gradus.activations.Activation;
import org.jspecify.annotations.Nullable;

/// Executes an [AppliedActivation]. Its logits are its input, and so are their gradients.
final class BoundActivation extends BoundRanges implements Head {
    private final Activation activation;
    private final int width;
    private final float[] logitsGradient;

    BoundActivation(Activation activation, Binding binding) {
        super(
                binding,
                binding.inputSize() / binding.inputShapes().getFirst().last(),
                rows(binding.inputShapes().getFirst().last()));
        this.activation = activation;
        width = binding.inputShapes().getFirst().last();
        float @Nullable [] gradient = binding.inputGradient();
        logitsGradient = gradient == null ? new float[binding.capacity() * binding.inputSize()] : gradient;
    }

    @Override
    void forward(int from, int to) {
        activation.forward(binding.functions(), binding.input(), binding.output(), width, from, to);
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        activation.backward(
                binding.functions(),
                binding.input(),
                binding.output(),
                binding.outputGradient(),
                gradient,
                width,
                from,
                to);
    }

    @Override
    public Head head() {
        return this;
    }

    @Override
    public Activation activation() {
        return activation;
    }

    @Override
    public float[] logits() {
        return binding.input();
    }

    @Override
    public float[] logitsGradient() {
        return logitsGradient;
    }

    /// Does nothing: the gradient was written directly to the input's gradient.
    @Override
    public void backwardFromLogits(Pass pass) {}
}
