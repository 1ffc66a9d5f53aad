package gradus.callbacks;

import static gradus.internal.Require.require;

/// Sets the learning rate at the start of every epoch, based on the epoch and the current rate. Adds
/// `learning_rate` to the logs. For rates that change within an epoch, use a schedule as the optimizer's learning
/// rate; the two cannot be combined.
///
/// @param rule computes the rate of an epoch
public record LearningRateScheduler(Rule rule) implements Callback {
    /// Computes the learning rate of each epoch.
    @FunctionalInterface
    public interface Rule {
        /// Computes the learning rate of an epoch.
        ///
        /// @param epoch the epoch, from 0
        /// @param learningRate the current learning rate
        /// @return the learning rate, finite and at least 0
        double learningRate(int epoch, double learningRate);
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the rule returns a rate that is negative or non-finite
    /// @throws IllegalStateException if the optimizer follows a schedule
    @Override
    public void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.EpochStarted started) {
            double rate = rule.learningRate(started.epoch(), training.learningRate());
            require(
                    rate >= 0 && rate < Double.POSITIVE_INFINITY,
                    "LearningRateScheduler.rule must return a finite rate of at least 0, got %s in epoch %s",
                    rate,
                    started.epoch());
            training.learningRate(rate);
        } else if (event instanceof TrainingEvent.EpochEnded ended) {
            ended.logs().put("learning_rate", training.learningRate());
        }
    }
}
