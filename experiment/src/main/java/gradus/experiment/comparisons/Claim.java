package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import gradus.experiment.statistics.Holm;
import gradus.experiment.statistics.Median;
import gradus.experiment.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What someone says will come out of a comparison, so that the runs can confirm or refuse it. Written as
///
/// - `accuracy: relu > linear`, and `val_loss: dropout < none`: one level has more, or less, than another;
/// - `accuracy: a = b within 0.02`: they differ by less than that;
/// - `diverged: rate 10`: every run of a level diverged.
///
/// A quantity is a metric or `loss` on the rows that judge; with `train_`, `val_` or `test_` before it on those rows;
/// `gap`, the validation loss without the training loss; `passes`, `gradients` and `epochs` until the loss that is
/// asked for, which are compared by their ratio, and alike if they differ by less than a share; or `gradients a pass`.
/// `>` and `<` hold if the interval of the paired difference lies on that side of 0
/// and p, corrected by Holm's method for all claims that are tested together, is at most 0.05; `=` holds if the
/// interval lies within the margin. A run that diverged, or never reached the loss, loses its pair, and forbids `=`.
///
/// @param quantity what is looked at
/// @param left a level, by its name
/// @param relation how the left one is said to stand to the right one
/// @param right another level; empty for [Relation#DIVERGED]
/// @param margin for [Relation#ALIKE]; else 0
public record Claim(String quantity, String left, Relation relation, String right, double margin) {
    /// How one level stands to another.
    public enum Relation {
        /// It has more.
        MORE,
        /// It has less.
        LESS,
        /// It has nearly the same.
        ALIKE,
        /// All its runs diverged; there is no other level.
        DIVERGED
    }

    /// Checks.
    public Claim {
        require(!quantity.isBlank() && !left.isBlank(), "a claim needs a quantity and a level");
        require(margin >= 0, "the margin of a claim must be at least 0, got %s", margin);
    }

    /// Reads a claim, see above.
    public static Claim parse(String text) {
        int colon = text.indexOf(':');
        require(colon > 0, "a claim is written as quantity: level > level, got \"%s\"", text);
        String quantity = text.substring(0, colon).strip();
        String rest = text.substring(colon + 1).strip();
        if (quantity.equals("diverged")) {
            return new Claim(quantity, rest, Relation.DIVERGED, "", 0);
        }
        for (Relation relation : List.of(Relation.MORE, Relation.LESS, Relation.ALIKE)) {
            int sign = rest.indexOf(relation == Relation.MORE ? " > " : relation == Relation.LESS ? " < " : " = ");
            if (sign < 0) {
                continue;
            }
            String left = rest.substring(0, sign).strip();
            String right = rest.substring(sign + 3).strip();
            double margin = 0;
            if (relation == Relation.ALIKE) {
                int within = right.indexOf(" within ");
                require(within > 0, "what is alike is so within a margin: level = level within 0.02; got \"%s\"", text);
                margin = number(right.substring(within + 8).strip(), text);
                right = right.substring(0, within).strip();
            }
            return new Claim(quantity, left, relation, right, margin);
        }
        throw new IllegalArgumentException("a claim has one of >, < and = between two levels, got \"" + text + "\"");
    }

