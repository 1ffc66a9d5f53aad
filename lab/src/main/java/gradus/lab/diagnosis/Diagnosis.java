package gradus.lab.diagnosis;

import static gradus.lab.diagnosis.Findings.text;

import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.Tone;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.messages.RunState;
import gradus.lab.run.Run;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says in words what goes wrong in a run, from what was seen, and which change would mend it. Causes are looked for
/// before their symptoms, which are then not said. How often it is right is measured, see `docs/diagnosis.md`.
public final class Diagnosis {
    private final Findings found;
    private final Evidence evidence;

    private Diagnosis(Findings found) {
        this.found = found;
        evidence = found.evidence;
    }

    /// What there is to say of a run.
    ///
    /// @param picture of now, or null
    /// @param evidence of what it says about its training rows
    public static List<Verdict> of(Run run, @Nullable Picture picture, Evidence evidence) {
        Findings found = new Findings(run, picture == null ? List.of() : picture.layers(), evidence);
        new Diagnosis(found).check();
        return found.verdicts();
    }

    private void check() {
        DataChecks data = new DataChecks(found);
        LayerChecks layers = new LayerChecks(found);
        data.head();
        data.batchNormalization();
        data.unscaled();
        if (found.state == RunState.DIVERGED) {
            found.bad(
                    Rule.DIVERGED,
                    "loss",
                    "The loss is not finite",
                    "The steps grew until the numbers were too large to hold.",
                    "Learning rate ÷ 10",
                    Map.of("learningRate", found.settings.learningRate() / 10));
            return;
        }
        if (found.state == RunState.NEW || found.state == RunState.BLOCKED) {
            return;
        }
        layers.symmetric();
        if (!found.has(Rule.SYMMETRIC)) {
            if (!found.has(Rule.UNSCALED)) {
                overshooting();
            }
            layers.exploding();
        }
        if (found.isPoor() && found.isClean()) {
            linear();
            layers.dead();
            layers.saturated();
            layers.vanishing();
            crawling();
            oneAnswer();
            underfitting();
        }
        data.contradiction();
        overfitting();
        data.tooFewRows();
        data.noisyValidation();
        ended();
    }

    private void overshooting() {
        if (!found.isJudged() || evidence.isGood()) {
            return;
        }
        double first = evidence.first();
        double recent = evidence.recent(4);
        double rising = evidence.rising(Rule.RISE * first);
        boolean worse = recent > Rule.ABOVE_FIRST * first;
        boolean shaking = rising >= Rule.RISING && recent - evidence.best() > Rule.ABOVE_BEST * first;
        boolean spiked = evidence.worst() > Rule.SPIKE * first;
        if (worse || shaking || spiked) {
            found.bad(
                    Rule.RATE_TOO_HIGH,
                    "loss",
                    "Learning rate too high: it overshoots",
                    "Over all training rows the loss began at " + text(first) + ", was " + text(evidence.worst())
                            + " at worst and " + text(evidence.best()) + " at best, and is " + text(evidence.now())
                            + " now; in the later half it rose at " + Findings.percent(rising) + "% of the moments.",
                    "Learning rate ÷ 10",
                    Map.of("learningRate", found.settings.learningRate() / 10));
        }
    }

    private void linear() {
        boolean bends = found.settings.layers().stream()
                .anyMatch(layer -> !layer.activation().equals("linear"));
        if (!bends) {
            found.bad(
                    Rule.LINEAR,
                    "network-1",
                    found.settings.layers().isEmpty() ? "There is no hidden layer" : "No activation bends anything",
                    "Without an activation that bends, all layers together are one linear function, and its border is a"
                            + " straight line: " + found.score() + ", and " + found.reference() + ".",
                    found.settings.layers().isEmpty() ? "A hidden layer of 8 tanh units" : "Use tanh",
                    found.settings.layers().isEmpty()
                            ? Map.of(
                                    "layers",
                                    List.of(new gradus.lab.messages.LabSettings.LayerChoice(
                                            8, "tanh", true, "none", 0, "glorot_uniform")))
                            : Map.of("layers.*.activation", "tanh"));
        }
    }

