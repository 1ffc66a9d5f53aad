package gradus.data.tables;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the numbers of a column are written: `1282.5`, `1,282.50`, `1.282,50`, `1 282,50`, each also with a unit, as in
/// `$10,194`, `12.3 cm`, `45%` or `1.2k`, and in parentheses if it is negative: `(1,282.50)`.
///
/// @param decimal the mark before the fraction, `.` or `,`
/// @param group the mark between thousands; a zero character for none
record NumberStyle(char decimal, char group) {
    /// Nothing between thousands.
    private static final char NONE = 0;

    private static final int LONGEST = 40;

    /// All styles, the likelier first: a column is read in the first one that all its numbers have. So `1,282` is a
    /// number with thousands, unless another number of the column is not, such as `0,5`.
    static final List<NumberStyle> ALL = List.of(
            new NumberStyle('.', NONE),
            new NumberStyle('.', ','),
            new NumberStyle(',', NONE),
            new NumberStyle(',', '.'),
            new NumberStyle('.', ' '),
            new NumberStyle(',', ' '),
            new NumberStyle('.', '\''));

    private static final String CURRENCY =
            "\\p{Sc}|[A-Za-z]{1,2}\\p{Sc}|(?i:usd|eur|gbp|chf|jpy|cny|inr|cad|aud|rs|kr)";
    /// Sign, currency, sign, number, unit.
    private static final Pattern WITH_UNIT = Pattern.compile("([+-]?)\\s*(" + CURRENCY + "|#|)\\s*([+-]?)"
            + "([0-9.,][0-9.,' ]*?(?:[eE][+-]?[0-9]+)?)\\s*([%‰\\p{Sc}°\\p{L}µ][\\p{L}\\p{Sc}°µ/ .²³]{0,11}[23]?|)");
    /// What a suffix multiplies with.
    private static final Map<String, Double> FACTORS =
            Map.of("k", 1e3, "K", 1e3, "M", 1e6, "mn", 1e6, "Mio", 1e6, "B", 1e9, "bn", 1e9, "Mrd", 1e9);

    /// A number and what is written around it.
    ///
    /// @param core the digits and marks with their sign, in `.` style blanks
    /// @param unit the unit, or empty
    /// @param factor what the suffix multiplies with
    record Parts(String core, String unit, double factor) {
        /// Takes a text apart; null if it is not a number, with or without a unit.
        static @Nullable Parts of(String text) {
            if (text.length() > LONGEST || text.isEmpty()) {
                return null;
            }
            String plain = text.replace('\u00A0', ' ')
                    .replace('\u202F', ' ')
                    .replace('\u2019', '\'')
                    .replace('−', '-');
            boolean negative = plain.startsWith("(") && plain.endsWith(")");
            Matcher match = WITH_UNIT.matcher(
                    negative ? plain.substring(1, plain.length() - 1).strip() : plain);
            if (!match.matches()) {
                return null;
            }
            String sign = match.group(1) + match.group(3);
            if (sign.length() + (negative ? 1 : 0) > 1) {
                return null;
            }
            String suffix = match.group(5).strip();
            double factor = FACTORS.getOrDefault(suffix, 1.0);
            String unit = (match.group(2) + " " + (factor == 1 ? suffix : "")).strip();
            return new Parts((negative ? "-" : sign) + match.group(4).strip(), unit, factor);
        }
    }

    boolean isPlain() {
        return equals(ALL.getFirst());
    }

    /// The value of a text in this style; NaN if it is none.
    double value(String text) {
        if (group == NONE && Numbers.isNumber(text, decimal)) {
            return Numbers.parse(text, decimal);
        }
        Parts parts = Parts.of(text);
        return parts == null ? Double.NaN : value(parts);
    }

    double value(Parts parts) {
        String number = ungrouped(parts.core);
        if (number == null || !Numbers.isNumber(number, decimal)) {
            return Double.NaN;
        }
        double value = Numbers.parse(number, decimal) * parts.factor;
        return Math.abs(value) <= Float.MAX_VALUE ? value : Double.POSITIVE_INFINITY;
    }

    boolean isNumber(Parts parts) {
        String number = ungrouped(parts.core);
        return number != null && Numbers.isNumber(number, decimal);
    }

    /// Without the marks between thousands; null if they are not where they must be: after one to three digits, of
    /// which the first is not zero, and then after every three.
    private @Nullable String ungrouped(String core) {
        if (group == NONE || core.indexOf(group) < 0) {
            return core;
        }
        int start = core.charAt(0) == '-' || core.charAt(0) == '+' ? 1 : 0;
        int end = start;
        while (end < core.length() && (Character.isDigit(core.charAt(end)) || core.charAt(end) == group)) {
            end++;
        }
        int first = core.indexOf(group) - start;
        if (first < 1 || first > 3 || core.charAt(start) == '0' || core.indexOf(group, end) >= 0) {
            return null;
        }
        for (int i = start + first; i < end; i++) {
            if ((core.charAt(i) == group) != ((i - start - first) % 4 == 0)) {
                return null;
            }
        }
        return (end - start - first) % 4 != 0 ? null : core.replace(String.valueOf(group), "");
    }

    /// The thousands in words: `a comma between thousands`.
    String thousands() {
        return switch (group) {
                    case ',' -> "commas";
                    case '.' -> "points";
                    case ' ' -> "blanks";
                    default -> "apostrophes";
                }
                + " between thousands";
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s%s", decimal, group == NONE ? "" : group);
    }
}
