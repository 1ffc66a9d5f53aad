package gradus.examples;

import gradus.optimizers.ElementwiseOptimizer;
import gradus.schedules.Schedule;
import java.util.List;

/// An optimizer of one's own: `w ← w - learningRate·sign(g)`, steps of one length for every gradient.
///
/// @param learningRate the length of a step
public record SignDescent(Schedule learningRate) implements ElementwiseOptimizer {
    /// Steps of 0.001.
    public SignDescent() {
        this(0.001);
    }

    /// With a rate that does not change.
    ///
    /// @param learningRate the rate, not negative
    public SignDescent(double learningRate) {
        this(Schedule.constant(learningRate));
    }

    @Override
    public List<String> slots() {
        return List.of();
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float rate = step.learningRate();
        for (int i = from; i < to; i++) {
            parameters[i] -= rate * Math.signum(gradients[i]);
        }
    }
}
