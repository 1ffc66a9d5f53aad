package gradus.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Checks of arguments. Messages name the argument, the requirement, and the value found.
public final class Require {
    private Require() {}

    /// Throws an [IllegalArgumentException] with the formatted message unless the condition holds.
    ///
    /// @param condition what must hold
    /// @param message the message, in the format of [String#format]
    /// @param arguments the arguments of the message
    public static void require(boolean condition, String message, @Nullable Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }

    /// Requires a finite value greater than zero. The message is like
    /// `Adam.epsilon must be greater than 0, got -1.0`.
    ///
    /// @param who the argument, as the message names it
    /// @param value its value
    public static void positive(String who, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, "%s must be greater than 0, got %s", who, value);
    }

    /// Requires a finite value of at least zero.
    ///
    /// @param who the argument, as the message names it
    /// @param value its value
    public static void notNegative(String who, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, "%s must be at least 0, got %s", who, value);
    }

    /// Requires a value in `[0, 1)`.
    ///
    /// @param who the argument, as the message names it
    /// @param value its value
    public static void fraction(String who, double value) {
        require(value >= 0 && value < 1, "%s must be in [0, 1), got %s", who, value);
    }

    /// Requires a finite value.
    ///
    /// @param who the argument, as the message names it
    /// @param value its value
    public static void finite(String who, double value) {
        require(Double.isFinite(value), "%s must be finite, got %s", who, value);
    }
}
