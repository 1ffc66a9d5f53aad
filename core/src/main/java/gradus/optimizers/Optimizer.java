package gradus.optimizers;

import gradus.internal.Records;
import gradus.schedules.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An update rule. It holds hyperparameters only; the trainer owns the state that it works on. There are two kinds:
/// an [ElementwiseOptimizer], such as [Adam], updates each number by itself; a [ParameterwiseOptimizer], such as
/// [Lamb], needs norms, means or products of a whole parameter. Two more are made of optimizers: [MultiOptimizer] and
/// [LossScaleOptimizer].
///
/// Options that work with every rule, such as gradient clipping, are added by methods, in any order:
/// `new Adam(1e-3).clipNorm(1).weightDecay(0.01)`.
///
/// To write your own, see `docs/adding-an-optimizer.md`.
public sealed interface Optimizer
        permits ElementwiseOptimizer, ParameterwiseOptimizer, Configured, MultiOptimizer, LossScaleOptimizer {
    /// The learning rate or its schedule.
    ///
    /// @return the schedule
    Schedule learningRate();

    /// Returns this rule with another learning rate.
    ///
    /// @param schedule the learning rate
    /// @return the rule
    /// @throws IllegalStateException if the rule is not a record with a component `learningRate`
    default Optimizer withLearningRate(Schedule schedule) {
        if (!(this instanceof Record rule)) {
            throw new IllegalStateException(this + " must override withLearningRate, because it is not a record");
        }
        return (Optimizer) Records.with(rule, "learningRate", schedule);
    }

    /// {@return the names of the state arrays, in Keras's order; empty for plain gradient descent}
    List<String> slots();

    /// Sets the state arrays to their values before the first update: zeros, unless overridden.
    ///
    /// @param slots the state arrays, in the order of [#slots()]; they hold zeros, or what this method set before
    /// @param parameters the trainable parameters before the first update
    default void initialize(float[][] slots, float[] parameters) {}

    /// Returns how many slots, counted from the first, Keras's files store parameter by parameter: all of them for
    /// one parameter, then all for the next. The others follow slot by slot. 1 unless overridden.
    ///
    /// @return the number of slots
    default int sideBySide() {
        return 1;
    }

    /// Returns numbers that follow from the count of updates and that Keras's files store beside the slots. None
    /// unless overridden.
    ///
    /// @param updates the number of updates so far
    /// @return the numbers
    default List<Double> numbersInFiles(long updates) {
        return List.of();
    }

    /// The options of this rule: clipping, weight decay, accumulation, averaging.
    ///
    /// @return the options; none by default
    default UpdateOptions options() {
        return UpdateOptions.NONE;
    }

    /// The rule alone, without options.
    ///
    /// @return the rule
    default Optimizer rule() {
        return this;
    }

    /// Returns this rule with other options.
    ///
    /// @param options the options
    /// @return the configured rule
    default Optimizer with(UpdateOptions options) {
        return new Configured(this, options);
    }

    /// Limits the norm of the gradient `g` of each parameter array, by scaling it with `norm / max(‖g‖, norm)`.
    ///
    /// @param norm the largest norm, greater than 0
    /// @return the configured rule
    /// @throws IllegalArgumentException if `norm` is out of range, or another kind of clipping is set
    default Optimizer clipNorm(double norm) {
        return with(options().withClipnorm(norm));
    }

    /// Clips every gradient value to `[-value, value]`.
    ///
    /// @param value the largest absolute value, greater than 0
    /// @return the configured rule
    /// @throws IllegalArgumentException if `value` is out of range, or another kind of clipping is set
    default Optimizer clipValue(double value) {
        return with(options().withClipvalue(value));
    }

    /// Limits the norm of all gradients together, by scaling all of them. A single gradient that is NaN or infinite
    /// makes all of them NaN.
    ///
    /// [Pascanu, Mikolov & Bengio 2013](https://proceedings.mlr.press/v28/pascanu13.html)
    ///
    /// @param norm the largest norm, greater than 0
    /// @return the configured rule
    /// @throws IllegalArgumentException if `norm` is out of range, or another kind of clipping is set
    default Optimizer globalClipNorm(double norm) {
        return with(options().withGlobalClipnorm(norm));
    }

    /// Makes weights decay before each update: `w ← w - w·decay·learningRate`, including biases.
    ///
    /// [Loshchilov & Hutter 2019](https://arxiv.org/abs/1711.05101)
    ///
    /// @param decay the weight decay, at least 0
    /// @return the configured rule
    /// @throws IllegalArgumentException if `decay` is out of range
    default Optimizer weightDecay(double decay) {
        return with(options().withWeightDecay(decay));
    }

    /// Makes one update for every `steps` batches, from the mean of their gradients: the effect of a large batch
    /// with little memory.
    ///
    /// @param steps the number of batches per update, at least 2
    /// @return the configured rule
    /// @throws IllegalArgumentException if `steps` is less than 2
    default Optimizer gradientAccumulation(int steps) {
        return with(options().withGradientAccumulation(steps));
    }

    /// Keeps an average of the weights, `a ← momentum·a + (1 - momentum)·w`, which replaces the weights at the end
    /// of training.
    ///
    /// [Polyak & Juditsky 1992](https://doi.org/10.1137/0330046)
    ///
    /// @param momentum the fraction of the average that each update keeps, in `[0, 1)`
    /// @param overwriteEvery the number of updates after which the average also replaces the weights; null for only
    ///     at the end
    /// @return the configured rule
    /// @throws IllegalArgumentException if an argument is out of range
    default Optimizer movingAverage(double momentum, @Nullable Integer overwriteEvery) {
        return with(options().withMovingAverage(momentum, overwriteEvery));
    }

    /// The current update. One object serves all updates of a run.
    final class Step {
        private long number;
        private float learningRate;

        /// Creates a step that [#begin(long, double)] sets.
        public Step() {}

        /// {@return the number of this update, from 1}
        public long number() {
            return number;
        }

        /// {@return the learning rate of this update}
        public float learningRate() {
            return learningRate;
        }

        /// Begins the next update. Only the trainer calls this.
        ///
        /// @param number the number of the update, from 1
        /// @param learningRate its learning rate
        public void begin(long number, double learningRate) {
            this.number = number;
            this.learningRate = (float) learningRate;
        }
    }
}
