package gradus.optimizers;

import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An update rule with [UpdateOptions]. Created by the methods of [Optimizer], as in `new Adam().clipNorm(1)`.
/// Keras keeps both in one config, that of the rule.
///
/// @param rule the update rule, never a `Configured` and never made of other optimizers
/// @param options the options; for a rule with its own weight decay, such as [AdamW], their weight decay is that of
///     the rule
public record Configured(Optimizer rule, UpdateOptions options) implements Optimizer {
    /// Takes over the rule's own weight decay.
    ///
    /// @throws IllegalArgumentException if the rule is a `Configured`, a [MultiOptimizer] or a [LossScaleOptimizer], or
    ///     the options have another weight decay than the rule
    public Configured {
        require(!(rule instanceof Configured), "Configured.rule must not be configured itself, got %s", rule);
        require(
                !(rule instanceof MultiOptimizer) && !(rule instanceof LossScaleOptimizer),
                "options such as clipping must be given to the optimizers inside, got them for %s",
                rule);
        @Nullable Double own = rule.options().weightDecay();
        if (own != null) {
            require(
                    options.weightDecay() == null || Objects.equals(options.weightDecay(), own),
                    "options.weightDecay must be that of %s, got %s; give it to the rule",
                    rule,
                    options.weightDecay());
            options = options.withWeightDecay(own);
        }
    }

    @Override
    public Optimizer with(UpdateOptions other) {
        return rule.with(other);
    }

    @Override
    public Schedule learningRate() {
        return rule.learningRate();
    }

    @Override
    public Optimizer withLearningRate(Schedule schedule) {
        return new Configured(rule.withLearningRate(schedule), options);
    }

    @Override
    public List<String> slots() {
        return rule.slots();
    }

    @Override
    public void initialize(float[][] slots, float[] parameters) {
        rule.initialize(slots, parameters);
    }

    @Override
    public int sideBySide() {
        return rule.sideBySide();
    }

    @Override
    public List<Double> numbersInFiles(long updates) {
        return rule.numbersInFiles(updates);
    }
}
