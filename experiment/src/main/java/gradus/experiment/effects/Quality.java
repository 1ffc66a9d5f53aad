package gradus.experiment.effects;

import gradus.experiment.answers.CalibrationError;

/// How good probabilities of classes are.
///
/// @param loss the mean cross-entropy
/// @param accuracy the share of rows whose class has the highest probability
/// @param ece the expected calibration error, over bins of equal width
record Quality(double loss, double accuracy, double ece) {
    private static final int BINS = 20;
    /// Less than any probability that counts, so that no logarithm is infinite.
    private static final double LEAST = 1e-7;

    /// Of probabilities, `[rows, width]`, beside the true classes.
    static Quality of(float[] labels, float[] probabilities, int width) {
        double loss = 0;
        double right = 0;
        for (int row = 0; row < labels.length; row++) {
            int largest = 0;
            for (int i = 1; i < width; i++) {
                largest = probabilities[row * width + i] > probabilities[row * width + largest] ? i : largest;
            }
            right += largest == (int) labels[row] ? 1 : 0;
            loss -= Math.log(Math.max(LEAST, probabilities[row * width + (int) labels[row]]));
        }
        double ece = 0;
        for (CalibrationError.Bin bin : CalibrationError.bins(labels, probabilities, width, -1, BINS)) {
            ece += bin.rows() / labels.length * Math.abs(bin.frequency() - bin.probability());
        }
        return new Quality(loss / labels.length, right / labels.length, ece);
    }
}
