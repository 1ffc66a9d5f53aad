package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;

/// Divides each gradient by the root of its recent mean square: `s ← rho·s + (1 - rho)·g²`,
/// `w ← w - learningRate·g / √(s + epsilon)`. If centered, the mean square becomes a variance:
/// `a ← rho·a + (1 - rho)·g`, and `s - a²` replaces `s`. With momentum, `b ← momentum·b + learningRate·g / √…`,
/// `w ← w - b`.
///
/// [Tieleman & Hinton 2012](https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf), centered:
/// [Graves 2013](https://arxiv.org/abs/1308.0850)
///
/// @param learningRate the learning rate or its schedule
/// @param rho the fraction of the mean square that each update keeps, in `[0, 1)`
/// @param momentum the fraction of the velocity that each update keeps, in `[0, 1]`; 0 for no velocity
/// @param epsilon the number added under the root to keep the divisor from zero
/// @param centered whether the square of the mean gradient is subtracted from the mean square
public record RmsProp(Schedule learningRate, double rho, double momentum, double epsilon, boolean centered)
        implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public RmsProp() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public RmsProp(double learningRate) {
        this(learningRate, 0.9, 0, 1e-7, false);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param rho the fraction of the mean square that each update keeps, in `[0, 1)`
    /// @param momentum the fraction of the velocity that each update keeps, in `[0, 1]`; 0 for no velocity
    /// @param epsilon the number added under the root to keep the divisor from zero
    /// @param centered whether the square of the mean gradient is subtracted from the mean square
    public RmsProp(double learningRate, double rho, double momentum, double epsilon, boolean centered) {
        this(Schedule.constant(learningRate), rho, momentum, epsilon, centered);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public RmsProp {
        fraction("RmsProp.rho", rho);
        require(momentum >= 0 && momentum <= 1, "RmsProp.momentum must be in [0, 1], got %s", momentum);
        positive("RmsProp.epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        List<String> slots = new ArrayList<>(List.of("velocity"));
        if (momentum > 0) {
            slots.add("momentum");
        }
        if (centered) {
            slots.add("average_gradient");
        }
        return List.copyOf(slots);
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        float[] squares = slots[0];
        float[] velocity = slots[slots.length > 1 ? 1 : 0];
        float[] means = slots[slots.length - 1];
        boolean moves = momentum > 0;
        boolean centers = centered;
        float rate = step.learningRate();
        float old = (float) rho;
        float fresh = (float) (1 - rho);
        float share = (float) momentum;
        float small = (float) epsilon;
        // The conditions do not change in the loop, so the compiler makes a loop without them for each case.
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            squares[i] = Vanishing.toZero(old * squares[i] + fresh * (g * g));
            float variance = squares[i];
            if (centers) {
                means[i] = Vanishing.toZero(old * means[i] + fresh * g);
                // Rounding can make the variance of steady gradients negative, and its root NaN.
                variance = Math.max(0, variance - means[i] * means[i]);
            }
            float change = rate * g / (float) Math.sqrt(variance + small);
            if (moves) {
                velocity[i] = Vanishing.toZero(share * velocity[i] + change);
                change = velocity[i];
            }
            parameters[i] -= change;
        }
    }
}
