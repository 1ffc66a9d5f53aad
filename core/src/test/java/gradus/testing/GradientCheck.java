package gradus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;

/// Compares a gradient with what small steps show.
public final class GradientCheck {
    private GradientCheck() {}

    /// Asserts that each derivative is the slope between a step down and a step up, to a relative error (absolute below
    /// 1).
    ///
    /// @param point where; left as it was
    /// @param step a power of two, so that points keep their digits
    /// @param value the function, of the point
    public static void assertGradient(
            String what,
            float[] point,
            float[] gradient,
            float step,
            double tolerance,
            ToDoubleFunction<float[]> value) {
        for (int i = 0; i < point.length; i++) {
            float middle = point[i];
            float above = middle + step;
            float below = middle - step;
            point[i] = above;
            double up = value.applyAsDouble(point);
            point[i] = below;
            double down = value.applyAsDouble(point);
            point[i] = middle;
            double slope = (up - down) / ((double) above - below);
            assertThat(Math.abs(gradient[i] - slope) / Math.max(1, Math.abs(slope)))
                    .as("%s at %s, number %s: gradient %s, slope %s", what, middle, i, gradient[i], slope)
                    .isLessThan(tolerance);
        }
    }
}
