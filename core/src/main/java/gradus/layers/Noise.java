package gradus.layers;

import gradus.data.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A layer that disturbs its input during training and passes it on unchanged otherwise. The noise is a function of
/// the place in the network, the step and the position in the batch, so it is the same on any number of threads.
public interface Noise extends Layer {
    /// {@return whether the layer never changes its input, as with a rate of 0}
    boolean isSilent();

    /// Computes values `[from, to)` of `y` from those of `x`, and keeps in `noise` what `backward` needs.
    ///
    /// @param key the key of the random numbers of this step
    /// @param share the share of its strength that the noise has in this step, in `(0, 1]`, see
    ///     [gradus.Fit#regularizationShare]
    /// @param noise receives one number per value, for `backward`
    /// @param x the inputs
    /// @param y receives the outputs
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void forward(long key, double share, float[] noise, float[] x, float[] y, int from, int to);

    /// Computes values `[from, to)` of the gradient with respect to `x`.
    ///
    /// @param noise the numbers that `forward` wrote
    /// @param gradientY the gradient with respect to `y`
    /// @param gradientX receives the gradient with respect to `x`
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void backward(float[] noise, float[] gradientY, float[] gradientX, int from, int to);

    /// The shape of the noise where it is the same along some axes, with that of the batch first: 1 for such an axis,
    /// null for one along which it differs. By default, and if this is null, each value has its own. A layer that
    /// overrides this must compute `y = noise·x + offset`, with an offset that does not depend on `x`.
    ///
    /// @return the shape, or null
    default @Nullable List<@Nullable Integer> noiseShape() {
        return null;
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.single(this, inputs);
        List<@Nullable Integer> shared = noiseShape();
        if (shared != null) {
            BoundSharedNoise.small(this, input, shared);
        }
        return input;
    }

    @Override
    default BoundLayer bind(Binding binding) {
        List<@Nullable Integer> shared = noiseShape();
        return shared == null ? new BoundNoise(this, binding) : new BoundSharedNoise(this, binding, shared);
    }
}
