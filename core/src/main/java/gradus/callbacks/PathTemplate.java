package gradus.callbacks;

import static gradus.internal.Require.require;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file name with placeholders for numbers, in the part of Python's format language that numbers need:
/// `{epoch:02d}`, `{val_loss:.2f}`, `{lr:.1e}`, `{accuracy}`.
record PathTemplate(String text) {
    private static final Pattern HOLE = Pattern.compile("\\{([^{}:]*)(?::([^{}]*))?}");
    private static final Pattern FORMAT = Pattern.compile("(0?)([1-9]\\d?)?(?:\\.(\\d\\d?))?([dfeg])?");

    /// Checks that every placeholder has an available name and a format for numbers.
    ///
    /// @param who the callback, for messages
    void check(String who, Set<String> names) {
        Matcher hole = HOLE.matcher(text);
        while (hole.find()) {
            require(
                    names.contains(hole.group(1)),
                    "%s has the unknown placeholder {%s} in its file name %s; available names: %s",
                    who,
                    hole.group(1),
                    text,
                    String.join(", ", names));
            String format = hole.group(2);
            require(
                    format == null || FORMAT.matcher(format).matches(),
                    "%s has the unknown format \"%s\" in its file name %s; examples of formats: 02d, .2f, .3e",
                    who,
                    format,
                    text);
        }
        String rest = HOLE.matcher(text).replaceAll("");
        require(
                rest.indexOf('{') < 0 && rest.indexOf('}') < 0,
                "%s has an unmatched brace in its file name %s",
                who,
                text);
    }

    /// Returns the text with all placeholders replaced.
    ///
    /// @param values whole numbers as Integer, others as Double
    String fill(Map<String, ? extends Number> values) {
        return HOLE.matcher(text)
                .replaceAll(hole -> Matcher.quoteReplacement(
                        format(values.get(hole.group(1)), hole.group(2) == null ? "" : hole.group(2))));
    }

    private static String format(@org.jspecify.annotations.Nullable Number value, String format) {
        Matcher parts = FORMAT.matcher(format);
        // A value may be missing in some epochs, such as those of validation.
        if (value == null || format.isEmpty() || !parts.matches()) {
            return String.valueOf(value);
        }
        String width = parts.group(2) == null ? "" : parts.group(1) + parts.group(2);
        String kind = parts.group(4) == null ? (value instanceof Integer ? "d" : "g") : parts.group(4);
        if (kind.equals("d")) {
            return String.format(Locale.ROOT, "%" + width + "d", Math.round(value.doubleValue()));
        }
        String precision = parts.group(3) == null ? "" : "." + parts.group(3);
        return String.format(Locale.ROOT, "%" + width + precision + kind, value.doubleValue());
    }
}
