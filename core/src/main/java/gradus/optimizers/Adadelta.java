package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.positive;

import gradus.schedules.Schedule;
import java.util.List;

/// Takes steps in the units of the parameter: the size of recent steps divided by the size of recent gradients.
/// `a ← rho·a + (1 - rho)·g²`, `d = -√(u + epsilon) / √(a + epsilon)·g`, `u ← rho·u + (1 - rho)·d²`,
/// `w ← w + learningRate·d`. The paper has no learning rate: 1 gives its form; Keras's default is far smaller.
///
/// [Zeiler 2012](https://arxiv.org/abs/1212.5701)
///
/// @param learningRate the learning rate or its schedule
/// @param rho the fraction of the running averages that each update keeps, in `[0, 1)`
/// @param epsilon the number added under both roots; it makes the first steps possible
public record Adadelta(Schedule learningRate, double rho, double epsilon) implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Adadelta() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Adadelta(double learningRate) {
        this(learningRate, 0.95, 1e-7);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param rho the fraction of the running averages that each update keeps, in `[0, 1)`
    /// @param epsilon the number added under both roots
    public Adadelta(double learningRate, double rho, double epsilon) {
        this(Schedule.constant(learningRate), rho, epsilon);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Adadelta {
        fraction("Adadelta.rho", rho);
        positive("Adadelta.epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("accumulated_grad", "accumulated_delta_var");
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] squares = slots[0];
        float[] steps = slots[1];
        float rate = step.learningRate();
        float old = (float) rho;
        float fresh = (float) (1 - rho);
        float small = (float) epsilon;
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            squares[i] = Vanishing.toZero(old * squares[i] + fresh * (g * g));
            float change = -(float) Math.sqrt(steps[i] + small) * g / (float) Math.sqrt(squares[i] + small);
            steps[i] = Vanishing.toZero(old * steps[i] + fresh * (change * change));
            parameters[i] += rate * change;
        }
    }
}
