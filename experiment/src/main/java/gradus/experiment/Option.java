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
        /// How answers are judged, and what is decided from them.
        ANSWER("Scores and decisions"),
        /// How a table is read.
        READING("Reading tables");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /// {@return the heading}
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

        /// {@return whether it is an option of the command line}
        public boolean isGiven() {
            return this != VARIED;
        }

        /// {@return whether it can be a level of a comparison}
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

    /// Returns the value in the settings.
    ///
    /// @param settings the settings
    /// @return the value, or null if it is left to the data
    public @Nullable T in(S settings) {
        return get.apply(settings);
    }

    /// Sets the value.
    ///
    /// @param settings the settings
    /// @param value the value, or null to leave it to the data
    /// @return the changed settings
    public S with(S settings, @Nullable T value) {
        return set.apply(settings, value);
    }

    /// Sets the value from its text.
    ///
    /// @param settings the settings
    /// @param text the value as text
    /// @return the changed settings
    /// @throws IllegalArgumentException if the text is not valid; the message says what it must be
    public S parsed(S settings, String text) {
        return parsed(settings, name, text);
    }

    /// Sets the value from its text, with another name for the option in messages.
    ///
    /// @param settings the settings
    /// @param as name of the option where the text was written
    /// @param text the value as text
    /// @return the changed settings
    public S parsed(S settings, String as, String text) {
        return with(settings, values.parse(as, text));
    }

    /// Returns the value in the settings as text.
    ///
    /// @param settings the settings
    /// @return the text, or null if the value is left to the data
    public @Nullable String text(S settings) {
        T value = in(settings);
        return value == null ? null : values.write(value);
    }

    /// {@return whether the values are on and off}
    public boolean isSwitch() {
        return values.isSwitch();
    }

    /// {@return the name on the command line, such as `--class-weight`} It is `--no-shuffle` for an option that is
    /// on by default.
    public String flag() {
        boolean negative = isSwitch() && standard.equals("on");
        return (negative ? "--no-" : "--") + name.replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /// {@return the help with the default}
    public String description() {
        String known = usual.isEmpty() ? standard : usual;
        return help + (isSwitch() || known.isEmpty() ? "" : " (default: " + known + ")") + ".";
    }
}
