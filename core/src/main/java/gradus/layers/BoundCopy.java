package gradus.layers;

/// Executes the layers that change no values.
class BoundCopy extends BoundRanges {
    BoundCopy(Binding binding) {
        super(binding, binding.inputSize(), NUMBERS);
    }

    @Override
    void forward(int from, int to) {
        System.arraycopy(binding.input(), from, binding.output(), from, to - from);
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        System.arraycopy(binding.outputGradient(), from, gradient, from, to - from);
    }
}
