package gradus.lab.diagnosis;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.LayerPicture;
import gradus.lab.messages.Messages.Limits;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.messages.RunState;
import gradus.lab.run.Run;
import gradus.lab.view.InputSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says in words what goes wrong in a run, from what was seen. Every rule has a threshold that it names, and a change
/// that would mend it.
public final class Diagnosis {
    private static final int RECENT = 20;
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
        metrics = run.metrics();
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
                    "diverged",
                    "loss",
                    "The loss is no number any more",
                    "The steps grew until the numbers were too large to hold.",
                    "a loss that is not finite",
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
        int count = Math.min(RECENT, curve.size() - 1);
        int rises = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            rises += loss(i) > loss(i + 1) * 1.02 ? 1 : 0;
        }
        for (int i = 0; i < curve.size(); i++) {
            least = Math.min(least, loss(i));
        }
        double recent = 0;
        int averaged = Math.min(5, count);
        for (int i = 0; i < averaged; i++) {
            recent += loss(i) / averaged;
        }
        boolean worse = recent > 1.5 * loss(curve.size() - 1) && recent > 1.5 * least;
        boolean shaking = rises >= 0.3 * count && recent > 1.3 * least && recent > 0.05;
        if (worse || shaking) {
            bad(
                    "rate-too-high",
                    "loss",
                    "Learning rate too high: it overshoots",
                    "The loss rose in " + rises + " of the last " + count + " epochs; it stands at " + text(recent)
                            + ", and was " + text(least) + " at best.",
                    "a loss that rises by 2% in 30% of the last " + RECENT
                            + " epochs while it is 1.3 times the best, or 1.5 times the first",
                    "Learning rate ÷ 10",
                    Map.of("learningRate", settings.learningRate() / 10));
        }
    }

    private void crawling() {
        if (curve.size() < 10
                || has("rate-too-high")
                || has("symmetric")
                || has("dead")
                || has("vanishing")
                || has("saturated")) {
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
        int back = Math.min(RECENT, curve.size() - 1);
        double gained = 1 - loss(0) / loss(back);
        if (largest > 0 && largest < 2e-4 && gained < 0.05 && loss(0) > 0.5 * loss(curve.size() - 1)) {
            bad(
                    "rate-too-low",
                    "layers-" + where + "-step",
                    "Learning rate too low: it crawls",
                    "A step moves the weights by " + text(largest) + " of their size, and the last " + back
                            + " epochs took " + text(100 * gained) + "% off the loss.",
                    "updates below 0.0002 of the weights and less than 5% gained in " + RECENT + " epochs",
                    "Learning rate × 10",
                    Map.of("learningRate", settings.learningRate() * 10));
        }
    }

    private void dead() {
        for (int i = 0; i < layers.size() - 1; i++) {
            LayerPicture layer = layers.get(i);
            int units = settings.layers().get(i).units();
            if (layer.dead() > 0 && layer.dead() >= 0.4 * units) {
                bad(
                        "dead",
                        "layers-" + (i + 1) + "-dead",
                        "Dead units in hidden layer " + (i + 1),
                        layer.dead() + " of " + units + " ReLU units answer 0 to every row, so their gradient is 0 and"
                                + " they cannot come back.",
                        "40% of a layer's units at 0 for each of 256 rows",
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
            if (layer.saturated() >= 0.5 * units) {
                bad(
                        "saturated",
                        "layers-" + (i + 1) + "-saturated",
                        "Saturated units in hidden layer " + (i + 1),
                        layer.saturated() + " of " + units
                                + " units stand at an end of their range for 95% of the rows; the slope there is"
                                + " nearly 0, so they learn no more.",
                        "half of a layer's units beyond 97% of their range",
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
                        "symmetric",
                        "network-" + (i + 1),
                        "All units of hidden layer " + (i + 1) + " are the same",
                        "Their weights began equal, so they get equal gradients and stay equal: "
                                + settings.layers().get(i).units() + " units do the work of one.",
                        "weights of a layer's units that differ by less than 0.000001",
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
        if (first == null || last == null || has("symmetric") || !(last > 0)) {
            return;
        }
        if (first < 1e-2 * last) {
            bad(
                    "vanishing",
                    "layers-1-gradient",
                    "The gradient vanishes on its way back",
                    "It is " + text(last) + " in the last hidden layer and " + text(first)
                            + " in the first: the early layers hardly learn.",
                    "a first layer with less than 1% of the last hidden layer's gradient",
                    "Use He weights and ReLU",
                    Map.of("layers.*.activation", "relu", "layers.*.initializer", "he_normal"));
        }
    }

    private void exploding() {
        for (int i = 0; i < layers.size(); i++) {
            Double norm = layers.get(i).gradientNorm();
            if (norm != null && norm > 10) {
                bad(
                        "exploding",
                        "layers-" + (i + 1) + "-gradient",
                        "The gradient explodes",
                        "Its root mean square in layer " + (i + 1) + " is " + text(norm) + ".",
                        "a gradient above 10",
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
        if (now != null && now > 1.15 * least && now > 1.3 * loss(0) && now - least > 0.02) {
            bad(
                    "overfitting",
                    "loss",
                    "Overfitting: it learns by heart",
                    "The validation loss was " + text(least) + " in epoch " + when + " and is " + text(now)
                            + " now, while the training loss is " + text(loss(0)) + ".",
                    "a validation loss 15% above its best and 30% above the training loss",
                    "Add L2 0.003",
                    Map.of("l2", 0.003));
        }
    }

    private void head() {
        String task = run.experiment().task().row();
        if (state == RunState.BLOCKED) {
            bad(
                    "head",
                    "set-loss",
                    "The last layer does not fit the loss",
                    run.message(),
                    "the table of problems: " + task,
                    "Use the loss of the task",
                    Map.of("loss", ""));
        } else if (classes && DISTANCES.contains(settings.loss())) {
            hint(
                    "loss-of-another-task",
                    "set-loss",
                    "This loss is made for numbers, not for classes",
                    "Behind a sigmoid or a softmax its gradient is nearly 0 where the network is sure and wrong, so it"
                            + " learns least from its worst mistakes.",
                    "a distance as the loss of classes; the table of problems says " + task,
                    "Use the loss of the task",
                    Map.of("loss", ""));
        }
    }

    private void unscaled() {
        InputSpread spread = run.work().spread();
        if (spread.scaled()) {
            return;
        }
        boolean far = spread.largest() > 10;
        boolean uneven = spread.widest() > 10 * spread.narrowest();
        if (far || uneven) {
            hint(
                    "unscaled",
                    "data-inputs",
                    "Inputs are not standardized",
                    far
                            ? "A column holds values up to " + text(spread.largest())
                                    + ": its weights are pulled far harder than the others."
                            : "Columns deviate by " + text(spread.narrowest()) + " to " + text(spread.widest())
                                    + ": no one learning rate fits them all.",
                    "inputs above 10, or columns whose deviations differ more than tenfold",
                    "Standardize",
                    Map.of("data.standardize", true));
        }
    }

    private void batchNormalization() {
        boolean normalizes = settings.layers().stream()
                .anyMatch(layer -> layer.normalization().equals("batch"));
        if (normalizes && settings.batch() == 1) {
            bad(
                    "batch-norm-of-one",
                    "set-batch",
                    "Batch normalization with a batch of 1",
                    "The mean of one row is the row itself: every output becomes 0 in training.",
                    "a batch of 1 in a network with batch normalization",
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
        if (accuracy != null && classes && accuracy >= 0.95) {
            verdicts.add(new Verdict(
                    "learned",
                    "good",
                    "It has learned it",
                    text(100 * accuracy) + "% of the rows that it never learned from are answered right.",
                    "a validation accuracy of 95%",
                    "metric",
                    "",
                    Map.of()));
        }
        int back = Math.max(1, curve.size() / 10);
        if (state == RunState.DONE && curve.size() > 10 && loss(0) < 0.97 * loss(back)) {
            hint(
                    "still-improving",
                    "loss",
                    "Still improving at the end",
                    "The last tenth of the epochs took " + text(100 * (1 - loss(0) / loss(back))) + "% off the loss.",
                    "a loss that falls by 3% in the last tenth",
                    "Twice as many epochs",
                    Map.of("epochs", Math.min(Limits.LAB.epochs(), 2 * settings.epochs())));
        }
    }

    private boolean has(String rule) {
        return verdicts.stream().anyMatch(verdict -> verdict.rule().equals(rule));
    }

    private void bad(
            String rule,
            String proof,
            String title,
            String evidence,
            String threshold,
            String fix,
            Map<String, Object> changes) {
        verdicts.add(new Verdict(rule, "bad", title, evidence, threshold, proof, fix, changes));
    }

    private void hint(
            String rule,
            String proof,
            String title,
            String evidence,
            String threshold,
            String fix,
            Map<String, Object> changes) {
        verdicts.add(new Verdict(rule, "hint", title, evidence, threshold, proof, fix, changes));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 0.001 || value == 0 ? "%.3g" : "%.1e", value);
    }
}
