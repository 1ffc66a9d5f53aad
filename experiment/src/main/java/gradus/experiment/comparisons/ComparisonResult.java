package gradus.experiment.comparisons;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The answer of a comparison.
///
/// @param comparison the question
/// @param data what all runs learned from
/// @param measure what was measured, as in `accuracy`
/// @param on on which rows: `test`, `val` or `train`
/// @param higherIsBetter of the measure
/// @param log which logged loss passes were counted to
/// @param target how large it had to be, or null if losses cannot be compared
/// @param seeds how many seeds every level has finished
/// @param patience epochs without improvement after which a run ended; 0 for never
/// @param levels the baseline first
/// @param contrasts every effect that the design asks for; usually that of every other level beside the baseline
/// @param curve how the error falls with a size, if that is what is varied, in at least four levels; else null
public record ComparisonResult(
        Comparison comparison,
        String data,
        String measure,
        String on,
        boolean higherIsBetter,
        String log,
        @Nullable Double target,
        int seeds,
        int patience,
        List<LevelResult> levels,
        List<Contrast> contrasts,
        @Nullable LearningCurve curve) {
    /// {@return which levels are worth their cost, for each cost in which the levels differ}
    public List<Front> fronts() {
        return Front.all(levels, higherIsBetter);
    }

    /// {@return whether all runs are there}
    public boolean complete() {
        return seeds == comparison.seeds();
    }

    /// {@return how levels were treated, and under which conditions the answer holds}
    public String mode() {
        Factor tune = comparison.tune();
        String held = tune == null
                ? "fixed: all else equal. The result holds for these settings, which include one learning rate for all levels."
                : "tuned: every level has its own " + tune.name() + ", the best of "
                        + tune.levels().size() + " on the validation rows, tried with 3 seeds of their own.";
        String design = comparison.design().sentence();
        return design.isEmpty() ? held : held + "\n" + design;
    }

    /// {@return reservations about the result, one sentence each}
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!complete()) {
            warnings.add("interrupted: " + seeds + " of " + comparison.seeds() + " seeds were finished.");
        }
        String together = contrasts.stream()
                .filter(contrast -> contrast.real() && contrast.effect().isInteraction())
                .map(contrast -> contrast.effect().name())
                .collect(Collectors.joining("; "));
        if (!together.isEmpty()) {
            warnings.add(together + ": what one of them does depends on the other, so that a mean over the other"
                    + " says little; compare the levels.");
        }
        if (patience == 0
                && comparison.factors().stream()
                        .anyMatch(factor -> factor.name().equals("rows"))) {
            warnings.add("rows: no run ended early, so those on more rows made more passes in as many epochs; with a"
                    + " patience above 0 each run trains until it improves no more.");
        }
        for (LevelResult level : levels) {
            if (level.diverged() > 0) {
                warnings.add(level.level().name() + ": " + level.diverged() + " of "
                        + level.runs().size() + " runs diverged. They count as lost, and are not in the means.");
            }
            if (level.tuning() != null && level.tuning().warning() != null) {
                warnings.add(level.level().name() + ": " + level.tuning().warning() + ".");
            }
        }
        return warnings;
    }
}
