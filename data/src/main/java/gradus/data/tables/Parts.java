package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import gradus.math.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parts of rows, each of which is left out once: dealt at random, made of whole groups, or in the order of time.
public final class Parts {
    private Parts() {}

    /// Deals rows at random into parts of nearly equal size.
    ///
    /// @param rows the number of rows
    /// @param sorted a value for each row; each part gets nearly equal shares of small and large ones; null for
    /// none
    /// @param count the number of parts
    /// @param random deals them
    /// @return the part of each row, from 0
    public static int[] ofRows(int rows, float @Nullable [] sorted, int count, RandomStream random) {
        Integer[] dealt = shuffled(rows, random);
        if (sorted != null) {
            Arrays.sort(dealt, Comparator.comparingDouble(row -> sorted[row]));
        }
        int[] parts = new int[rows];
        for (int i = 0; i < rows; i++) {
            parts[dealt[i]] = i % count;
        }
        return parts;
    }

    /// Deals whole groups into parts: the next largest goes to the smallest part.
    ///
    /// @param groups the group of each row, from 0
    /// @param count the number of parts, at most that of groups
    /// @param random decides between groups of equal size
    /// @return the part of each row, from 0
    public static int[] ofGroups(int[] groups, int count, RandomStream random) {
        int[] sizes = new int[Arrays.stream(groups).max().orElse(-1) + 1];
        for (int group : groups) {
            sizes[group]++;
        }
        Integer[] dealt = shuffled(sizes.length, random);
        Arrays.sort(dealt, Comparator.comparingInt(group -> -sizes[group]));
        int[] partOf = new int[sizes.length];
        long[] filled = new long[count];
        for (int group : dealt) {
            int smallest = 0;
            for (int part = 1; part < filled.length; part++) {
                smallest = filled[part] < filled[smallest] ? part : smallest;
            }
            partOf[group] = smallest;
            filled[smallest] += sizes[group];
        }
        return Arrays.stream(groups).map(group -> partOf[group]).toArray();
    }

    private static Integer[] shuffled(int count, RandomStream random) {
        int[] order = new int[count];
        random.permute(order);
        return Arrays.stream(order).boxed().toArray(Integer[]::new);
    }

    /// Returns the group of each row, from 0: rows of one value are a group, and one without a value is a group of
    /// its own.
    ///
    /// @param column the values
    /// @return the groups
    public static int[] groups(Column column) {
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

    /// {@return whether a column has the same value in every row, so that it cannot order them}
    ///
    /// @param column the values
    public static boolean isSameEverywhere(Column column) {
        return Arrays.stream(groups(column)).allMatch(group -> group == 0);
    }

    /// Returns the rows in the order of a column; those without a value are first.
    ///
    /// @param column numbers, or dates
    /// @return numbers of rows
    /// @throws DataException if it is neither
    public static int[] inTime(Column column) {
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
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
