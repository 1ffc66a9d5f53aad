package gradus.layers;

/// Executes [Discretization].
final class BoundDiscretization extends BoundCategories {
    private final float[] boundaries;

    BoundDiscretization(Discretization layer, float[] boundaries, Binding binding) {
        super(
                binding,
                Encoding.of(
                        layer.outputMode(),
                        boundaries.length + 1,
                        binding.inputShapes().getFirst(),
                        binding.outputShape()));
        this.boundaries = boundaries;
    }

    /// The number of boundaries that are not above the value, by bisection.
    @Override
    int index(int place) {
        float value = binding.input()[place];
        int low = 0;
        int high = boundaries.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value < boundaries[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
