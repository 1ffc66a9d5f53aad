package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column that is not looked at, because it is empty, constant or an identifier, or because that was asked for. A
/// later table may lack it.
///
/// @param name the column
/// @param kind `ignore` or `id`
/// @param reason why, as the end of a sentence; empty if it was asked for
public record IgnoredFeature(String name, String kind, String reason) implements Feature {
    /// Columns without content, and those that were said to be ignored.
    static final FeatureKind KIND = new Kind("ignore");
    /// Identifiers, after all else was tried.
    static final FeatureKind ID = new Kind("id");

    private static final int FEW = 20;
    private static final int ENOUGH_ROWS = 10;
    private static final double NEARLY_ALL = 0.9;
    private static final Pattern NAMED_ID = Pattern.compile("(?i)id|.*[_ .-]id|uuid|guid|.*[a-z](?-i:I[Dd])");

    @Override
    public List<String> inputNames() {
        return List.of();
    }

    @Override
    public CellEncoder encoder(Doubts doubts) {
        return (text, target, at) -> {};
    }

    @Override
    public List<Advice> notes(Column column) {
        if (reason.isEmpty()) {
            return List.of();
        }
        String note = "column " + Texts.quote(name) + " is left out: " + reason;
        String other = NameList.item(name) + "=" + (column instanceof NumericColumn ? "number" : "category");
        return List.of(
                column.missing() == column.rows()
                        ? Advice.of(note)
                        : Advice.of(note + ". Use it", new Hint("as", other)));
    }

    @Override
    public Map<String, Object> toMap() {
        return reason.isEmpty() ? Map.of() : Map.of("reason", reason);
    }

    /// What says nothing.
    private record Kind(String name) implements FeatureKind {
        @Override
        public @Nullable Feature recognise(Column column, boolean pixels) {
            String reason = name.equals("ignore") ? empty(column, pixels) : different(column);
            return reason == null ? null : new IgnoredFeature(column.name(), name, reason);
        }

        private static @Nullable String empty(Column column, boolean pixels) {
            if (first(column) == column.rows()) {
                return "it has no values";
            }
            boolean constant =
                    switch (column) {
                        case NumericColumn numbers -> numbers.isConstant();
                        case CategoryColumn words -> words.distinct() == 1;
                    };
            if (constant && column.missing() == 0 && !pixels && column.rows() > 1) {
                return "it is " + Texts.quote(column.text(0)) + " in every row";
            }
            return column instanceof NumericColumn numbers && column.rows() >= ENOUGH_ROWS ? identifier(numbers) : null;
        }

        private static @Nullable String identifier(NumericColumn column) {
            if (counts(column.values())) {
                return "it numbers the rows";
            }
            boolean named = NAMED_ID.matcher(column.name()).matches();
            return named && column.rows() > FEW && column.distinct() == column.rows()
                    ? "it identifies the rows, each by another number"
                    : null;
        }

        private static boolean counts(double[] values) {
            for (int i = 1; i < values.length; i++) {
                if (values[i] != values[i - 1] + 1) {
                    return false;
                }
            }
            return true;
        }

        private static @Nullable String different(Column column) {
            return "it has " + Texts.count(column.distinct(), "different text") + " in "
                    + Texts.count((long) column.rows() - column.missing(), "row") + ", such as "
                    + Texts.quote(column.text(first(column))) + ", as identifiers do";
        }

        /// The first row with a value; the number of rows if there is none.
        private static int first(Column column) {
            int row = 0;
            while (row < column.rows() && column.isMissing(row)) {
                row++;
            }
            return row;
        }

        @Override
        public Feature of(Column column, String argument) {
            return new IgnoredFeature(column.name(), name, "");
        }

        @Override
        public Feature from(String column, Map<String, ? extends @Nullable Object> map) {
            return new IgnoredFeature(column, name, map.get("reason") instanceof String text ? text : "");
        }
    }

    /// Whether a column is called an identifier.
    static boolean isNamedIdentifier(String name) {
        return NAMED_ID.matcher(name).matches();
    }

    /// Whether nearly every row has a text of its own.
    static boolean isDifferentNearlyEverywhere(CategoryColumn words) {
        return isDifferent(words, NEARLY_ALL);
    }

    /// Whether at least half of the rows have a text of their own.
    static boolean isMostlyDifferent(CategoryColumn words) {
        return isDifferent(words, 0.5);
    }

    private static boolean isDifferent(CategoryColumn words, double share) {
        int distinct = words.distinct();
        return distinct > FEW && distinct > share * (words.rows() - words.missing());
    }
}
