package gradus.optimizers;

import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An update rule together with what is done around it. Made by the methods of [Optimizer], as in
/// `new Adam().clipNorm(1)`. Keras keeps both in one config, the rule's.
///
/// @param rule never a `Configured`
/// @param options what is done around it. The weight decay of a rule that has one of its own, such as [AdamW], is
///     the rule's
public record Configured(Optimizer rule, UpdateOptions options) implements Optimizer {
    /// Keeps the rule's own weight decay.
    ///
    /// @throws IllegalArgumentException if the options have another
    public Configured {
        require(!(rule instanceof Configured), "Configured.rule must not be configured itself, got %s", rule);
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
