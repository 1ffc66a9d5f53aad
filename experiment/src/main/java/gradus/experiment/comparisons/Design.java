package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import gradus.experiment.Settings;
import java.util.List;

/// Which combinations of the factors' levels are run, and which questions they answer.
public enum Design {
    /// Every combination, each beside the first.
    BASELINE(""),
    /// Every combination. What each choice changes is a mean over the levels of the other factors, and every two
    /// choices are compared with the sum of their effects.
    FACTORIAL("Factorial: every combination was run. The effect of a choice is a mean over all levels of the others;"
            + " where two choices together differ from the sum of their effects, one depends on the other."),
    /// The last level of every factor together, beside each combination in which one factor has its first level back.
    ABLATION("Ablation: the last level of every factor together, beside the same with one factor put back to its first"
            + " level.");

    private final String sentence;

    Design(String sentence) {
        this.sentence = sentence;
    }

    /// {@return what was run, in plain words; empty for the usual design}
    public String sentence() {
        return sentence;
    }

    void check(List<Factor> factors) {
        require(
                this == BASELINE
                        || (factors.size() > 1
                                && factors.stream()
                                        .allMatch(factor -> factor.levels().size() > 1)),
                "a design needs at least two factors with at least two levels each, got %s",
                factors);
    }

    /// How many levels there are.
    int levels(List<Factor> factors) {
        return this == ABLATION
                ? factors.size() + 1
                : factors.stream().mapToInt(factor -> factor.levels().size()).reduce(1, Math::multiplyExact);
    }

    List<Level> levels(Settings base, List<Factor> factors) {
        return this == ABLATION ? Level.ablation(base, factors) : Level.all(base, factors);
    }

    List<Effect> effects(List<Factor> factors, List<Level> levels) {
        return this == FACTORIAL ? Effect.factorial(factors, levels) : Effect.besideFirst(levels);
    }
}
