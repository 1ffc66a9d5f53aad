package gradus.optimizers;

import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.List;

/// Nesterov's momentum in its original form, which evaluates the gradient at the point that the velocity leads to:
/// `v ← momentum·v - learningRate·∇f(w + momentum·v)`, `w ← w + v`.
///
/// [Sgd] with `nesterov` follows the same path, seen from the look-ahead point: `w + momentum·v` here is Keras's
/// `w` there, as long as momentum and rate do not change.
///
/// [Nesterov 1983](https://www.mathnet.ru/eng/dan46009),
/// [Sutskever et al. 2013](https://proceedings.mlr.press/v28/sutskever13.html)
///
/// @param learningRate the learning rate or its schedule
/// @param momentum the fraction of the velocity that each update keeps, in `[0, 1]`
public record NesterovMomentum(Schedule learningRate, double momentum) implements ElementwiseOptimizer {
    /// Creates the optimizer with a learning rate of 0.01 and a momentum of 0.9.
    public NesterovMomentum() {
        this(0.01, 0.9);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param momentum the fraction of the velocity that each update keeps, in `[0, 1]`
    public NesterovMomentum(double learningRate, double momentum) {
        this(Schedule.constant(learningRate), momentum);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public NesterovMomentum {
        require(momentum >= 0 && momentum <= 1, "NesterovMomentum.momentum must be in [0, 1], got %s", momentum);
    }

    @Override
    public List<String> slots() {
        return List.of("momentum");
    }

    @Override
    public boolean looksAhead() {
        return true;
    }

    @Override
    public void lookAhead(float[] parameters, float[][] slots, int from, int to, Step step) {
        float[] velocity = slots[0];
        float share = (float) momentum;
        for (int i = from; i < to; i++) {
            parameters[i] += share * velocity[i];
        }
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] velocity = slots[0];
        float rate = step.learningRate();
        float share = (float) momentum;
        for (int i = from; i < to; i++) {
            velocity[i] = Vanishing.toZero(share * velocity[i] - rate * gradients[i]);
            parameters[i] += velocity[i];
        }
    }
}
