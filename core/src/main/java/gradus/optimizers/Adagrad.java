package gradus.optimizers;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

import gradus.schedules.Schedule;
import java.util.Arrays;
import java.util.List;

/// Gives each parameter its own learning rate, which falls with all the gradients so far: `a ← a + g²`,
/// `w ← w - learningRate·g / √(a + epsilon)`.
///
/// [Duchi, Hazan & Singer 2011](https://www.jmlr.org/papers/v12/duchi11a.html)
///
/// @param learningRate the learning rate or its schedule
/// @param initialAccumulatorValue the initial value of `a`, at least 0
/// @param epsilon the number added under the root to keep the divisor from zero
public record Adagrad(Schedule learningRate, double initialAccumulatorValue, double epsilon)
        implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Adagrad() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Adagrad(double learningRate) {
        this(learningRate, 0.1, 1e-7);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param initialAccumulatorValue the initial value of `a`, at least 0
    /// @param epsilon the number added under the root to keep the divisor from zero
    public Adagrad(double learningRate, double initialAccumulatorValue, double epsilon) {
        this(Schedule.constant(learningRate), initialAccumulatorValue, epsilon);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
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
