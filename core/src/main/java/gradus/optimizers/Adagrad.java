package gradus.optimizers;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

import gradus.schedules.Schedule;
import java.util.Arrays;
import java.util.List;

/// Each parameter's own rate, which falls with all the gradients it has seen: `a ← a + g²`,
/// `w ← w - learningRate·g / √(a + epsilon)`.
///
/// [Duchi, Hazan & Singer 2011](https://www.jmlr.org/papers/v12/duchi11a.html)
///
/// @param initialAccumulatorValue what `a` starts from, at least 0
/// @param epsilon keeps the divisor from zero
public record Adagrad(Schedule learningRate, double initialAccumulatorValue, double epsilon)
        implements ElementwiseOptimizer {
    /// Keras's defaults.
    public Adagrad() {
        this(0.001);
    }

    /// Keras's defaults with another rate.
    public Adagrad(double learningRate) {
        this(learningRate, 0.1, 1e-7);
    }

    /// With a rate that does not change.
    public Adagrad(double learningRate, double initialAccumulatorValue, double epsilon) {
        this(Schedule.constant(learningRate), initialAccumulatorValue, epsilon);
    }

    /// Checks the ranges.
    public Adagrad {
        notNegative("Adagrad.initialAccumulatorValue", initialAccumulatorValue);
        positive("Adagrad.epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("accumulator");
    }

    @Override
    public void initialize(float[][] slots, float[] parameters) {
        Arrays.fill(slots[0], (float) initialAccumulatorValue);
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] accumulator = slots[0];
        float rate = step.learningRate();
        float small = (float) epsilon;
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            accumulator[i] += g * g;
            parameters[i] -= rate * g / (float) Math.sqrt(accumulator[i] + small);
        }
    }
}
