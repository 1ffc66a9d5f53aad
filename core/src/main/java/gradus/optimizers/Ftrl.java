package gradus.optimizers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.Arrays;
import java.util.List;

/// Follow the regularized leader: recomputes every weight from the sum of all its gradients, so that the L1 penalty
/// makes it exactly 0. With `p = -learningRatePower` and `s = l2ShrinkageRegularizationStrength`: `n' = n + g²`,
/// `z ← z + g + 2·s·w - (n'ᵖ - nᵖ) / learningRate·w`, `n ← n'`, and
/// `w ← (clip(z, -l1, l1) - z) / ((nᵖ + beta) / learningRate + 2·l2)`.
///
/// [McMahan et al. 2013](https://research.google/pubs/pub41159/)
///
/// @param learningRate the learning rate or its schedule
/// @param learningRatePower how fast the rate falls with the gradients so far, at most 0; 0 for a constant rate
/// @param initialAccumulatorValue the initial value of `n`, at least 0
/// @param l1RegularizationStrength the L1 penalty, at least 0
/// @param l2RegularizationStrength the L2 penalty, at least 0; it keeps weights near 0, whatever the gradients
/// @param l2ShrinkageRegularizationStrength an L2 penalty that acts as part of the gradient, at least 0
/// @param beta the paper's β, at least 0; it slows the first steps
public record Ftrl(
        Schedule learningRate,
        double learningRatePower,
        double initialAccumulatorValue,
        double l1RegularizationStrength,
        double l2RegularizationStrength,
        double l2ShrinkageRegularizationStrength,
        double beta)
        implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Ftrl() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Ftrl(double learningRate) {
        this(Schedule.constant(learningRate), -0.5, 0.1, 0, 0, 0, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Ftrl {
        finite("Ftrl.learningRatePower", learningRatePower);
        require(learningRatePower <= 0, "Ftrl.learningRatePower must be at most 0, got %s", learningRatePower);
        notNegative("Ftrl.initialAccumulatorValue", initialAccumulatorValue);
        notNegative("Ftrl.l1RegularizationStrength", l1RegularizationStrength);
        notNegative("Ftrl.l2RegularizationStrength", l2RegularizationStrength);
        notNegative("Ftrl.l2ShrinkageRegularizationStrength", l2ShrinkageRegularizationStrength);
        notNegative("Ftrl.beta", beta);
    }

    @Override
    public List<String> slots() {
        return List.of("accumulator", "linear");
    }

    @Override
    public void initialize(float[][] slots, float[] parameters) {
        Arrays.fill(slots[0], (float) initialAccumulatorValue);
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    /// In double precision, because the difference of two powers is divided by a small rate.
    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] n = slots[0];
        float[] z = slots[1];
        double rate = step.learningRate();
        double l1 = l1RegularizationStrength;
        double l2 = 2 * l2RegularizationStrength;
        double shrinkage = 2 * l2ShrinkageRegularizationStrength;
        double power = -learningRatePower;
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            float w = parameters[i];
            float seen = n[i] + g * g;
            double strength = Power.of(seen, power);
            double sum = z[i] + g + shrinkage * w - (strength - Power.of(n[i], power)) / rate * w;
            n[i] = seen;
            z[i] = (float) sum;
            double clipped = Math.max(-l1, Math.min(l1, sum));
            parameters[i] = (float) ((clipped - sum) / ((strength + beta) / rate + l2));
        }
    }
}