    private static double number(String margin, String text) {
        try {
            return Double.parseDouble(margin);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the margin of a claim must be a number, got \"" + text + "\"", e);
        }
    }

    /// What a comparison says to claims, in their order.
    public static List<Finding> test(List<Claim> claims, ComparisonResult result) {
        List<PairedDifference> differences = new ArrayList<>();
        List<Double> chances = new ArrayList<>();
        for (Claim claim : claims) {
            PairedDifference difference = claim.difference(result);
            differences.add(difference);
            if (claim.relation == Relation.MORE || claim.relation == Relation.LESS) {
                chances.add(difference.p());
            }
        }
        double[] adjusted = chances.isEmpty()
                ? new double[0]
                : Holm.adjust(chances.stream().mapToDouble(Double::doubleValue).toArray());
        List<Finding> findings = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            boolean ordered = claim.relation == Relation.MORE || claim.relation == Relation.LESS;
            findings.add(Finding.of(
                    claim,
                    result,
                    claim.middle(result, claim.left),
                    claim.relation == Relation.DIVERGED ? Double.NaN : claim.middle(result, claim.right),
                    differences.get(i),
                    ordered ? adjusted[next++] : Double.NaN));
        }
        return findings;
    }

    /// Whether the quantity is counted up to a loss.
    public boolean counted() {
        return List.of("passes", "gradients", "epochs").contains(quantity);
    }

    /// The mean over the runs that have a value; of what is counted, the median over all, infinite if most have none.
    private double middle(ComparisonResult result, String name) {
        double[] values = values(result, name);
        if (!counted()) {
            return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
        }
        return Median.of(values);
    }

    /// The right level is the baseline, and what the claim says is a win.
    private PairedDifference difference(ComparisonResult result) {
        double[] left = values(result, left());
        double[] right = relation == Relation.DIVERGED ? left : values(result, right());
        return counted()
                ? PairedDifference.of(logarithms(right), logarithms(left), relation == Relation.MORE)
                : PairedDifference.of(right, left, relation == Relation.MORE);
    }

    private static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    private double[] values(ComparisonResult result, String name) {
        LevelResult level = result.levels().stream()
                .filter(known -> known.level().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a claim is about \"" + name
                        + "\", and the levels are "
                        + result.levels().stream()
                                .map(known -> "\"" + known.level().name() + "\"")
                                .toList()));
        if (relation == Relation.DIVERGED) {
            return level.runs().stream()
                    .mapToDouble(run -> run.finished() ? 0 : 1)
                    .toArray();
        }
        if (counted()) {
            double[] counts = level.toTarget().clone();
            for (int i = 0; i < counts.length; i++) {
                RunResult run = level.runs().get(i);
                double share = quantity.equals("gradients") ? run.gradients() : run.epochs();
                counts[i] *= quantity.equals("passes") || run.passes() == 0 ? 1 : share / run.passes();
            }
            return counts;
        }
        ToDoubleFunction<RunResult> value = reading(result);
        double[] values = level.runs().stream().mapToDouble(value).toArray();
        require(
                Arrays.stream(values).anyMatch(Double::isFinite) || level.diverged() > 0,
                "there is no quantity \"%s\" here",
                quantity);
        return values;
    }

    private ToDoubleFunction<RunResult> reading(ComparisonResult result) {
        return switch (quantity) {
            case "gap" -> run -> run.measure("val_loss") - run.measure("train_loss");
            case "gradients a pass" -> run -> (double) run.gradients() / run.passes();
            default -> {
                boolean rows =
                        quantity.startsWith("train_") || quantity.startsWith("val_") || quantity.startsWith("test_");
                String name = rows ? quantity : result.on() + "_" + quantity;
                yield run -> run.measure(name);
            }
        };
    }

    /// What is looked at, in words.
    public String words(ComparisonResult result) {
        String target = result.target() == null ? "" : " to a loss of " + Numbers.text(result.target());
        return switch (quantity) {
            case "gap" -> "validation loss without training loss";
            case "gradients a pass" -> quantity;
            case "passes", "gradients", "epochs" -> quantity + target;
            case "diverged" -> "runs that diverged";
            default -> {
                String[] parts = quantity.split("_", 2);
                boolean rows =
                        parts.length == 2 && List.of("train", "val", "test").contains(parts[0]);
                String on = ComparisonReport.rows(rows ? parts[0] : result.on());
                yield on + " " + (rows ? parts[1] : quantity).replace('_', ' ').toLowerCase(Locale.ROOT);
            }
        };
    }

    private String has() {
        return counted() ? "needs " : "has ";
    }

    /// What is said, as a sentence.
    public String sentence(ComparisonResult result) {
        String what = words(result);
        String more = counted() ? "more " + what : "higher " + what;
        String less = counted() ? "fewer " + what : "lower " + what;
        return switch (relation) {
            case DIVERGED -> "Every run of “" + left + "” diverges.";
            case ALIKE ->
                "“" + left + "” and “" + right + "” differ by less than "
                        + (counted() ? Numbers.text(100 * margin) + "%" : Numbers.text(margin)) + " in " + what + ".";
            case MORE -> "“" + left + "” " + has() + more + " than “" + right + "”.";
            case LESS -> "“" + left + "” " + has() + less + " than “" + right + "”.";
        };
    }

    @Override
    public String toString() {
        return switch (relation) {
            case DIVERGED -> "diverged: " + left;
            case ALIKE -> quantity + ": " + left + " = " + right + " within " + Numbers.text(margin);
            case MORE -> quantity + ": " + left + " > " + right;
            case LESS -> quantity + ": " + left + " < " + right;
        };
    }
}
