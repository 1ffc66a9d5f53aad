package gradus.layers;

import static gradus.internal.Require.require;

import gradus.constraints.Constraint;
import gradus.data.Integers;
import gradus.data.Shape;
import gradus.initializers.Initializer;
import gradus.initializers.RandomUniform;
import gradus.internal.Records;
import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A vector to be learned for each index, such as a category of a table: `y = embeddings[x]`, from `[batch, …]` to
/// `[batch, …, outputDim]`.
///
/// An index that is not an integer in `[0, inputDim)` is refused with its row, column and value. Keras's JAX backend
/// cuts off the fraction, counts an index from -inputDim to -1 from the end, and gives NaN for all others.
///
/// [Keras: Embedding](https://keras.io/api/layers/core_layers/embedding/);
/// [Guo and Berkhahn 2016](https://arxiv.org/abs/1604.06737)
///
/// @param inputDim the number of indices, from 1 to 16,777,216
/// @param outputDim the length of each vector, at least 1
/// @param embeddingsInitializer the initial vectors, `[inputDim, outputDim]`
/// @param embeddingsRegularizer the penalty on the vectors, or null
/// @param embeddingsConstraint the constraint on the vectors after each update, or null
/// @param maskZero whether index 0 stands for a missing step of a sequence, which layers after this one leave out, see
///     [Masking]
public record Embedding(
        int inputDim,
        int outputDim,
        Initializer embeddingsInitializer,
        @Nullable Regularizer embeddingsRegularizer,
        @Nullable Constraint embeddingsConstraint,
        boolean maskZero)
        implements Layer {
    /// Creates the layer with Keras's defaults: vectors that start between -0.05 and 0.05.
    ///
    /// @param inputDim the number of indices, from 1 to 16,777,216
    /// @param outputDim the length of each vector, at least 1
    /// @throws IllegalArgumentException if a number is out of range
    public Embedding(int inputDim, int outputDim) {
        this(inputDim, outputDim, new RandomUniform(), null, null, false);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `inputDim` or `outputDim` is out of range
    public Embedding {
        require(
                inputDim >= 1 && inputDim <= Integers.LARGEST + 1,
                "Embedding.inputDim must be from 1 to %s, got %s",
                Integers.LARGEST + 1,
                inputDim);
        require(outputDim >= 1, "Embedding.outputDim must be at least 1, got %s", outputDim);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        List<Integer> dimensions = new ArrayList<>(Shapes.single(this, inputs).dimensions());
        dimensions.add(outputDim);
        return new Shape(dimensions);
    }

    @Override
    public Integers integers(int input) {
        return Integers.indices(inputDim);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of(new ParameterSpec(
                "embeddings",
                Shape.of(inputDim, outputDim),
                embeddingsInitializer,
                true,
                embeddingsRegularizer,
                embeddingsConstraint));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundEmbedding(this, binding);
    }

    /// Returns this layer with other initial vectors.
    ///
    /// @param value the initializer of the vectors
    /// @return the layer
    public Embedding embeddingsInitializer(Initializer value) {
        return Records.with(this, "embeddingsInitializer", value);
    }

    /// Returns this layer with a penalty on the vectors.
    ///
    /// @param value the regularizer of the vectors, or null for none
    /// @return the layer
    public Embedding embeddingsRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "embeddingsRegularizer", value);
    }

    /// Returns this layer with a constraint on the vectors.
    ///
    /// @param value the constraint on the vectors, or null for none
    /// @return the layer
    public Embedding embeddingsConstraint(@Nullable Constraint value) {
        return Records.with(this, "embeddingsConstraint", value);
    }

    /// Returns this layer with index 0 as a missing step, or as an index like any other.
    ///
    /// @param value whether index 0 stands for a missing step
    /// @return the layer
    public Embedding maskZero(boolean value) {
        return Records.with(this, "maskZero", value);
    }
}
