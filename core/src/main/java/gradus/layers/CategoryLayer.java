package gradus.layers;

import gradus.data.DataType;

/// A layer that turns values into indices of categories, or into an encoding of them.
public sealed interface CategoryLayer extends Layer permits CategoryEncoding, Discretization, LookupLayer, TextLayer {
    /// {@return what the layer gives}
    OutputMode outputMode();

    /// {@return the type of the values it gives: integers, or the numbers of an encoding}
    default DataType outputType() {
        return outputMode() == OutputMode.INT ? DataType.INT64 : DataType.FLOAT32;
    }
}
