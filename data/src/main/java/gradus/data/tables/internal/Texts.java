package gradus.data.tables.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Wording of messages.
public final class Texts {
    private static final int MOST = 12;
    private static final int LONGEST = 60;

    private Texts() {}

    /// Joins items: `a, b, c`, or the first twelve and `… and 30 more`.
    ///
    /// @param items the items
    /// @return the list as text
    public static String list(Collection<?> items) {
        String first = items.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
        return items.size() <= MOST ? first : first + " and " + (items.size() - MOST) + " more";
    }

    /// Joins values as they stand in a file. One that would read as several, or whose ends would not be seen, is
    /// quoted: `"a, b", c`.
    ///
    /// @param values names of columns, categories or cells
    /// @return the list as text
    public static String names(Collection<String> values) {
        return list(values.stream()
                .map(value -> value.equals(value.strip())
                                && !value.isEmpty()
                                && value.chars().noneMatch(c -> ",\n\r".indexOf(c) >= 0)
                        ? value
                        : quote(value))
                .toList());
    }

    /// Quotes a value and shortens it if it is long.
    ///
    /// @param value the value
    /// @return the value in double quotes
    public static String quote(String value) {
        String shown = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
        return '"' + shown.replace("\n", "\\n").replace("\r", "\\r") + '"';
    }

    /// Writes a count: `1 row`, `2 rows`.
    ///
    /// @param number the count
    /// @param noun singular of the noun
    /// @return number and noun
    public static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : noun + "s");
    }

    /// Ends a sentence with a suggestion, such as `; did you mean "price"?`.
    ///
    /// @param name the unknown name
    /// @param candidates the known names
    /// @return the suggestion, or a full stop if no candidate is near
    public static String suggestion(String name, Collection<String> candidates) {
        String nearest = nearest(name, candidates);
        return nearest == null ? "." : "; did you mean " + quote(nearest) + "?";
    }

    /// Returns the candidate with the smallest edit distance, at most a third of its letters.
    ///
    /// @param name the unknown name
    /// @param candidates the known names
    /// @return the nearest candidate, or null if none is near enough
    public static @Nullable String nearest(String name, Collection<String> candidates) {
        if (name.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            if (candidate.length() > LONGEST) {
                continue;
            }
            int edits = edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < fewest && edits <= Math.max(1, (candidate.length() + 1) / 3)) {
                nearest = candidate;
                fewest = edits;
            }
        }
        return nearest;
    }

    /// How many letters must be put in, left out, replaced, or swapped with their neighbour.
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
