package gradus.data.tables;

import java.util.List;

/// What a column is said to hold, as in `number`, `category`, or `ordinal(low<medium<high)`.
///
/// @param name the kind, see [#NAMES]
/// @param argument what stands in parentheses, or empty
public record ColumnKind(String name, String argument) {
    /// All kinds.
    public static final List<String> NAMES =
            FeatureKind.ALL.stream().map(FeatureKind::name).sorted().toList();

    /// Checks the name.
    public ColumnKind {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "a column can be " + String.join(", ", NAMES) + ", got \"" + name + "\"");
        }
    }

    /// Reads a kind.
    ///
    /// @param text as in `date` or `ordinal(low<medium<high)`
    /// @return the kind
    /// @throws IllegalArgumentException if there is no such kind; the message lists all
    public static ColumnKind of(String text) {
        int open = text.indexOf('(');
        return open > 0 && text.endsWith(")")
                ? new ColumnKind(
                        text.substring(0, open).strip(),
                        text.substring(open + 1, text.length() - 1).strip())
                : new ColumnKind(text.strip(), "");
    }

    /// {@return whether its values are read as numbers}
    boolean isNumber() {
        return name.equals("number");
    }

    /// {@return whether words that differ in their case or in blanks are different ones}
    boolean isExact() {
        return name.equals("category") && argument.isEmpty();
    }

    @Override
    public String toString() {
        return argument.isEmpty() ? name : name + "(" + argument + ")";
    }
}
