package gradus.callbacks;

import static gradus.internal.Require.require;

/// Sets the learning rate at the start of every epoch, from its number and the rate so far. Adds `learning_rate` to the
/// logs. For rates that change within an epoch take a schedule as the optimizer's learning rate; the two cannot be used
/// together.
///
/// @param rule what gives the rate
public record LearningRateScheduler(Rule rule) implements Callback {
    /// A learning rate for each epoch.
    @FunctionalInterface
    public interface Rule {
        /// The learning rate of an epoch.
        ///
        /// @param epoch from 0
        /// @param learningRate as it is now
        double learningRate(int epoch, double learningRate);
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the rule gives a rate that is negative or not finite
    /// @throws IllegalStateException if the optimizer follows a schedule
    @Override
    public void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.EpochStarted started) {
            double rate = rule.learningRate(started.epoch(), training.learningRate());
            require(
                    rate >= 0 && rate < Double.POSITIVE_INFINITY,
                    "the rule of LearningRateScheduler must give a finite learning rate of at least 0, got %s in epoch %s",
                    rate,
                    started.epoch());
            training.learningRate(rate);
        } else if (event instanceof TrainingEvent.EpochEnded ended) {
            ended.logs().put("learning_rate", training.learningRate());
        }
    }
}
