package gradus.optimizers;

import gradus.internal.Records;
import gradus.schedules.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An update rule. It holds hyperparameters only; the state it works on is owned by the one who trains.
///
/// What is done around all rules alike is asked for by methods, in any order:
/// `new Adam(1e-3).clipNorm(1).weightDecay(0.01)`.
///
/// To write one, see `docs/adding-an-optimizer.md`.
public interface Optimizer {
    /// The learning rate, step by step.
    Schedule learningRate();

    /// This rule with another learning rate.
    ///
    /// @throws IllegalStateException if the rule is no record with a component `learningRate`
    default Optimizer withLearningRate(Schedule schedule) {
        if (!(this instanceof Record rule)) {
            throw new IllegalStateException(this + " must override withLearningRate, because it is no record");
        }
        return (Optimizer) Records.with(rule, "learningRate", schedule);
    }

    /// Names of the state arrays, each as long as the parameters and zero at first unless [#initialValue(int)] says
    /// otherwise. In Keras's order. Empty for plain gradient descent.
    List<String> slots();

    /// What a slot holds before the first update.
    default float initialValue(int slot) {
        return 0;
    }

    /// Updates `parameters[from, to)` and the same range of every slot, in place. Allocates nothing; disjoint
    /// ranges may be updated at the same time.
    ///
    /// @param gradients of the loss, in the layout of the parameters
    /// @param slots in the order of [#slots()]
    void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step);

    /// Moves `parameters[from, to)` to where the gradient is to be taken, before the forward pass of a training step.
    /// Most rules take it where they stand and do nothing. Whoever trains keeps where they stood and puts them back
    /// before [#update], so that no rounding stays behind.
    default void lookAhead(float[] parameters, float[][] slots, int from, int to, Step step) {}

    /// Whether [#lookAhead] does anything.
    default boolean looksAhead() {
        return false;
    }

    /// What is done around the rule: clipping, weight decay, accumulation, averaging. Nothing by default.
    default UpdateOptions options() {
        return UpdateOptions.NONE;
    }

    /// The rule alone, without what is done around it.
    default Optimizer rule() {
        return this;
    }

    /// This rule with other things done around it.
    default Optimizer with(UpdateOptions options) {
        return new Configured(this, options);
    }

    /// This with the gradient `g` of each parameter array scaled by `norm / max(‖g‖, norm)`: none is longer than
    /// `norm`.
    default Optimizer clipNorm(double norm) {
        return with(options().withClipnorm(norm));
    }

    /// This with every gradient cut to `[-value, value]`.
    default Optimizer clipValue(double value) {
        return with(options().withClipvalue(value));
    }

    /// This with all gradients scaled together, so that their common norm is at most `norm`. One gradient that is
    /// NaN or infinite makes all of them NaN.
    ///
    /// [Pascanu, Mikolov & Bengio 2013](https://proceedings.mlr.press/v28/pascanu13.html)
    default Optimizer globalClipNorm(double norm) {
        return with(options().withGlobalClipnorm(norm));
    }

    /// This with weights that shrink before each update: `w ← w - w·decay·learningRate`, biases too.
    ///
    /// [Loshchilov & Hutter 2019](https://arxiv.org/abs/1711.05101)
    default Optimizer weightDecay(double decay) {
        return with(options().withWeightDecay(decay));
    }

    /// This with one update for every `steps` batches, from the mean of their gradients: a large batch in little
    /// memory.
    ///
    /// @param steps at least 2
    default Optimizer gradientAccumulation(int steps) {
        return with(options().withGradientAccumulation(steps));
    }

    /// This with an average of the weights, `a ← momentum·a + (1 - momentum)·w`, which the weights become at the end of
    /// training.
    ///
    /// [Polyak & Juditsky 1992](https://doi.org/10.1137/0330046)
    ///
    /// @param momentum the share of the old average, in `[0, 1)`
    /// @param overwriteEvery after how many updates the weights become their average; null for at the end only
    default Optimizer movingAverage(double momentum, @Nullable Integer overwriteEvery) {
        return with(options().withMovingAverage(momentum, overwriteEvery));
    }

    /// What changes from one update to the next. One object serves all updates of a run.
    final class Step {
        private long number;
        private float learningRate;

        /// A step to be set by [#begin(long, double)].
        public Step() {}

        /// The number of this update, from 1.
        public long number() {
            return number;
        }

        /// The learning rate of this update.
        public float learningRate() {
            return learningRate;
        }

        /// Sets what the next update is. Called by the one who trains.
        public void begin(long number, double learningRate) {
            this.number = number;
            this.learningRate = (float) learningRate;
        }
    }
}
