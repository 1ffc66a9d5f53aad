package gradus.optimizers;

import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.List;

/// Gradient descent, plain or with momentum: `v ← momentum·v - learningRate·g`, `w ← w + v`. With Nesterov momentum
/// in Keras's form: `w ← w + momentum·v - learningRate·g`. Plain: `w ← w - learningRate·g`.
///
/// [Polyak 1964](https://doi.org/10.1016/0041-5553(64)90137-5),
/// [Sutskever et al. 2013](https://proceedings.mlr.press/v28/sutskever13.html)
///
/// @param learningRate the learning rate or its schedule
/// @param momentum the fraction of the velocity that each update keeps, in `[0, 1]`; 0 for no velocity
/// @param nesterov whether the step is corrected by the new velocity; `NesterovMomentum` is the form that evaluates
///     the gradient at the look-ahead point
public record Sgd(Schedule learningRate, double momentum, boolean nesterov) implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Sgd() {
        this(0.01);
    }

    /// Creates plain gradient descent.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Sgd(double learningRate) {
        this(learningRate, 0, false);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param momentum the fraction of the velocity that each update keeps, in `[0, 1]`; 0 for no velocity
    /// @param nesterov whether the step is corrected by the new velocity; `NesterovMomentum` is the form that
    ///     evaluates the gradient at the look-ahead point
    public Sgd(double learningRate, double momentum, boolean nesterov) {
        this(Schedule.constant(learningRate), momentum, nesterov);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Sgd {
        require(momentum >= 0 && momentum <= 1, "Sgd.momentum must be in [0, 1], got %s", momentum);
    }

    @Override
    public List<String> slots() {
        return momentum == 0 ? List.of() : List.of("momentum");
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float rate = step.learningRate();
        float share = (float) momentum;
        if (share == 0) {
            for (int i = from; i < to; i++) {
                parameters[i] -= rate * gradients[i];
            }
            return;
        }
        float[] velocity = slots[0];
        if (nesterov) {
            for (int i = from; i < to; i++) {
                velocity[i] = Vanishing.toZero(share * velocity[i] - rate * gradients[i]);
                parameters[i] += share * velocity[i] - rate * gradients[i];
            }
        } else {
            for (int i = from; i < to; i++) {
                velocity[i] = Vanishing.toZero(share * velocity[i] - rate * gradients[i]);
                parameters[i] += velocity[i];
            }
        }
    }
}
