package gradus.layers;

import gradus.data.Integers;

/// Executes [CategoryEncoding].
final class BoundCategoryEncoding extends BoundCategories {
    private final Integers range;
    private final float[] weights;

    BoundCategoryEncoding(CategoryEncoding layer, Binding binding) {
        super(
                binding,
                Encoding.of(
                        layer.outputMode(),
                        layer.numTokens(),
                        binding.inputShapes().getFirst(),
                        binding.outputShape()));
        range = Integers.indices(layer.numTokens());
        weights = binding.inputs().size() == 2 ? binding.inputs().getLast() : new float[0];
    }

    @Override
    int index(int place) {
        float value = binding.input()[place];
        if (!range.contains(value)) {
            throw new IllegalArgumentException(range.refusal("CategoryEncoding", value, where(place)));
        }
        return (int) value;
    }

    @Override
    float weight(int place) {
        return weights.length == 0 ? 1 : weights[place];
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        super.backward(input, gradient, from, to);
        for (int row = from; input == 1 && row < to; row++) {
            for (int column = 0; column < encoding.columns(); column++) {
                int place = row * encoding.columns() + column;
                gradient[place] = binding.outputGradient()[row * encoding.size() + (int) binding.input()[place]];
            }
        }
    }
}
