package gradus.lab.diagnosis;

import static gradus.lab.diagnosis.Findings.text;

import gradus.lab.messages.Messages.LayerPicture;
import java.util.List;
import java.util.Map;

/// What is wrong inside the layers.
final class LayerChecks {
    private final Findings found;
    private final List<LayerPicture> layers;
    /// How many hidden layers there are pictures of.
    private final int hidden;

    LayerChecks(Findings found) {
        this.found = found;
        layers = found.layers;
        hidden = Math.min(layers.size() - 1, found.settings.layers().size());
    }

    private int units(int layer) {
        return found.settings.layers().get(layer).units();
    }

    void symmetric() {
        for (int i = 0; i < hidden; i++) {
            if (layers.get(i).alike()) {
                found.bad(
                        Rule.SYMMETRIC,
                        "network-" + (i + 1),
                        "All units of hidden layer " + (i + 1) + " are the same",
                        "Their weights began equal, so they get equal gradients and stay equal: " + units(i)
                                + " units do the work of one.",
                        "Random first weights",
                        Map.of("layers.*.initializer", "glorot_uniform"));
                return;
            }
        }
    }

    void exploding() {
        for (int i = 0; i < layers.size(); i++) {
            Double norm = layers.get(i).gradientNorm();
            if (norm != null && norm > Rule.EXPLODED && !found.has(Rule.RATE_TOO_HIGH)) {
                found.bad(
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

    void dead() {
        for (int i = 0; i < hidden; i++) {
            LayerPicture layer = layers.get(i);
            if (layer.dead() > 0 && layer.dead() >= Rule.DEAD * units(i)) {
                found.bad(
                        Rule.DEAD_UNITS,
                        "layers-" + (i + 1) + "-dead",
                        "Dead units in hidden layer " + (i + 1),
                        layer.dead() + " of " + units(i) + " ReLU units answer 0 to every row, so their gradient is 0"
                                + " and they cannot come back.",
                        "Use leaky ReLU",
                        Map.of("layers.*.activation", "leaky_relu"));
                return;
            }
        }
    }

    void saturated() {
        for (int i = 0; i < hidden; i++) {
            LayerPicture layer = layers.get(i);
            if (layer.saturated() >= Rule.SATURATED * units(i)) {
                found.bad(
                        Rule.SATURATED_UNITS,
                        "layers-" + (i + 1) + "-saturated",
                        "Saturated units in hidden layer " + (i + 1),
                        layer.saturated() + " of " + units(i)
                                + " units stand at an end of their range for 95% of the rows; the slope there is"
                                + " nearly 0, so they learn no more.",
                        "Use He weights and ReLU",
                        Map.of("layers.*.activation", "relu", "layers.*.initializer", "he_normal"));
                return;
            }
        }
    }

    void vanishing() {
        if (layers.size() < 4) {
            return;
        }
        Double first = layers.getFirst().gradientNorm();
        Double last = layers.get(layers.size() - 2).gradientNorm();
        if (first != null && last != null && last > 0 && first < Rule.VANISHED * last) {
            found.bad(
                    Rule.VANISHING,
                    "layers-1-gradient",
                    "The gradient vanishes on its way back",
                    "It is " + text(last) + " in the last hidden layer and " + text(first)
                            + " in the first: the early layers hardly learn.",
                    "Use He weights and ReLU",
                    Map.of("layers.*.activation", "relu", "layers.*.initializer", "he_normal"));
        }
    }
}
