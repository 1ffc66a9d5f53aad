package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// The mean of the steps of each feature: from `[batch, steps, features]` to `[batch, features]`. Steps that a
/// [Masking] or an [Embedding] with `maskZero` before it marks as missing are left out.
///
/// [Keras: GlobalAveragePooling1D](https://keras.io/api/layers/pooling_layers/global_average_pooling1d/)
///
/// @param dataFormat which axis holds the features
/// @param keepdims whether the axis of the steps stays, with a size of 1
public record GlobalAveragePooling1D(DataFormat dataFormat, boolean keepdims) implements Layer {
    /// Creates the layer with Keras's defaults: features last, and the axis of the steps dropped.
    public GlobalAveragePooling1D() {
        this(DataFormat.CHANNELS_LAST, false);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return BoundPooling.shape(this, inputs, dataFormat, keepdims);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(3, Math.max(1, width / 3)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundPooling(binding, true, dataFormat);
    }

    /// Returns the layer that takes the mean of the steps that count: its further inputs are those of the layers which
    /// make the mask.
    ///
    /// @param maskValues the value that all features of a missing step have in each of the further inputs
    /// @return the layer
    public MaskedAverage masked(List<Double> maskValues) {
        return new MaskedAverage(keepdims, maskValues);
    }
}
