package gradus.experiment;

import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One thing that can be chosen about a run, or about how its data is read: its name, its values and their text, its
/// default, its help, and where it stands in the settings. See [Options] for all of them.
///
/// @param name in snake case, as `class_weight`
/// @param group under which heading it is listed
/// @param use where it can be given
/// @param values what it can be, as values and as text
/// @param label what stands for a value in help, as `N`; empty for a switch
/// @param help one sentence without a full stop
/// @param usual the default in words, where it follows from the data; empty where [#standard] has it
/// @param levels levels worth comparing, as text; empty for none
/// @param get the value in the settings, or null if it is left to the data
/// @param set settings with another value
/// @param standard the text of the default, or empty if there is none
/// @param <S> the settings
/// @param <T> the values
public record Option<S, T>(
        String name,
        Group group,
        Use use,
        Values<T> values,
        String label,
        String help,
        String usual,
        String levels,
        Function<S, @Nullable T> get,
        BiFunction<S, @Nullable T, S> set,
        String standard) {
    /// Headings under which options are listed.
    public enum Group {
        /// Which columns are used, and for what.
        TABLE("The table"),
        /// Which rows are used for what, and how they are scaled.
        ROWS("Rows and scaling"),
        /// What is trained.
        NETWORK("The network"),
        /// How it is trained.
        TRAINING("Training"),
        /// How a CSV file is read.
        READING("Reading CSV files");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /// The heading.
        public String title() {
            return title;
        }
    }

    /// Where an option can be given.
    public enum Use {
        /// For all runs alike, and not as a level of a comparison.
        GIVEN,
        /// As a level of a comparison or a search only: it changes what other options gave.
        VARIED,
        /// Both.
        BOTH;

        /// Whether it is an option of the command line.
        public boolean isGiven() {
            return this != VARIED;
        }

        /// Whether it can be a level of a comparison.
        public boolean isVaried() {
            return this != GIVEN;
        }
    }

    /// This with words for the default.
    Option<S, T> usual(String words) {
        return new Option<>(name, group, use, values, label, help, words, levels, get, set, standard);
    }

    /// This with levels worth comparing.
    Option<S, T> levels(String texts) {
        return new Option<>(name, group, use, values, label, help, usual, texts, get, set, standard);
    }

    /// The value in the settings, or null if it is left to the data.
    public @Nullable T in(S settings) {
        return get.apply(settings);
    }

    /// Settings with another value; null leaves it to the data.
    public S with(S settings, @Nullable T value) {
        return set.apply(settings, value);
    }

    /// Settings with a value given as text.
    ///
    /// @throws IllegalArgumentException saying what the text must be
    public S parsed(S settings, String text) {
        return parsed(settings, name, text);
    }

    /// The same under the name that the option has where the text was written.
    public S parsed(S settings, String as, String text) {
        return with(settings, values.parse(as, text));
    }

    /// The value in the settings as text, or null if it is left to the data.
    public @Nullable String text(S settings) {
        T value = in(settings);
        return value == null ? null : values.write(value);
    }

    /// Whether it is on or off.
    public boolean isSwitch() {
        return values.isSwitch();
    }

    /// The name on the command line, as `--class-weight`, or `--no-shuffle` for what is on unless it is turned off.
    public String flag() {
        boolean negative = isSwitch() && standard.equals("on");
        return (negative ? "--no-" : "--") + name.replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /// The help with the default.
    public String description() {
        String known = usual.isEmpty() ? standard : usual;
        return help + (isSwitch() || known.isEmpty() ? "" : " (default: " + known + ")") + ".";
    }
}
