package gradus.optimizers;

import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.List;

/// An optimizer whose gradients are computed from a scaled loss, so that small ones do not vanish in a narrow number
/// format: `g ← (scale·g) / scale`. A step with a gradient that is infinite or NaN after scaling changes no weight and
/// halves the scale; `dynamicGrowthSteps` steps without one double it.
///
/// Gradus computes gradients in float32, where a scale that is a power of 2 changes no bit. The optimizer is here for
/// Keras's models in mixed precision: their files, and the same steps and scales as in Keras. Options such as clipping
/// belong to the optimizer inside.
///
/// @param innerOptimizer the optimizer
/// @param initialScale the first scale, greater than 0
/// @param dynamicGrowthSteps the number of steps after which the scale is doubled, at least 1
public record LossScaleOptimizer(Optimizer innerOptimizer, double initialScale, int dynamicGrowthSteps)
        implements Optimizer {
    /// The name, in the state, of the number of steps since the scale changed.
    public static final String STEPS = "step_counter";

    /// The name of the scale in the state.
    public static final String SCALE = "dynamic_scale";

    /// Creates the optimizer with Keras's defaults.
    ///
    /// @param innerOptimizer the optimizer
    public LossScaleOptimizer(Optimizer innerOptimizer) {
        this(innerOptimizer, 32768, 2000);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if a number is out of range, or the optimizer scales the loss itself
    public LossScaleOptimizer {
        require(
                !(innerOptimizer instanceof LossScaleOptimizer),
                "LossScaleOptimizer.innerOptimizer must not scale the loss itself, got %s",
                innerOptimizer);
        positive("LossScaleOptimizer.initialScale", initialScale);
        require(
                dynamicGrowthSteps >= 1,
                "LossScaleOptimizer.dynamicGrowthSteps must be at least 1, got %s",
                dynamicGrowthSteps);
    }

    @Override
    public Schedule learningRate() {
        return innerOptimizer.learningRate();
    }

    @Override
    public Optimizer withLearningRate(Schedule schedule) {
        return new LossScaleOptimizer(innerOptimizer.withLearningRate(schedule), initialScale, dynamicGrowthSteps);
    }

    @Override
    public List<String> slots() {
        return innerOptimizer.slots();
    }
}
