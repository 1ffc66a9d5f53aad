package gradus.layers;

/// Executes a [Reduction].
final class BoundReduction extends BoundRanges {
    private final Reduction layer;
    private final int[] places;
    private final int size;
    private final int count;

    /// @param places where the values of a row are, grouped by the output value that they belong to
    BoundReduction(Reduction layer, int[] places, Binding binding) {
        super(binding, binding.outputSize(), ROWS);
        this.layer = layer;
        this.places = places;
        size = binding.outputSize();
        count = places.length / size;
    }

    @Override
    void forward(int from, int to) {
        for (int i = from; i < to; i++) {
            int first = i % size * count;
            binding.output()[i] =
                    layer.forward(binding.input(), places, first, first + count, i / size * places.length);
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        for (int i = from; i < to; i++) {
            int first = i % size * count;
            layer.backward(
                    binding.input(),
                    places,
                    first,
                    first + count,
                    i / size * places.length,
                    binding.output()[i],
                    binding.outputGradient()[i],
                    gradient);
        }
    }
}
