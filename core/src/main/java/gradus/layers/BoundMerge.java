package gradus.layers;

/// Executes an [ElementwiseMerge].
final class BoundMerge extends BoundRanges {
    private final ElementwiseMerge layer;

    BoundMerge(ElementwiseMerge layer, Binding binding) {
        super(binding, binding.outputSize(), NUMBERS);
        this.layer = layer;
    }

    @Override
    void forward(int from, int to) {
        layer.forward(binding.inputs(), binding.output(), from, to);
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        layer.backward(binding.inputs(), binding.output(), binding.outputGradient(), input, gradient, from, to);
    }
}
