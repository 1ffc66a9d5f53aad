package gradus.experiment.effects;

import gradus.Fit;
import gradus.Model;
import gradus.NotFiniteException;
import gradus.data.Dataset;
import java.util.List;
import java.util.function.DoubleFunction;

/// What a training with one of several values of a setting came to, such as one of several learning rates.
///
/// @param setting the value
/// @param loss on the training rows; infinite if the training diverged
/// @param trainAccuracy the share of training rows that are right; 0 if it diverged
/// @param accuracy the share of test rows that are right; 0 if it diverged
record Attempt(double setting, double loss, double trainAccuracy, double accuracy) {
    /// Trains a classifier of the digits.
    static Attempt of(double setting, Model classifier, Dataset.Split split, Fit fit) {
        try {
            classifier.fit(split.train(), fit);
        } catch (NotFiniteException diverged) {
            return new Attempt(setting, Double.POSITIVE_INFINITY, 0, 0);
        }
        double loss = classifier.evaluate(split.train()).getOrDefault("loss", Double.NaN);
        return new Attempt(
                setting,
                Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss,
                Digits.accuracy(classifier, split.train()),
                Digits.accuracy(classifier, split.test()));
    }

    /// The one of all settings that has the smallest training loss.
    static Attempt best(List<Double> settings, DoubleFunction<Attempt> training) {
        Attempt best = training.apply(settings.getFirst());
        for (double setting : settings.subList(1, settings.size())) {
            Attempt next = training.apply(setting);
            best = next.loss() < best.loss() ? next : best;
        }
        return best;
    }

    /// Notes both accuracies, and the setting as the rate.
    void note(String level, Observation seen) {
        seen.value(level, "test_accuracy", accuracy);
        seen.value(level, "train_accuracy", trainAccuracy);
        seen.value(level, "rate", setting);
    }
}
