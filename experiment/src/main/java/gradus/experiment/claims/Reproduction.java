package gradus.experiment.claims;

/// What came of a published claim when it was run again.
public enum Reproduction {
    /// As published, by the rule that was written down before.
    REPRODUCED("reproduced"),
    /// A real difference in the published direction, of less than the size that was asked for.
    SMALLER("same direction, smaller"),
    /// No difference beyond chance. It refutes nothing.
    NOT_SEEN("not seen at this scale"),
    /// A real difference in the other direction.
    OPPOSITE("opposite"),
    /// One verdict with some seeds, another with others: more seeds are needed.
    UNDECIDED("undecided: another verdict with other seeds");

    private final String text;

    Reproduction(String text) {
        this.text = text;
    }

    /// What is left of this verdict beside that of other seeds.
    Reproduction and(Reproduction other) {
        if (this == other) {
            return this;
        }
        boolean sameDirection = (this == REPRODUCED && other == SMALLER) || (this == SMALLER && other == REPRODUCED);
        return sameDirection ? SMALLER : UNDECIDED;
    }

    /// {@return the outcome in words}
    public String text() {
        return text;
    }
}
