package gradus.callbacks;

import static gradus.internal.Require.require;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file name with holes for numbers, in Python's format language as far as numbers need it: `{epoch:02d}`,
/// `{val_loss:.2f}`, `{lr:.1e}`, `{accuracy}`.
record PathTemplate(String text) {
    private static final Pattern HOLE = Pattern.compile("\\{([^{}:]*)(?::([^{}]*))?}");
    private static final Pattern FORMAT = Pattern.compile("(0?)([1-9]\\d?)?(?:\\.(\\d\\d?))?([dfeg])?");

    /// Checks that every hole has a name that will be known, and a format for numbers.
    ///
    /// @param who for messages
    void check(String who, Set<String> names) {
        Matcher hole = HOLE.matcher(text);
        while (hole.find()) {
            require(
                    names.contains(hole.group(1)),
                    "%s has {%s} in its file name %s; names that can stand there: %s",
                    who,
                    hole.group(1),
                    text,
                    String.join(", ", names));
            String format = hole.group(2);
            require(
                    format == null || FORMAT.matcher(format).matches(),
                    "%s has the format \"%s\" in its file name %s; examples of formats: 02d, .2f, .3e",
                    who,
                    format,
                    text);
        }
        String rest = HOLE.matcher(text).replaceAll("");
        require(
                rest.indexOf('{') < 0 && rest.indexOf('}') < 0,
                "%s has a brace without its partner in its file name %s",
                who,
                text);
    }

    /// The text with all holes filled.
    ///
    /// @param values whole numbers as Integer, others as Double
    String fill(Map<String, ? extends Number> values) {
        return HOLE.matcher(text)
                .replaceAll(hole -> Matcher.quoteReplacement(
                        format(values.get(hole.group(1)), hole.group(2) == null ? "" : hole.group(2))));
    }

    private static String format(@org.jspecify.annotations.Nullable Number value, String format) {
        Matcher parts = FORMAT.matcher(format);
        // A value may be missing now and then, as those of validation.
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
