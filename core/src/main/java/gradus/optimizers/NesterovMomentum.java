package gradus.optimizers;

import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.List;

/// Nesterov's momentum in its first form, which takes the gradient where the velocity leads:
/// `v ← momentum·v - learningRate·∇f(w + momentum·v)`, `w ← w + v`.
///
/// [Sgd] with `nesterov` is the same path seen from the point looked ahead to: `w + momentum·v` here is the `w` of
/// Keras there, as long as momentum and rate do not change.
///
/// [Nesterov 1983](https://www.mathnet.ru/eng/dan46009),
/// [Sutskever et al. 2013](https://proceedings.mlr.press/v28/sutskever13.html)
///
/// @param momentum in `[0, 1]`
public record NesterovMomentum(Schedule learningRate, double momentum) implements ElementwiseOptimizer {
    /// Rate 0.01 and momentum 0.9.
    public NesterovMomentum() {
        this(0.01, 0.9);
    }

    /// With a rate that does not change.
    public NesterovMomentum(double learningRate, double momentum) {
        this(Schedule.constant(learningRate), momentum);
    }

    /// Checks the range.
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
