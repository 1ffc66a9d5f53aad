package gradus.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Checks of arguments. Messages say who, what must hold, and what came.
public final class Require {
    private Require() {}

    /// Throws an [IllegalArgumentException] with the formatted message unless the condition holds.
    public static void require(boolean condition, String message, @Nullable Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }

    /// Requires a finite value greater than zero, as in `Adam.epsilon must be greater than 0, got -1.0`.
    public static void positive(String who, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, "%s must be greater than 0, got %s", who, value);
    }

    /// Requires a finite value of at least zero.
    public static void notNegative(String who, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, "%s must be at least 0, got %s", who, value);
    }

    /// Requires a value in `[0, 1)`.
    public static void fraction(String who, double value) {
        require(value >= 0 && value < 1, "%s must be in [0, 1), got %s", who, value);
    }

    /// Requires a finite value.
    public static void finite(String who, double value) {
        require(Double.isFinite(value), "%s must be finite, got %s", who, value);
    }
}
