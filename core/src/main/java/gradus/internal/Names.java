package gradus.internal;

import java.util.Locale;

/// Conversions between Java's names and Keras's.
public final class Names {
    private Names() {}

    /// `batchNormalization` or `BatchNormalization` to `batch_normalization`, `LeakyReLU` to `leaky_re_lu`, `PReLU` to
    /// `p_re_lu`, `beta1` to `beta_1`, but `l1` stays: Keras's own rules.
    public static String snakeCase(String name) {
        return name.replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .replaceAll("([a-z]{2})([0-9])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
