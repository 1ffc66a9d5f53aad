package gradus.optimizers;

import gradus.internal.Records;
import gradus.schedules.Schedule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An update rule. It holds hyperparameters only; the state it works on is owned by the one who trains. There are
/// two kinds: an [ElementwiseOptimizer] updates each number by itself, such as [Adam]; a [ParameterwiseOptimizer]
/// needs norms, means or products of a whole parameter, such as [Lamb].
///
/// What is done around all rules alike is asked for by methods, in any order:
/// `new Adam(1e-3).clipNorm(1).weightDecay(0.01)`.
///
/// To write one, see `docs/adding-an-optimizer.md`.
public sealed interface Optimizer permits ElementwiseOptimizer, ParameterwiseOptimizer, Configured {
    /// The learning rate, step by step.
    Schedule learningRate();

    /// This rule with another learning rate.
    ///
    /// @throws IllegalStateException if the rule is no record with a component `learningRate`
    default Optimizer withLearningRate(Schedule schedule) {
        if (!(this instanceof Record rule)) {
            throw new IllegalStateException(this + " must override withLearningRate, because it is not a record");
        }
        return (Optimizer) Records.with(rule, "learningRate", schedule);
    }

    /// Names of the state arrays, in Keras's order. Empty for plain gradient descent.
    List<String> slots();

    /// Gives the state arrays what they hold before the first update: zeros, unless overridden.
    ///
    /// @param slots in the order of [#slots()]
    /// @param parameters that are to be trained, as they are before the first update
    default void initialize(float[][] slots, float[] parameters) {
        for (float[] slot : slots) {
            Arrays.fill(slot, 0);
        }
    }

    /// How many slots, from the first, Keras's files keep side by side: all of them for one parameter, then for the
    /// next. The others follow slot after slot. 1 unless overridden.
    default int sideBySide() {
        return 1;
    }

    /// Numbers that follow from the count of updates and that Keras's files keep beside the slots. None unless
    /// overridden.
    default List<Double> numbersInFiles(long updates) {
        return List.of();
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

    /// This with an average of the weights, `a ← momentum·a + (1 - momentum)·w`, which the weights become at the
    /// end of training.
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
