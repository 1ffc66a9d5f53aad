package gradus.experiment.effects;

import gradus.experiment.answers.CalibrationError;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.metrics.LossMetric;
import gradus.metrics.Metric;
import gradus.metrics.SparseCategoricalAccuracy;

/// How good probabilities of classes are.
///
/// @param loss the mean cross-entropy
/// @param accuracy the share of rows whose class has the highest probability
/// @param ece the expected calibration error
record Quality(double loss, double accuracy, double ece) {
    /// Of probabilities, `[rows, width]`, beside the true classes.
    static Quality of(float[] labels, float[] probabilities, int width) {
        return new Quality(
                value(new LossMetric(new SparseCategoricalCrossentropy()), labels, probabilities, width),
                value(new SparseCategoricalAccuracy(), labels, probabilities, width),
                value(new CalibrationError(20), labels, probabilities, width));
    }

    private static double value(Metric metric, float[] labels, float[] probabilities, int width) {
        Metric.Accumulator sum = metric.start(width, 1);
        sum.add(labels, probabilities, null, labels.length);
        return sum.result();
    }
}
