package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.Arrays;
import java.util.List;

/// Sets whole features to zero, in all steps of a row, with probability `rate` during training, as [Dropout] does with
/// values: from `[batch, steps, features]` to the same shape.
///
/// [Tompson et al. 2015](https://arxiv.org/abs/1411.4280)
///
/// @param rate the probability of dropping a feature, in `[0, 1]`
public record SpatialDropout1D(double rate) implements Layer {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `rate` is not in `[0, 1]`
    public SpatialDropout1D {
        require(rate >= 0 && rate <= 1, "SpatialDropout1D.rate must be in [0, 1], got %s", rate);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.ofRank(this, inputs, 2);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(2, Math.max(1, width / 2)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Dropout(rate, Arrays.asList(null, 1, null)).bind(binding);
    }
}
