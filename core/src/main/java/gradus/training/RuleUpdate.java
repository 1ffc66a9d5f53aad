package gradus.training;

import gradus.math.RangeTask;

/// Applies a rule to all parameters of a network, after their weight decay.
sealed interface RuleUpdate permits ElementwiseUpdate, ParameterwiseUpdate {
    /// Updates everything that was not updated early.
    void update(float[] gradients);

    /// Returns a task that takes final gradients during a backward pass that begins now; see [Updater#early].
    default RangeTask early(float[] gradients) {
        return RangeTask.NOTHING;
    }
}
