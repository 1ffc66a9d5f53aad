package gradus.data.tables;

import gradus.data.Rows;
import gradus.data.tables.internal.Texts;
import gradus.math.RandomStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows that are held out together: those of some groups, or the last ones.
final class Splits {
    private Splits() {}

    /// The rows of a random share of the values of a column; a row without a value is a group of its own.
    static int[] byGroup(Table table, Column column, double fraction, RandomStream random) {
        int[] groups = groups(column);
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

    /// The group of each row, from 0.
    private static int[] groups(Column column) {
        CategoryColumn words = CategoryFeature.words(column);
        Map<Integer, Integer> places = new HashMap<>();
        int[] groups = new int[column.rows()];
        int without = -1;
        for (int row = 0; row < groups.length; row++) {
            int code = words.codes()[row] < 0 ? without-- : words.codes()[row];
            int next = places.size();
            groups[row] = places.computeIfAbsent(code, key -> next);
        }
        return groups;
    }

    /// The last rows in the order of a column.
    static int[] last(Table table, Column column, double fraction) {
        int wanted = (int) Math.round(fraction * table.rows());
        if (wanted == 0 || wanted == table.rows()) {
            throw new DataException(table.source() + ": " + Texts.count(table.rows(), "row")
                    + " are too few to hold out " + fraction + " of them");
        }
        Integer[] order = order(column);
        return Arrays.stream(order)
                .skip((long) order.length - wanted)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /// One part of the rows, dealt at random.
    ///
    /// @param sorted by whose values they are dealt, so that each part has equal shares of them; null for none
    static Schema.Split fold(Table table, @Nullable Rows sorted, SchemaOptions.Fold fold, RandomStream random) {
        requireEnough(table, table.rows(), fold, "row");
        int[] order = new int[table.rows()];
        random.permute(order);
        Integer[] dealt = Arrays.stream(order).boxed().toArray(Integer[]::new);
        if (sorted != null) {
            float[] values = sorted.toArray();
            Arrays.sort(dealt, Comparator.comparingDouble(row -> values[row * sorted.width()]));
        }
        return of(
                table,
                IntStream.range(0, dealt.length)
                        .filter(i -> i % fold.count() == fold.number())
                        .map(i -> dealt[i])
                        .sorted()
                        .toArray());
    }

    /// One part of the groups: the next largest goes to the smallest part.
    static Schema.Split foldOfGroups(Table table, Column column, SchemaOptions.Fold fold, RandomStream random) {
        int[] groups = groups(column);
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        requireEnough(table, count, fold, "group");
        int[] sizes = new int[count];
        for (int group : groups) {
            sizes[group]++;
        }
        int[] order = new int[count];
        random.permute(order);
        Integer[] dealt = Arrays.stream(order).boxed().toArray(Integer[]::new);
        Arrays.sort(dealt, Comparator.comparingInt(group -> -sizes[group]));
        int[] partOf = new int[count];
        long[] filled = new long[fold.count()];
        for (int group : dealt) {
            int smallest = 0;
            for (int part = 1; part < filled.length; part++) {
                smallest = filled[part] < filled[smallest] ? part : smallest;
            }
            partOf[group] = smallest;
            filled[smallest] += sizes[group];
        }
        return of(
                table,
                IntStream.range(0, groups.length)
                        .filter(row -> partOf[groups[row]] == fold.number())
                        .toArray());
    }

    /// A part of the rows in the order of a column, and all rows before it.
    static Schema.Split forward(Table table, Column column, SchemaOptions.Fold fold) {
        requireEnough(table, table.rows() - 1, fold, "row");
        Integer[] order = order(column);
        int parts = fold.count() + 1;
        int from = (int) ((long) order.length * (fold.number() + 1) / parts);
        int to = (int) ((long) order.length * (fold.number() + 2) / parts);
        return new Schema.Split(table.select(sorted(order, 0, from)), table.select(sorted(order, from, to)));
    }

    private static int[] sorted(Integer[] order, int from, int to) {
        return Arrays.stream(order, from, to)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
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

    /// The rows in the order of a column; those without a value first.
    private static Integer[] order(Column column) {
        double[] values = new double[column.rows()];
        switch (column) {
            case NumericColumn numbers -> {
                for (int row = 0; row < values.length; row++) {
                    values[row] =
                            Double.isNaN(numbers.values()[row]) ? Double.NEGATIVE_INFINITY : numbers.values()[row];
                }
            }
            case CategoryColumn words -> {
                Feature dates = DateFeature.KIND.recognise(words, false);
                if (!(dates instanceof DateFeature feature)) {
                    throw new DataException("column " + Texts.quote(column.name())
                            + " must be numbers or dates to order the rows by, got " + column.describe());
                }
                for (int row = 0; row < values.length; row++) {
                    values[row] = words.isMissing(row) ? Double.NEGATIVE_INFINITY : feature.elapsed(words.text(row));
                }
            }
        }
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, Comparator.comparingDouble(row -> values[row]));
        return order;
    }
}
