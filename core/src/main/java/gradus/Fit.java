package gradus;

/// How to train.
public record Fit(int epochs) {}
