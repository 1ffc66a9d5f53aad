package gradus.data.tables;

import java.io.Serializable;

/// An option that would help, as part of an [Advice]. It follows its words, as in `Leave it out` + ` with drop=city`,
/// and is written as suits the place where it is read: on the command line ` with --drop city`.
///
/// @param option its name in snake case, as `skip_bad_lines`
/// @param value what to give it, or empty
public record Hint(String option, String value) implements Serializable {
    /// Creates a hint to an option without a value.
    ///
    /// @param option name of the option
    /// @return the hint
    public static Hint of(String option) {
        return new Hint(option, "");
    }

    /// ` with drop=city`, or ` with the option skip_bad_lines`.
    @Override
    public String toString() {
        return value.isEmpty() ? " with the option " + option : " with " + option + "=" + value;
    }
}
