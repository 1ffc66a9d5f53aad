package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.List;

/// Moves every parameter by the same amount, in the direction of the sign of a momentum:
/// `w ← w - learningRate·sign(beta1·m + (1 - beta1)·g)`, then `m ← beta2·m + (1 - beta2)·g`. It needs a learning
/// rate about ten times smaller than Adam's.
///
/// [Chen et al. 2023](https://arxiv.org/abs/2302.06675)
///
/// @param learningRate the learning rate or its schedule
/// @param beta1 the weight of the momentum in the step, in `(0, 1]`
/// @param beta2 the fraction of the momentum that each update keeps, in `[0, 1)`
public record Lion(Schedule learningRate, double beta1, double beta2) implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Lion() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Lion(double learningRate) {
        this(learningRate, 0.9, 0.99);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param beta1 the weight of the momentum in the step, in `(0, 1]`
    /// @param beta2 the fraction of the momentum that each update keeps, in `[0, 1)`
    public Lion(double learningRate, double beta1, double beta2) {
        this(Schedule.constant(learningRate), beta1, beta2);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Lion {
        require(beta1 > 0 && beta1 <= 1, "Lion.beta1 must be in (0, 1], got %s", beta1);
        fraction("Lion.beta2", beta2);
    }

    @Override
    public List<String> slots() {
        return List.of("momentum");
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] m = slots[0];
        float rate = step.learningRate();
        float old1 = (float) beta1;
        float fresh1 = (float) (1 - beta1);
        float old2 = (float) beta2;
        float fresh2 = (float) (1 - beta2);
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            parameters[i] -= rate * Math.signum(old1 * m[i] + fresh1 * g);
            m[i] = Vanishing.toZero(old2 * m[i] + fresh2 * g);
        }
    }
}
