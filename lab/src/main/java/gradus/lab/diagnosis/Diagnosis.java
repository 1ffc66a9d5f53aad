package gradus.lab.diagnosis;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.LayerPicture;
import gradus.lab.messages.Messages.Limits;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.Tone;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.messages.RunState;
import gradus.lab.run.InputSpread;
import gradus.lab.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says in words what goes wrong in a run, from what was seen, and which change would mend it. The order of the checks
/// matters: some faults explain others, which are then not said.
public final class Diagnosis {
    private static final Set<String> DISTANCES = Set.of(
            "mean_squared_error",
            "mean_absolute_error",
            "mean_absolute_percentage_error",
            "mean_squared_logarithmic_error",
            "huber",
            "log_cosh");

    private final Run run;
    private final LabSettings settings;
    private final RunState state;
    private final int metrics;
    private final boolean classes;
    private final List<CurvePoint> curve;
    private final List<LayerPicture> layers;
    private final List<Verdict> verdicts = new ArrayList<>();

    private Diagnosis(Run run, List<LayerPicture> layers) {
        this.run = run;
        this.layers = layers;
        settings = run.settings();
        state = run.state();
        metrics = run.names().size();
        classes = run.classifies();
        curve = run.curve().all();
    }

    /// What there is to say of a run.
    public static List<Verdict> of(Run run, @Nullable Picture picture) {
        return new Diagnosis(run, picture == null ? List.of() : picture.layers()).verdicts();
    }

    private List<Verdict> verdicts() {
        head();
        if (state == RunState.DIVERGED) {
            bad(
                    Rule.DIVERGED,
                    "loss",
                    "The loss is not finite",
                    "The steps grew until the numbers were too large to hold.",
                    "Learning rate ÷ 10",
                    Map.of("learningRate", settings.learningRate() / 10));
        }
        batchNormalization();
        if (state != RunState.NEW && state != RunState.BLOCKED) {
            symmetric();
        }
        overshooting();
        exploding();
        dead();
        saturated();
        vanishing();
        crawling();
        overfitting();
        unscaled();
        ended();
        return List.copyOf(verdicts);
    }

    private double loss(int fromEnd) {
        Double value = curve.get(curve.size() - 1 - fromEnd).values().getFirst();
        return value == null ? Double.NaN : value;
    }

    private @Nullable Double watched(CurvePoint point) {
        return point.values().size() > metrics ? point.values().get(metrics) : null;
    }

