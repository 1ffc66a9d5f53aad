package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Integers;
import gradus.data.Shape;
import gradus.internal.Records;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encodes integers in `[0, numTokens)` as vectors of that length: from `[batch, values]` to `[batch, numTokens]`, or
/// to `[batch, values, numTokens]` for one-hot vectors of several values.
///
/// With [OutputMode#COUNT], a second input of the shape of the first may hold the weight of each value. A value that
/// is not such an integer is refused with its row, column and value; Keras's JAX backend gives a vector of zeros.
///
/// [Keras: CategoryEncoding](https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/)
///
/// @param numTokens the number of integers, from 1 to 1,048,576
/// @param outputMode what the layer gives: `ONE_HOT`, `MULTI_HOT` or `COUNT`
public record CategoryEncoding(int numTokens, OutputMode outputMode) implements CategoryLayer {
    /// Creates the layer with Keras's default, `MULTI_HOT`.
    ///
    /// @param numTokens the number of integers
    /// @throws IllegalArgumentException if the number is out of range
    public CategoryEncoding(int numTokens) {
        this(numTokens, OutputMode.MULTI_HOT);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public CategoryEncoding {
        require(numTokens >= 1, "CategoryEncoding.numTokens must be at least 1, got %s", numTokens);
        Encoding.requireDepth("CategoryEncoding.numTokens", outputMode, numTokens);
        require(
                outputMode != OutputMode.INT && outputMode != OutputMode.TF_IDF,
                "CategoryEncoding.outputMode must be ONE_HOT, MULTI_HOT or COUNT, got %s",
                outputMode);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        boolean weighted = inputs.size() == 2 && outputMode == OutputMode.COUNT;
        Shape input = weighted ? Shapes.pair(this, inputs) : Shapes.single(this, inputs);
        return Encoding.shape(this, outputMode, numTokens, input);
    }

    @Override
    public @Nullable Integers integers(int input) {
        return input == 0 ? Integers.indices(numTokens) : null;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundCategoryEncoding(this, binding);
    }

    /// Returns this layer with another output.
    ///
    /// @param value what the layer gives
    /// @return the layer
    public CategoryEncoding outputMode(OutputMode value) {
        return Records.with(this, "outputMode", value);
    }
}
