package gradus.math;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// In what numbers a training computes. Weights, gradients, optimizers, activations and losses are float32 in any
/// case.
public enum Precision {
    /// All in float32.
    FLOAT32,

    /// What large matrix products multiply is rounded to bfloat16, which has the range of a float32 and 8
    /// significant bits; what they sum is float32. Made for processors with AMX. Keras's policy of this name goes
    /// further: there all that layers compute is bfloat16.
    MIXED_BFLOAT16;

    /// `float32` or `mixed_bfloat16`, as Keras calls them.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The precision of that name.
    ///
    /// @throws IllegalArgumentException naming those that exist, if there is none
    public static Precision named(String text) {
        return Arrays.stream(values())
                .filter(precision -> precision.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("precision must be "
                        + Arrays.stream(values()).map(Precision::text).collect(Collectors.joining(" or ")) + ", got \""
                        + text + "\""));
    }
}
