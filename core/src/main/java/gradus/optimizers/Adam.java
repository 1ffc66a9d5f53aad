package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.positive;

import gradus.schedules.Schedule;
import java.util.List;

/// Adaptive moments: momentum divided by the root of the mean square, both corrected for their bias towards zero.
/// `m ← beta1·m + (1 - beta1)·g`, `v ← beta2·v + (1 - beta2)·g²`,
/// `w ← w - learningRate·√(1 - beta2ᵗ) / (1 - beta1ᵗ)·m / (√v + epsilon)`. AMSGrad uses the largest `v` so far.
///
/// [Kingma & Ba 2015](https://arxiv.org/abs/1412.6980), epsilon as in its section 2; AMSGrad:
/// [Reddi, Kale & Kumar 2018](https://arxiv.org/abs/1904.09237)
///
/// @param learningRate the learning rate or its schedule
/// @param beta1 the fraction of the mean gradient that each update keeps, in `[0, 1)`
/// @param beta2 the fraction of the mean square that each update keeps, in `[0, 1)`
/// @param epsilon the number added to the divisor to keep it from zero
/// @param amsgrad whether the divisor never falls, as in AMSGrad
public record Adam(Schedule learningRate, double beta1, double beta2, double epsilon, boolean amsgrad)
        implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Adam() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7, false);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param beta1 the fraction of the mean gradient that each update keeps, in `[0, 1)`
    /// @param beta2 the fraction of the mean square that each update keeps, in `[0, 1)`
    /// @param epsilon the number added to the divisor to keep it from zero
    /// @param amsgrad whether the divisor never falls, as in AMSGrad
    public Adam(double learningRate, double beta1, double beta2, double epsilon, boolean amsgrad) {
        this(Schedule.constant(learningRate), beta1, beta2, epsilon, amsgrad);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Adam {
        fraction("Adam.beta1", beta1);
        fraction("Adam.beta2", beta2);
        positive("Adam.epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return slots(amsgrad);
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        update(parameters, gradients, slots, from, to, step, beta1, beta2, epsilon, amsgrad);
    }

    static List<String> slots(boolean amsgrad) {
        return amsgrad ? List.of("momentum", "velocity", "velocity_hat") : List.of("momentum", "velocity");
    }

    /// Returns the learning rate, corrected for means that start at zero.
    static double rate(Step step, double beta1, double beta2) {
        long t = step.number();
        return step.learningRate() * (Math.sqrt(1 - Power.of(beta2, t)) / (1 - Power.of(beta1, t)));
    }

    static void update(
            float[] parameters,
            float[] gradients,
            float[][] slots,
            int from,
            int to,
            Step step,
            double beta1,
            double beta2,
            double epsilon,
            boolean amsgrad) {
        float[] m = slots[0];
        float[] v = slots[1];
        float fresh1 = (float) (1 - beta1);
        float fresh2 = (float) (1 - beta2);
        float small = (float) epsilon;
        float rate = (float) rate(step, beta1, beta2);
        if (amsgrad) {
            updateWithLargest(parameters, gradients, m, v, slots[2], from, to, fresh1, fresh2, rate, small);
        } else {
            update(parameters, gradients, m, v, from, to, fresh1, fresh2, rate, small);
        }
    }

    private static void update(
            float[] parameters,
            float[] gradients,
            float[] m,
            float[] v,
            int from,
            int to,
            float fresh1,
            float fresh2,
            float rate,
            float small) {
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            m[i] = Vanishing.toZero(m[i] + (g - m[i]) * fresh1);
            v[i] = Vanishing.toZero(v[i] + (g * g - v[i]) * fresh2);
            parameters[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + small);
        }
    }

    private static void updateWithLargest(
            float[] parameters,
            float[] gradients,
            float[] m,
            float[] v,
            float[] largest,
            int from,
            int to,
            float fresh1,
            float fresh2,
            float rate,
            float small) {
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            m[i] = Vanishing.toZero(m[i] + (g - m[i]) * fresh1);
            v[i] = Vanishing.toZero(v[i] + (g * g - v[i]) * fresh2);
            largest[i] = Math.max(largest[i], v[i]);
            parameters[i] -= rate * m[i] / ((float) Math.sqrt(largest[i]) + small);
        }
    }
}
