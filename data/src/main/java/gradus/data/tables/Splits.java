package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import gradus.math.RandomStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

/// Rows that are held out together: those of some groups, or the last ones.
final class Splits {
    private Splits() {}

    /// The rows of a random share of the values of a column; a row without a value is a group of its own.
    static int[] byGroup(Table table, Column column, double fraction, RandomStream random) {
        CategoryColumn words = CategoryFeature.words(column);
        int named = words.categories().size();
        int[] groups = words.codes().clone();
        int count = named;
        for (int row = 0; row < groups.length; row++) {
            groups[row] = groups[row] < 0 ? count++ : groups[row];
        }
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
        return java.util.stream.IntStream.range(0, groups.length)
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
        Integer[] order = order(column);
        return Arrays.stream(order)
                .skip((long) order.length - wanted)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /// The rest, and the rows that are held out.
    static Schema.Split of(Table table, int[] held) {
        BitSet out = new BitSet();
        Arrays.stream(held).forEach(out::set);
        int[] rest = java.util.stream.IntStream.range(0, table.rows())
                .filter(row -> !out.get(row))
                .toArray();
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
