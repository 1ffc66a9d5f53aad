package gradus.math;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The precision of matrix products in training. Weights, gradients, optimizers, activations and losses are always
/// float32.
public enum Precision {
    /// Everything in float32.
    FLOAT32,

    /// Factors of large matrix products are rounded to bfloat16, which has the range of float32 and 8 significant
    /// bits; their sums are float32. Intended for processors with AMX. Keras's policy of this name goes further:
    /// there everything that layers compute is bfloat16.
    MIXED_BFLOAT16;

    /// {@return the name in Keras, `float32` or `mixed_bfloat16`}
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the precision with the given name.
    ///
    /// @param text the name in Keras
    /// @return the precision
    /// @throws IllegalArgumentException if there is none; the message lists the names
    public static Precision named(String text) {
        return Arrays.stream(values())
                .filter(precision -> precision.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("precision must be "
                        + Arrays.stream(values()).map(Precision::text).collect(Collectors.joining(" or ")) + ", got \""
                        + text + "\""));
    }
}