    private void overshooting() {
        if (state == RunState.DIVERGED || curve.size() < 6) {
            return;
        }
        int count = Math.min(Rule.RECENT, curve.size() - 1);
        int rises = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            rises += loss(i) > loss(i + 1) * (1 + Rule.RISE) ? 1 : 0;
        }
        for (int i = 0; i < curve.size(); i++) {
            least = Math.min(least, loss(i));
        }
        double recent = 0;
        int averaged = Math.min(5, count);
        for (int i = 0; i < averaged; i++) {
            recent += loss(i) / averaged;
        }
        boolean worse = recent > Rule.ABOVE_FIRST * loss(curve.size() - 1) && recent > Rule.ABOVE_FIRST * least;
        boolean shaking = rises >= Rule.RISING * count && recent > Rule.ABOVE_BEST * least && recent > 0.05;
        if (worse || shaking) {
            bad(
                    Rule.RATE_TOO_HIGH,
                    "loss",
                    "Learning rate too high: it overshoots",
                    "The loss rose in " + rises + " of the last " + count + " epochs; it stands at " + text(recent)
                            + ", and was " + text(least) + " at best.",
                    "Learning rate ÷ 10",
                    Map.of("learningRate", settings.learningRate() / 10));
        }
    }

    private void crawling() {
        if (curve.size() < 10
                || has(Rule.RATE_TOO_HIGH)
                || has(Rule.SYMMETRIC)
                || has(Rule.DEAD_UNITS)
                || has(Rule.VANISHING)
                || has(Rule.SATURATED_UNITS)) {
            return;
        }
        double largest = 0;
        int where = 0;
        for (int i = 0; i < layers.size(); i++) {
            Double ratio = layers.get(i).updateRatio();
            if (ratio != null && ratio > largest) {
                largest = ratio;
                where = i + 1;
            }
        }
        int back = Math.min(Rule.RECENT, curve.size() - 1);
        double gained = 1 - loss(0) / loss(back);
        if (largest > 0
                && largest < Rule.SMALL_STEP
                && gained < Rule.SMALL_GAIN
                && loss(0) > 0.5 * loss(curve.size() - 1)) {
            bad(
                    Rule.RATE_TOO_LOW,
                    "layers-" + where + "-step",
                    "Learning rate too low: it crawls",
                    "A step moves the weights by " + text(largest) + " of their size, and the last " + back
                            + " epochs took " + text(100 * gained) + "% off the loss.",
                    "Learning rate × 10",
                    Map.of("learningRate", settings.learningRate() * 10));
        }
    }

    private void dead() {
        for (int i = 0; i < layers.size() - 1; i++) {
            LayerPicture layer = layers.get(i);
            int units = settings.layers().get(i).units();
            if (layer.dead() > 0 && layer.dead() >= Rule.DEAD * units) {
                bad(
                        Rule.DEAD_UNITS,
                        "layers-" + (i + 1) + "-dead",
                        "Dead units in hidden layer " + (i + 1),
                        layer.dead() + " of " + units + " ReLU units answer 0 to every row, so their gradient is 0 and"
                                + " they cannot come back.",
                        "Use leaky ReLU",
                        Map.of("layers.*.activation", "leaky_relu"));
                return;
            }
        }
    }

    private void saturated() {
        for (int i = 0; i < layers.size() - 1; i++) {
            LayerPicture layer = layers.get(i);
            int units = settings.layers().get(i).units();
            if (layer.saturated() >= Rule.SATURATED * units) {
                bad(
                        Rule.SATURATED_UNITS,
                        "layers-" + (i + 1) + "-saturated",
                        "Saturated units in hidden layer " + (i + 1),
                        layer.saturated() + " of " + units
                                + " units stand at an end of their range for 95% of the rows; the slope there is"
                                + " nearly 0, so they learn no more.",
                        "Use He weights and ReLU",
                        Map.of("layers.*.activation", "relu", "layers.*.initializer", "he_normal"));
                return;
            }
        }
    }

    private void symmetric() {
        for (int i = 0; i < layers.size() - 1; i++) {
            if (layers.get(i).alike()) {
                bad(
                        Rule.SYMMETRIC,
                        "network-" + (i + 1),
                        "All units of hidden layer " + (i + 1) + " are the same",
                        "Their weights began equal, so they get equal gradients and stay equal: "
                                + settings.layers().get(i).units() + " units do the work of one.",
                        "Random first weights",
                        Map.of("layers.*.initializer", "glorot_uniform"));
                return;
            }
        }
    }

    private void vanishing() {
        if (layers.size() < 4) {
            return;
        }
        Double first = layers.getFirst().gradientNorm();
        Double last = layers.get(layers.size() - 2).gradientNorm();
        if (first == null || last == null || has(Rule.SYMMETRIC) || !(last > 0)) {
            return;
        }
        if (first < Rule.VANISHED * last) {
            bad(
                    Rule.VANISHING,
                    "layers-1-gradient",
                    "The gradient vanishes on its way back",
                    "It is " + text(last) + " in the last hidden layer and " + text(first)
                            + " in the first: the early layers hardly learn.",
                    "Use He weights and ReLU",
                    Map.of("layers.*.activation", "relu", "layers.*.initializer", "he_normal"));
        }
    }

    private void exploding() {
        for (int i = 0; i < layers.size(); i++) {
            Double norm = layers.get(i).gradientNorm();
            if (norm != null && norm > Rule.EXPLODED) {
                bad(
                        Rule.EXPLODING,
                        "layers-" + (i + 1) + "-gradient",
                        "The gradient explodes",
                        "Its root mean square in layer " + (i + 1) + " is " + text(norm) + ".",
                        "Standardize, He weights",
                        Map.of("data.standardize", true, "layers.*.initializer", "he_normal"));
                return;
            }
        }
    }

    private void overfitting() {
        if (curve.size() < 15 || watched(curve.getLast()) == null) {
            return;
        }
        double least = Double.MAX_VALUE;
        int when = 0;
        for (CurvePoint point : curve) {
            Double value = watched(point);
            if (value != null && value < least) {
                least = value;
                when = point.epoch();
            }
        }
        Double now = watched(curve.getLast());
        if (now != null
                && now > Rule.ABOVE_BEST_VALIDATION * least
                && now > Rule.ABOVE_TRAINING * loss(0)
                && now - least > 0.02) {
            bad(
                    Rule.OVERFITTING,
                    "loss",
                    "Overfitting: it learns by heart",
                    "The validation loss was " + text(least) + " in epoch " + when + " and is " + text(now)
                            + " now, while the training loss is " + text(loss(0)) + ".",
                    "Add L2 0.003",
                    Map.of("l2", 0.003));
        }
    }

    private void head() {
        String task = run.experiment().task().row();
        if (state == RunState.BLOCKED) {
            bad(
                    Rule.HEAD,
                    "set-loss",
                    "The last layer does not fit the loss",
                    run.message() + " The table of problems says: " + task + ".",
                    "Use the loss of the task",
                    Map.of("loss", ""));
        } else if (classes && DISTANCES.contains(settings.loss())) {
            hint(
                    Rule.LOSS_OF_ANOTHER_TASK,
                    "set-loss",
                    "This loss is made for numbers, not for classes",
                    "Behind a sigmoid or a softmax its gradient is nearly 0 where the network is sure and wrong, so it"
                            + " learns least from its worst mistakes. The table of problems says: " + task + ".",
                    "Use the loss of the task",
                    Map.of("loss", ""));
        }
    }

    private void unscaled() {
        InputSpread spread = run.work().spread();
        if (spread.scaled()) {
            return;
        }
        boolean far = spread.largest() > Rule.LARGE_INPUT;
        boolean uneven = spread.widest() > Rule.UNEVEN * spread.narrowest();
        if (far || uneven) {
            hint(
                    Rule.UNSCALED,
                    "data-inputs",
                    "Inputs are not standardized",
                    far
                            ? "A column holds values up to " + text(spread.largest())
                                    + ": its weights are pulled far harder than the others."
                            : "Columns deviate by " + text(spread.narrowest()) + " to " + text(spread.widest())
                                    + ": no one learning rate fits them all.",
                    "Standardize",
                    Map.of("data.standardize", true));
        }
    }

    private void batchNormalization() {
        boolean normalizes = settings.layers().stream()
                .anyMatch(layer -> layer.normalization().equals("batch"));
        if (normalizes && settings.batch() == 1) {
            bad(
                    Rule.BATCH_NORM_OF_ONE,
                    "set-batch",
                    "Batch normalization with a batch of 1",
                    "The mean of one row is the row itself: every output becomes 0 in training.",
                    "Batches of 32",
                    Map.of("batch", 32));
        }
    }

    private void ended() {
        if (curve.isEmpty() || !verdicts.isEmpty()) {
            return;
        }
        Double accuracy = metrics > 1 && curve.getLast().values().size() > metrics + 1
                ? curve.getLast().values().get(metrics + 1)
                : null;
        if (accuracy != null && classes && accuracy >= Rule.LEARNED_ACCURACY) {
            add(
                    Rule.LEARNED,
                    Tone.GOOD,
                    "metric",
                    "It has learned it",
                    text(100 * accuracy) + "% of the validation rows are answered right.",
                    "",
                    Map.of());
        }
        int back = Math.max(1, curve.size() / 10);
        if (state == RunState.DONE && curve.size() > 10 && loss(0) < (1 - Rule.STILL_GAINING) * loss(back)) {
            hint(
                    Rule.STILL_IMPROVING,
                    "loss",
                    "Still improving at the end",
                    "The last tenth of the epochs took " + text(100 * (1 - loss(0) / loss(back))) + "% off the loss.",
                    "Twice as many epochs",
                    Map.of("epochs", Math.min(Limits.LAB.epochs(), 2 * settings.epochs())));
        }
    }

    private boolean has(Rule rule) {
        return verdicts.stream().anyMatch(verdict -> verdict.rule().equals(rule.name()));
    }

    private void bad(Rule rule, String proof, String title, String evidence, String fix, Map<String, Object> changes) {
        add(rule, Tone.BAD, proof, title, evidence, fix, changes);
    }

    private void hint(Rule rule, String proof, String title, String evidence, String fix, Map<String, Object> changes) {
        add(rule, Tone.HINT, proof, title, evidence, fix, changes);
    }

    private void add(
            Rule rule,
            Tone tone,
            String proof,
            String title,
            String evidence,
            String fix,
            Map<String, Object> changes) {
        verdicts.add(new Verdict(rule.name(), tone, title, evidence, rule.when(), proof, fix, changes));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 0.001 || value == 0 ? "%.3g" : "%.1e", value);
    }
}
