package gradus.data.tables;

import gradus.data.Rows;
import gradus.data.tables.internal.Texts;
import gradus.math.RandomStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows that are held out together: those of some groups, or the last ones.
final class Splits {
    private Splits() {}

    /// The rows of a random share of the values of a column; a row without a value is a group of its own.
    static int[] byGroup(Table table, Column column, double fraction, RandomStream random) {
        int[] groups = Parts.groups(column);
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        int wanted = (int) Math.round(fraction * count);
        if (wanted == 0 || wanted == count) {
            throw new DataException(table.source() + ": column " + Texts.quote(column.name()) + " has "
                    + Texts.count(count, "group") + ", too few to hold out " + fraction + " of them");
        }
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        random.permute(order);
        BitSet chosen = new BitSet();
        for (int i = 0; i < wanted; i++) {
            chosen.set(order[i]);
        }
        return IntStream.range(0, groups.length)
                .filter(row -> chosen.get(groups[row]))
                .toArray();
    }

    /// The last rows in the order of a column.
    static int[] last(Table table, Column column, double fraction) {
        int wanted = (int) Math.round(fraction * table.rows());
        if (wanted == 0 || wanted == table.rows()) {
            throw new DataException(table.source() + ": " + Texts.count(table.rows(), "row")
                    + " are too few to hold out " + fraction + " of them");
        }
        int[] order = inTime(table, column);
        return Arrays.stream(order).skip((long) order.length - wanted).sorted().toArray();
    }

    /// The rows in the order of a column that has two values at least: one would leave them as they are in the file.
    private static int[] inTime(Table table, Column column) {
        int[] order = Parts.inTime(column);
        if (Parts.isSameEverywhere(column)) {
            throw new DataException(table.source() + ": column " + Texts.quote(column.name())
                    + " is the same in every row, so it cannot order them by time. Choose another column of times");
        }
        return order;
    }

    /// One part of the rows, dealt at random.
    ///
    /// @param sorted by whose values they are dealt, so that each part has equal shares of them; null for none
    static Schema.Split fold(Table table, @Nullable Rows sorted, SchemaOptions.Fold fold, RandomStream random) {
        requireEnough(table, table.rows(), fold, "row");
        float[] values = sorted == null ? null : firsts(sorted);
        return of(table, rows(Parts.ofRows(table.rows(), values, fold.count(), random), fold.number()));
    }

    private static float[] firsts(Rows rows) {
        float[] all = rows.toArray();
        float[] firsts = new float[rows.count()];
        for (int row = 0; row < firsts.length; row++) {
            firsts[row] = all[row * rows.width()];
        }
        return firsts;
    }

    /// The rows of a part, in ascending order.
    private static int[] rows(int[] parts, int part) {
        return IntStream.range(0, parts.length)
                .filter(row -> parts[row] == part)
                .toArray();
    }

    /// One part of the groups: the next largest goes to the smallest part.
    static Schema.Split foldOfGroups(Table table, Column column, SchemaOptions.Fold fold, RandomStream random) {
        int[] groups = Parts.groups(column);
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        requireEnough(table, count, fold, "group");
        return of(table, rows(Parts.ofGroups(groups, fold.count(), random), fold.number()));
    }

    /// A part of the rows in the order of a column, and all rows before it.
    static Schema.Split forward(Table table, Column column, SchemaOptions.Fold fold) {
        requireEnough(table, table.rows() - 1, fold, "row");
        int[] order = inTime(table, column);
        int parts = fold.count() + 1;
        int from = (int) ((long) order.length * (fold.number() + 1) / parts);
        int to = (int) ((long) order.length * (fold.number() + 2) / parts);
        return new Schema.Split(table.select(sorted(order, 0, from)), table.select(sorted(order, from, to)));
    }

    private static int[] sorted(int[] order, int from, int to) {
        return Arrays.stream(order, from, to).sorted().toArray();
    }

    private static void requireEnough(Table table, int count, SchemaOptions.Fold fold, String what) {
        if (count < fold.count()) {
            throw new DataException(
                    table.source() + ": " + Texts.count(count, what) + " are too few for " + fold.count() + " folds");
        }
    }

    /// Which tenth of the numbers each row's is in.
    static Rows tenths(Rows numbers) {
        float[] values = numbers.toArray();
        Integer[] order = new Integer[numbers.count()];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, Comparator.comparingDouble(row -> values[row * numbers.width()]));
        float[] tenths = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            tenths[order[i]] = (int) ((long) i * 10 / order.length);
        }
        return Rows.wrap(tenths, 1);
    }

    /// The rest, and the rows that are held out.
    static Schema.Split of(Table table, int[] held) {
        BitSet out = new BitSet();
        Arrays.stream(held).forEach(out::set);
        int[] rest =
                IntStream.range(0, table.rows()).filter(row -> !out.get(row)).toArray();
        return new Schema.Split(table.select(rest), table.select(held));
    }
}
