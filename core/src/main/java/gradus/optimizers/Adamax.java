package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.positive;

import gradus.schedules.Schedule;
import java.util.List;

/// An [Adam] with the largest recent gradient in place of the root mean square: `m ← beta1·m + (1 - beta1)·g`,
/// `u ← max(beta2·u, |g|)`, `w ← w - learningRate / (1 - beta1ᵗ)·m / (u + epsilon)`.
///
/// [Kingma & Ba 2015](https://arxiv.org/abs/1412.6980), section 7.1
///
/// @param learningRate the learning rate or its schedule
/// @param beta1 the fraction of the mean gradient that each update keeps, in `[0, 1)`
/// @param beta2 the fraction of the largest gradient that each update keeps, in `[0, 1)`
/// @param epsilon the number added to the divisor to keep it from zero
public record Adamax(Schedule learningRate, double beta1, double beta2, double epsilon)
        implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Adamax() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Adamax(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param beta1 the fraction of the mean gradient that each update keeps, in `[0, 1)`
    /// @param beta2 the fraction of the largest gradient that each update keeps, in `[0, 1)`
    /// @param epsilon the number added to the divisor to keep it from zero
    public Adamax(double learningRate, double beta1, double beta2, double epsilon) {
        this(Schedule.constant(learningRate), beta1, beta2, epsilon);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Adamax {
        fraction("Adamax.beta1", beta1);
        fraction("Adamax.beta2", beta2);
        positive("Adamax.epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("momentum", "norm");
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] m = slots[0];
        float[] u = slots[1];
        float fresh = (float) (1 - beta1);
        float old = (float) beta2;
        float small = (float) epsilon;
        float rate = (float) (step.learningRate() / (1 - Power.of(beta1, step.number())));
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            m[i] = Vanishing.toZero(m[i] + (g - m[i]) * fresh);
            u[i] = Vanishing.toZero(Math.max(old * u[i], Math.abs(g)));
            parameters[i] -= rate * m[i] / (u[i] + small);
        }
    }
}
