package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.positive;

import gradus.schedules.Schedule;
import java.util.List;

/// An [Adam] with Nesterov momentum. The weight of the momentum grows with the steps, `μₜ = beta1·(1 - ½·0.96ᵗ)`,
/// and `Pₜ = μ₁·…·μₜ` is the remaining weight of the start. `m ← beta1·m + (1 - beta1)·g`,
/// `v ← beta2·v + (1 - beta2)·g²`, `w ← w - learningRate·(μₜ₊₁·m / (1 - Pₜ₊₁) + (1 - μₜ)·g / (1 - Pₜ)) / (√(v / (1
/// - beta2ᵗ)) + epsilon)`.
///
/// [Dozat 2016](https://openreview.net/pdf?id=OM0jvwB8jIp57ZJjtNEZ)
///
/// @param learningRate the learning rate or its schedule
/// @param beta1 the fraction of the mean gradient that each update keeps, in `[0, 1)`
/// @param beta2 the fraction of the mean square that each update keeps, in `[0, 1)`
/// @param epsilon the number added to the divisor to keep it from zero
public record Nadam(Schedule learningRate, double beta1, double beta2, double epsilon) implements ElementwiseOptimizer {
    /// `(1 - ½·0.96¹)·…·(1 - ½·0.96ᵗ)` at index `t`. Further factors equal 1 in double precision, so this table
    /// turns `Pₜ` into a formula of `t` instead of a number to carry from step to step.
    private static final double[] WARM_UP = new double[900];

    static {
        WARM_UP[0] = 1;
        for (int t = 1; t < WARM_UP.length; t++) {
            WARM_UP[t] = WARM_UP[t - 1] * warmUp(t);
        }
    }

    /// Creates the optimizer with Keras's defaults.
    public Nadam() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Nadam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param beta1 the fraction of the mean gradient that each update keeps, in `[0, 1)`
    /// @param beta2 the fraction of the mean square that each update keeps, in `[0, 1)`
    /// @param epsilon the number added to the divisor to keep it from zero
    public Nadam(double learningRate, double beta1, double beta2, double epsilon) {
        this(Schedule.constant(learningRate), beta1, beta2, epsilon);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Nadam {
        fraction("Nadam.beta1", beta1);
        fraction("Nadam.beta2", beta2);
        positive("Nadam.epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("momentum", "velocity");
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    /// [#momentumProduct], which Keras computes step by step and stores as its last variable, `u_product`.
    @Override
    public List<Double> numbersInFiles(long updates) {
        return List.of(momentumProduct(updates));
    }

    /// Returns `Pₜ`, the product of the weights of the momentum in the first `t` updates; 1 at `t = 0`.
    double momentumProduct(long t) {
        return Power.of(beta1, t) * WARM_UP[(int) Math.min(t, WARM_UP.length - 1)];
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] m = slots[0];
        float[] v = slots[1];
        float fresh1 = (float) (1 - beta1);
        float fresh2 = (float) (1 - beta2);
        float small = (float) epsilon;
        long t = step.number();
        double rate = step.learningRate();
        float momentumRate = (float) (rate * beta1 * warmUp(t + 1) / (1 - momentumProduct(t + 1)));
        float gradientRate = (float) (rate * (1 - beta1 * warmUp(t)) / (1 - momentumProduct(t)));
        float correction = (float) (1 / (1 - Power.of(beta2, t)));
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            m[i] = Vanishing.toZero(m[i] + (g - m[i]) * fresh1);
            v[i] = Vanishing.toZero(v[i] + (g * g - v[i]) * fresh2);
            parameters[i] -= (momentumRate * m[i] + gradientRate * g) / ((float) Math.sqrt(v[i] * correction) + small);
        }
    }

    private static double warmUp(long t) {
        return 1 - 0.5 * Power.of(0.96, t);
    }
}
