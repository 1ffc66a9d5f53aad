package gradus.experiment;

import gradus.data.tables.CategoryColumn;
import gradus.data.tables.Column;
import gradus.data.tables.Feature;
import gradus.data.tables.IgnoredFeature;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the table of a run held, column by column: kept in the model's file, so that later rows can be compared
/// with it, and shown as an example.
///
/// @param example a row of the table without gaps, or with as few as any of the first rows has: texts by the names
///     of columns
/// @param columns the distribution of each column that the model looks at, of the first [#COLUMNS] of them
public record TrainingProfile(Map<String, String> example, Map<String, Distribution> columns) {
    /// Wider tables are described by this many of their columns.
    static final int COLUMNS = 200;

    private static final int BINS = 10;
    private static final int CATEGORIES = 50;
    private static final int ROWS_TRIED = 100;
    /// Of longer tables, about this many rows are counted, at equal distances.
    private static final int ROWS_COUNTED = 20_000;

    /// Copies the maps.
    public TrainingProfile {
        example = Collections.unmodifiableMap(new LinkedHashMap<>(example));
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /// How the values of a column are distributed.
    ///
    /// @param missing the share of empty cells
    /// @param edges of numbers: ascending bounds between bins. A number belongs to the first bin whose upper bound
    ///     is at least as large
    /// @param categories of words: the most frequent ones
    /// @param shares the share of each bin, or of each category and of all others, among the cells that are not
    /// empty
    public record Distribution(double missing, List<Double> edges, List<String> categories, List<Double> shares) {
        /// Copies the lists.
        public Distribution {
            edges = List.copyOf(edges);
            categories = List.copyOf(categories);
            shares = List.copyOf(shares);
        }

        /// {@return whether the column has words}
        public boolean isWords() {
            return !categories.isEmpty();
        }

        /// {@return the index of the share that a number belongs to}
        /// @param value the number
        public int bin(double value) {
            int bin = 0;
            while (bin < edges.size() && value > edges.get(bin)) {
                bin++;
            }
            return bin;
        }

        /// {@return the index of the share that a word belongs to}
        /// @param word the word
        public int bin(String word) {
            int place = categories.indexOf(word);
            return place < 0 ? categories.size() : place;
        }
    }

    /// Describes the columns of a table that a schema looks at.
    static TrainingProfile of(Schema schema, Table table) {
        Map<String, Distribution> columns = new LinkedHashMap<>();
        // Columns of some rows only: whole ones of a large table would not fit in memory side by side.
        List<Column> seen = new ArrayList<>();
        Table tried = table.select(
                IntStream.range(0, Math.min(ROWS_TRIED, table.rows())).toArray());
        int step = Math.ceilDiv(table.rows(), ROWS_COUNTED);
        Table counted = step == 1
                ? table
                : table.select(IntStream.range(0, table.rows())
                        .filter(row -> row % step == 0)
                        .toArray());
        for (Feature feature : schema.features()) {
            Column column = feature instanceof IgnoredFeature ? null : counted.find(feature.name());
            if (column != null && seen.size() < COLUMNS) {
                seen.add(tried.column(feature.name()));
                columns.put(feature.name(), distribution(column));
            }
        }
        Map<String, String> example = new LinkedHashMap<>();
        int row = fullest(seen, tried.rows());
        seen.stream()
                .filter(column -> !column.isMissing(row))
                .forEach(column -> example.put(column.name(), column.text(row)));
        return new TrainingProfile(example, columns);
    }

    private static int fullest(List<Column> columns, int rows) {
        return IntStream.range(0, rows)
                .boxed()
                .min(Comparator.comparingLong(row ->
                        columns.stream().filter(column -> column.isMissing(row)).count()))
                .orElse(0);
    }

    private static Distribution distribution(Column column) {
        double missing = column.missing() / (double) Math.max(1, column.rows());
        return switch (column) {
            case NumericColumn numbers -> numbers(numbers, missing);
            case CategoryColumn words -> words(words, missing);
        };
    }

    private static Distribution numbers(NumericColumn column, double missing) {
        double[] sorted = Arrays.stream(column.values())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        List<Double> edges = new ArrayList<>();
        for (int i = 1; i < BINS && sorted.length > 0; i++) {
            double edge = sorted[(int) ((long) i * sorted.length / BINS)];
            // What is above the largest number is a bin of later rows only.
            if (edges.isEmpty() || edge > edges.getLast()) {
                edges.add(edge);
            }
        }
        Distribution empty = new Distribution(missing, edges, List.of(), List.of());
        int[] counts = new int[edges.size() + 1];
        for (double value : sorted) {
            counts[empty.bin(value)]++;
        }
        return new Distribution(missing, edges, List.of(), shares(counts));
    }

    private static Distribution words(CategoryColumn column, double missing) {
        int[] counts = column.counts();
        List<Integer> frequent = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -counts[i]))
                .limit(CATEGORIES)
                .toList();
        int[] kept = new int[frequent.size() + 1];
        kept[frequent.size()] = Arrays.stream(counts).sum();
        for (int i = 0; i < frequent.size(); i++) {
            kept[i] = counts[frequent.get(i)];
            kept[frequent.size()] -= kept[i];
        }
        return new Distribution(
                missing,
                List.of(),
                frequent.stream().map(column.categories()::get).toList(),
                shares(kept));
    }

    private static List<Double> shares(int[] counts) {
        double sum = Math.max(1, Arrays.stream(counts).sum());
        return Arrays.stream(counts).mapToObj(count -> count / sum).toList();
    }

    /// {@return the profile in a model's file; null if it has none}
    ///
    /// @param trained the model
    /// @throws gradus.data.tables.DataException if it is damaged
    public static @Nullable TrainingProfile in(TrainedModel trained) {
        return Notes.profile(trained.model());
    }
}
