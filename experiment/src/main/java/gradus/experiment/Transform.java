package gradus.experiment;

/// How the numbers of a regression are learned. The finished model predicts them in their own units.
public enum Transform {
    /// As they are.
    NONE,
    /// Less their mean, divided by their standard deviation.
    STANDARDIZE,
    /// By their logarithm, standardized, see [gradus.problems.Logarithm].
    LOG,
    /// By their rank among those of the training, see [gradus.problems.Ranks].
    RANK,
    /// As counts, see [gradus.problems.Counts].
    COUNTS
}
