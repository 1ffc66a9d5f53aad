package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.List;

/// An [Adam] that averages the points it visits instead of lowering its learning rate. A point `z` moves as in
/// RMSprop, `x` is the mean of all `z`, and gradients are evaluated at weights `w` between the two:
/// `v ← beta2·v + (1 - beta2)·g²`, `z ← z - learningRate·g / (√(v / (1 - beta2ᵗ)) + epsilon)`,
/// `x ← (1 - 1/t)·x + 1/t·z`, `w ← (1 - beta1)·z + beta1·x`. Only `z` and `v` are kept: `x` follows from `w` and
/// `z`.
///
/// As in Keras, the weights are `w`, not `x`, when training ends. Keras's `swap_to_eval` turns them into
/// `x = (w - (1 - beta1)·z) / beta1`.
///
/// [Defazio et al. 2024](https://arxiv.org/abs/2405.15682)
///
/// @param learningRate the learning rate or its schedule
/// @param beta1 the weight of the mean in the weights, in `(0, 1]`
/// @param beta2 the fraction of the mean square that each update keeps, in `[0, 1)`
/// @param epsilon the number added to the divisor to keep it from zero
/// @param warmupSteps the number of updates over which the rate rises from 0; 0 for none
public record ScheduleFreeAdamW(Schedule learningRate, double beta1, double beta2, double epsilon, int warmupSteps)
        implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public ScheduleFreeAdamW() {
        this(0.0025);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public ScheduleFreeAdamW(double learningRate) {
        this(Schedule.constant(learningRate), 0.9, 0.999, 1e-8, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public ScheduleFreeAdamW {
        require(beta1 > 0 && beta1 <= 1, "ScheduleFreeAdamW.beta1 must be in (0, 1], got %s", beta1);
        fraction("ScheduleFreeAdamW.beta2", beta2);
        positive("ScheduleFreeAdamW.epsilon", epsilon);
        require(warmupSteps >= 0, "ScheduleFreeAdamW.warmupSteps must be at least 0, got %s", warmupSteps);
    }

    /// {@return `z` and `v`, by Keras's names}
    @Override
    public List<String> slots() {
        return List.of("momentum", "velocity");
    }

    @Override
    public void initialize(float[][] slots, float[] parameters) {
        System.arraycopy(parameters, 0, slots[0], 0, slots[0].length);
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] z = slots[0];
        float[] v = slots[1];
        long t = step.number();
        float rate = (float) (step.learningRate() * (t < warmupSteps ? t / (double) warmupSteps : 1));
        float fresh2 = (float) (1 - beta2);
        float correction = (float) (1 / (1 - Power.of(beta2, t)));
        float small = (float) epsilon;
        // x is substituted into the formula of w, so that nothing is divided by beta1.
        float stay = (float) (1 - 1.0 / t);
        float lean = (float) (1 - beta1);
        float move = (float) (1 - beta1 + beta1 / t);
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            v[i] = Vanishing.toZero(v[i] + (g * g - v[i]) * fresh2);
            float before = z[i];
            z[i] = before - rate * g / ((float) Math.sqrt(v[i] * correction) + small);
            parameters[i] = stay * (parameters[i] - lean * before) + move * z[i];
        }
    }
}
