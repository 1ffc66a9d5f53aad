package gradus.internal;

import java.util.Locale;
import java.util.Map;

/// Conversions between names in Java, names in Keras, and display names.
public final class Names {
    /// Words with capitals inside.
    private static final Map<String, String> SPELLINGS = Map.of(
            "celu", "CELU",
            "elu", "ELU",
            "gelu", "GELU",
            "glu", "GLU",
            "reducelronplateau", "Reduce LR on plateau",
            "relu", "ReLU",
            "relu6", "ReLU6",
            "rmsprop", "RMSprop",
            "selu", "SELU",
            "silu", "SiLU");

    private Names() {}

    /// Converts a name by Keras's own rules: `batchNormalization` or `BatchNormalization` to `batch_normalization`,
    /// `LeakyReLU` to `leaky_re_lu`, `PReLU` to `p_re_lu`, `beta1` to `beta_1`; but `l1` and `axis1` stay.
    ///
    /// @param name the name in camel case
    /// @return the name in snake case
    public static String snakeCase(String name) {
        return name.replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .replaceAll("([a-z]{2})(?<!axis)([0-9])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /// Converts a name to a display name: `MeanSquaredError` to `Mean squared error`, `KLDivergence` to
    /// `KL divergence`, `leaky_relu` to `Leaky ReLU`; `RMSprop` and `PReLU` stay.
    ///
    /// @param name the name in camel case or snake case
    /// @return the display name
    public static String title(String name) {
        String known = SPELLINGS.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        String[] words = name.replaceAll("([a-z0-9])([A-Z][a-z])", "$1_$2")
                .replaceAll("([A-Z]{2})([A-Z][a-z])", "$1_$2")
                .split("_", -1);
        StringBuilder title = new StringBuilder();
        for (String word : words) {
            boolean plain = word.matches("[A-Z]?[a-z0-9]*");
            String spelled = SPELLINGS.get(word);
            if (spelled != null) {
                title.append(spelled);
            } else if (title.isEmpty()) {
                title.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            } else {
                title.append(plain ? word.toLowerCase(Locale.ROOT) : word);
            }
            title.append(' ');
        }
        return title.toString().strip();
    }
}
