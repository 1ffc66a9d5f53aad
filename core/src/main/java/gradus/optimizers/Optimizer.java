package gradus.optimizers;

import gradus.schedules.Schedule;
import java.util.List;

/// An update rule. It holds hyperparameters only; the state it works on is owned by the one who trains.
///
/// To write one, see `docs/adding-an-optimizer.md`.
public interface Optimizer {
    /// The learning rate, step by step.
    Schedule learningRate();

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

    /// Moves the parameters to where the gradient is to be taken, before the forward pass of a training step. Most
    /// rules take it where they stand and do nothing.
    default void lookAhead(float[] parameters, float[][] slots, int from, int to, Step step) {}

    /// Whether [#lookAhead] does anything.
    default boolean looksAhead() {
        return false;
    }

    /// What is done around the rule: clipping, weight decay, accumulation, averaging. Nothing by default.
    default UpdateOptions options() {
        return UpdateOptions.NONE;
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
