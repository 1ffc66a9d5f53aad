package gradus.experiment;

/// What is drawn at random in a run.
public enum Chance {
    /// Which rows are learned from, and which judge.
    SPLIT("split"),
    /// The first weights.
    WEIGHTS("first weights"),
    /// The order of the rows in each epoch.
    ORDER("order of rows"),
    /// What dropout drops, and other noise.
    NOISE("dropout and noise");

    private final String text;

    Chance(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