    private void crawling() {
        if (!found.isClean()) {
            return;
        }
        double largest = 0;
        int where = 0;
        for (int i = 0; i < found.layers.size(); i++) {
            Double ratio = found.layers.get(i).updateRatio();
            if (ratio != null && ratio > largest) {
                largest = ratio;
                where = i + 1;
            }
        }
        if (largest > 0
                && largest < Rule.SMALL_STEP
                && evidence.gained() < Rule.SMALL_GAIN
                && evidence.now() > 0.5 * evidence.first()) {
            found.bad(
                    Rule.RATE_TOO_LOW,
                    "layers-" + where + "-step",
                    "Learning rate too low: it crawls",
                    "A step moves the weights by " + text(largest) + " of their size, and the later half of the steps"
                            + " took " + text(100 * evidence.gained()) + "% off the loss.",
                    "Learning rate × 10",
                    Map.of("learningRate", found.settings.learningRate() * 10));
        }
    }

    private void oneAnswer() {
        if (found.isClean() && evidence.oneAnswer() >= Rule.ONE_ANSWER && evidence.majority() < Rule.MAJORITY) {
            found.bad(
                    Rule.ONE_CLASS,
                    "output",
                    "It always says the same",
                    (found.run.classifies()
                                    ? Findings.percent(evidence.oneAnswer()) + "% of the answers are one class, which "
                                            + Findings.percent(evidence.majority()) + "% of the rows have at most: "
                                    : "All answers are nearly the mean: ")
                            + found.score() + ".",
                    "Learning rate × 3",
                    Map.of("learningRate", found.settings.learningRate() * 3));
        }
    }

    private void underfitting() {
        boolean enough = found.state == RunState.DONE || found.curve.size() >= 50;
        if (!found.isClean() || !enough || evidence.gained() >= Rule.SMALL_GAIN) {
            return;
        }
        int most = found.settings.layers().stream()
                .mapToInt(layer -> layer.units())
                .max()
                .orElse(4);
        found.bad(
                Rule.UNDERFITTING,
                "loss",
                "Underfitting: it cannot learn these rows",
                found.score() + ", and " + found.reference() + ". The later half of the steps took "
                        + text(100 * Math.max(0, evidence.gained())) + "% off the loss: the network is too small, or"
                        + " something holds it back.",
                "Twice as many units",
                Map.of("layers.*.units", Math.min(found.run.limits().units(), 2 * most)));
    }

    private void overfitting() {
        if (found.curve.size() < 15 || !found.isJudged() || found.has(Rule.RATE_TOO_HIGH)) {
            return;
        }
        double least = Double.MAX_VALUE;
        int when = 0;
        for (CurvePoint point : found.curve) {
            Double value = found.watched(point);
            if (value != null && value < least) {
                least = value;
                when = point.epoch();
            }
        }
        Double now = found.watched(found.curve.getLast());
        if (now != null
                && now > Rule.ABOVE_BEST_VALIDATION * least
                && now > Rule.ABOVE_TRAINING * evidence.now()
                && now - least > Rule.WORSE_VALIDATION * evidence.first()) {
            found.bad(
                    Rule.OVERFITTING,
                    "loss",
                    "Overfitting: it learns by heart",
                    "The validation loss was " + text(least) + " in epoch " + when + " and is " + text(now)
                            + " now, while that of the training rows, without noise, is " + text(evidence.now()) + ".",
                    "Add L2 0.003",
                    Map.of("l2", 0.003));
        }
    }

    private void ended() {
        if (found.curve.isEmpty() || !found.isClean()) {
            return;
        }
        List<@Nullable Double> last = found.curve.getLast().values();
        Double accuracy = found.metrics > 1 && last.size() > found.metrics + 1 ? last.get(found.metrics + 1) : null;
        if (accuracy != null && found.run.classifies() && accuracy >= Rule.LEARNED_ACCURACY) {
            found.add(
                    Rule.LEARNED,
                    Tone.GOOD,
                    "metric",
                    "It has learned it",
                    text(100 * accuracy) + "% of the validation rows are answered right.",
                    "",
                    Map.of());
        }
        double gained = lastTenth();
        if (found.state == RunState.DONE && gained > Rule.STILL_GAINING) {
            found.hint(
                    Rule.STILL_IMPROVING,
                    "loss",
                    "Still improving at the end",
                    "The last tenth of the epochs took " + text(100 * gained) + "% off the loss.",
                    "Twice as many epochs",
                    Map.of("epochs", Math.min(found.run.limits().epochs(), 2 * found.settings.epochs())));
        }
    }

    /// What part of the training loss the last tenth of the epochs gained.
    private double lastTenth() {
        int size = found.curve.size();
        if (size <= 10) {
            return 0;
        }
        Double now = found.curve.getLast().values().getFirst();
        Double before = found.curve.get(size - 1 - size / 10).values().getFirst();
        return now == null || before == null ? 0 : 1 - now / before;
    }
}
