package gradus.training;

import gradus.math.RangeTask;
import gradus.optimizers.Optimizer;

/// A rule at work on all parameters of a network, with the weight decay that comes before it.
sealed interface RuleUpdate permits ElementwiseUpdate, ParameterwiseUpdate {
    /// Updates what was not updated early.
    void update(float[] gradients, Optimizer.Step step);

    /// What may be told of gradients that are final, for a backward pass that begins now; see [Updater#early].
    default RangeTask early(float[] gradients, Optimizer.Step step) {
        return RangeTask.NOTHING;
    }
}
