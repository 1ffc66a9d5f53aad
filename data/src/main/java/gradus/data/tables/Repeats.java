package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Rows that are not independent of each other, so that a test on some of them flatters a model of the others.
final class Repeats {
    private static final double MANY = 0.02;
    private static final int ENOUGH_ROWS = 20;
    private static final Pattern NAMED = Pattern.compile("(?i).*(patient|customer|client|subject|person|user|household|"
            + "device|session|animal|participant|respondent|driver|employee).*|.*[_ .-]id|id|.*[a-z](?-i:I[Dd])");

    private Repeats() {}

    /// @param columns of the table that are looked at, with the targets
    /// @param copies as [#copies] counts them
    static List<Advice> of(Table table, List<Column> columns, int copies) {
        List<Advice> notes = new ArrayList<>();
        if (table.rows() >= ENOUGH_ROWS) {
            doubled(table, copies, notes);
            groups(table, columns, notes);
        }
        return notes;
    }

    /// How many different cases the rows of a table are. Rows of nothing but a few words each are alike without being
    /// copies.
    static int cases(Table table, List<Column> columns, int copies) {
        return columns.stream().allMatch(column -> column.distinct() <= ENOUGH_ROWS)
                ? table.rows()
                : table.rows() - copies;
    }

    /// How many rows occur before in the table.
    static int copies(Table table, List<Column> columns) {
        Map<Integer, List<Integer>> byHash = new HashMap<>();
        int doubled = 0;
        int[] hashes = new int[table.rows()];
        for (Column column : columns) {
            for (int row = 0; row < hashes.length; row++) {
                hashes[row] = 31 * hashes[row] + hash(column, row);
            }
        }
        for (int row = 0; row < hashes.length; row++) {
            List<Integer> alike = byHash.computeIfAbsent(hashes[row], hash -> new ArrayList<>(1));
            int current = row;
            if (alike.stream().anyMatch(other -> same(columns, current, other))) {
                doubled++;
            } else {
                alike.add(row);
            }
        }
        return doubled;
    }

    private static void doubled(Table table, int doubled, List<Advice> notes) {
        if (doubled >= 2 && doubled >= MANY * table.rows()) {
            notes.add(Advice.of(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows occur before in the table. Where one copy is trained on and another is in the"
                            + " test, the test looks better than it is; remove the copies if they are no cases of their"
                            + " own",
                    doubled,
                    table.rows())));
        }
    }

    private static int hash(Column column, int row) {
        return switch (column) {
            case NumericColumn numbers -> Double.hashCode(numbers.values()[row]);
            case CategoryColumn words -> words.codes()[row];
        };
    }

    private static boolean same(List<Column> columns, int a, int b) {
        return columns.stream().allMatch(column -> switch (column) {
            case NumericColumn numbers -> Double.compare(numbers.values()[a], numbers.values()[b]) == 0;
            case CategoryColumn words -> words.codes()[a] == words.codes()[b];
        });
    }

    private static void groups(Table table, List<Column> columns, List<Advice> notes) {
        for (Column column : columns) {
            int distinct = column.distinct();
            boolean repeats = distinct >= ENOUGH_ROWS / 2 && 2L * distinct <= table.rows();
            boolean whole =
                    column instanceof CategoryColumn || (column instanceof NumericColumn numbers && numbers.isWhole());
            if (repeats && whole && NAMED.matcher(column.name()).matches()) {
                notes.add(Advice.of(
                        String.format(
                                Locale.ROOT,
                                "each %s has %.1f rows on average. If it is to be new ones that are predicted, hold"
                                        + " its rows out together",
                                Texts.quote(column.name()),
                                table.rows() / (double) distinct),
                        new Hint("group", column.name())));
            }
        }
    }
}
