package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Integers;
import gradus.data.Shape;
import gradus.initializers.TruncatedNormal;
import gradus.internal.Records;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A layer whose kernel is divided by its largest singular value, its spectral norm, before each training batch, so
/// that the layer never stretches a difference of inputs: `kernel = kernel / σ`. With the kernel as a matrix `W` whose
/// columns are along its last axis, power iteration estimates `σ` from a vector `u` that is kept: `v = u·Wᵀ / ‖u·Wᵀ‖`,
/// `u = v·W / ‖v·W‖`, `σ = v·W·uᵀ`.
///
/// As in Keras with TensorFlow or PyTorch, the kernel itself is replaced, and gradients are those with respect to the
/// divided kernel. Keras with JAX discards the divided kernel after the batch, so that predictions are those of a
/// kernel that is not normalized. A kernel of zeros stays as it is, and so does that of a frozen layer, which Keras
/// divides, too. A layer at several places of a graph is normalized at each of them.
///
/// [Keras: SpectralNormalization](https://keras.io/api/layers/normalization_layers/spectral_normalization/);
/// [Miyato et al. 2018](https://arxiv.org/abs/1802.05957)
///
/// @param layer the layer: [Dense], [EinsumDense] or [Embedding]
/// @param powerIterations the number of iterations for each batch, at least 1
public record SpectralNormalization(Layer layer, int powerIterations) implements Layer {
    /// Creates the layer with one iteration for each batch, Keras's default.
    ///
    /// @param layer the layer: [Dense], [EinsumDense] or [Embedding]
    /// @throws IllegalArgumentException if it is another layer
    public SpectralNormalization(Layer layer) {
        this(layer, 1);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if the layer has no kernel, or `powerIterations` is less than 1
    public SpectralNormalization {
        require(
                layer instanceof Dense || layer instanceof EinsumDense || layer instanceof Embedding,
                "SpectralNormalization.layer must be a Dense, EinsumDense or Embedding, got %s",
                layer.className());
        require(
                powerIterations >= 1,
                "SpectralNormalization.powerIterations must be at least 1, got %s",
                powerIterations);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return layer.outputShape(List.of(Shapes.single(this, inputs)));
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return layer.exampleInputs(width);
    }

    @Override
    public @Nullable Integers integers(int input) {
        return layer.integers(input);
    }

    /// The parameters of the layer, of which the kernel is the first, and `u`.
    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (ParameterSpec spec : layer.parameters(inputs)) {
            parameters.add(spec.named(TimeDistributed.INNER + spec.name()));
        }
        int columns = parameters.getFirst().shape().last();
        parameters.add(ParameterSpec.statistic("vector_u", Shape.of(1, columns), new TruncatedNormal(0, 0.02)));
        return parameters;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundSpectralNormalization(this, binding);
    }

    /// Returns this layer with another number of iterations.
    ///
    /// @param value the number of iterations for each batch, at least 1
    /// @return the layer
    public SpectralNormalization powerIterations(int value) {
        return Records.with(this, "powerIterations", value);
    }
}
