package gradus.experiment;

/// How probabilities are calibrated.
public enum Calibration {
    /// As they were learned.
    NONE,
    /// By a temperature, see [gradus.experiment.answers.Temperature].
    TEMPERATURE
}
