package gradus.layers.operations;

import static gradus.internal.Require.require;

import gradus.math.Functions;

/// Keeps numbers in a range: `y = min(max(x, xMin), xMax)`. No gradient passes outside of it.
///
/// [Keras: ops.clip](https://keras.io/api/ops/numpy/#clip-function)
///
/// @param xMin the least result
/// @param xMax the largest result, at least `xMin`
public record Clip(double xMin, double xMax) implements UnaryOperation {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `xMin` is greater than `xMax`
    public Clip {
        require(xMin <= xMax, "Clip.xMin must be at most xMax, got %s and %s", xMin, xMax);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float least = (float) xMin;
        float most = (float) xMax;
        for (int i = from; i < to; i++) {
            y[i] = Math.min(Math.max(x[i], least), most);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = x[i] >= xMin && x[i] <= xMax ? gradientY[i] : 0;
        }
    }
}
