package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// A layer that disturbs its input while training and passes it on unchanged otherwise. The noise of a step is a
/// function of the place in the network, the step and the place in the batch, so it is the same on any number of
/// threads.
public interface Noise extends Layer {
    /// Whether there is nothing to disturb.
    boolean isSilent();

    /// Computes numbers `[from, to)` of `y` from those of `x`, and keeps in `noise` what `backward` needs.
    ///
    /// @param key of the random numbers of this step
    void forward(long key, float[] noise, float[] x, float[] y, int from, int to);

    /// Computes numbers `[from, to)` of the gradient with respect to `x`.
    void backward(float[] noise, float[] gradientY, float[] gradientX, int from, int to);

    @Override
    default Shape outputShape(List<Shape> inputs) {
        return Shapes.single(this, inputs);
    }

    @Override
    default BoundLayer bind(Binding binding) {
        return new BoundNoise(this, binding);
    }
}
