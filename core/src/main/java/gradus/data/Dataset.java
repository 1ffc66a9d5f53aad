package gradus.data;

import static gradus.internal.Require.require;

import gradus.math.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of inputs with the targets that belong to them, and perhaps a weight for each row.
///
/// @param inputs one table an input of the network
/// @param targets one table an output of the network; empty if there are none
/// @param weights one column, or null for 1 each
public record Dataset(
        List<Rows> inputs, List<Rows> targets, @Nullable Rows weights) {
    /// Checks that all tables have the same number of rows, at least one.
    public Dataset {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        require(!inputs.isEmpty(), "a data set must have at least one input");
        int rows = inputs.getFirst().count();
        require(rows > 0, "a data set must have at least one row, got none");
        for (Rows input : inputs) {
            require(input.count() == rows, "inputs must have %s rows each, got %s", rows, input.count());
        }
        for (Rows target : targets) {
            require(
                    target.count() == rows,
                    "targets must have as many rows as inputs, %s, got %s",
                    rows,
                    target.count());
        }
        require(
                weights == null || (weights.count() == rows && weights.width() == 1),
                "sample weights must be one number for each of the %s rows",
                rows);
    }

    /// One input, one target.
    public static Dataset of(Rows input, Rows target) {
        return new Dataset(List.of(input), List.of(target), null);
    }

    /// Rows of inputs and rows of targets.
    public static Dataset of(float[][] input, float[][] target) {
        return of(Rows.of(input), Rows.of(target));
    }

    /// Rows of inputs and their class labels, from 0.
    public static Dataset of(float[][] input, int[] labels) {
        return of(Rows.of(input), Rows.of(labels));
    }

    /// How many rows.
    public int rows() {
        return inputs.getFirst().count();
    }

    /// The only input.
    public Rows input() {
        return inputs.getFirst();
    }

    /// The only target.
    public Rows target() {
        return targets.getFirst();
    }

    /// These rows with a weight each.
    public Dataset weighted(Rows sampleWeights) {
        return new Dataset(inputs, targets, sampleWeights);
    }

    /// The rows of these numbers, in this order.
    public Dataset select(int[] rows) {
        return new Dataset(
                inputs.stream().map(input -> input.select(rows)).toList(),
                targets.stream().map(target -> target.select(rows)).toList(),
                weights == null ? null : weights.select(rows));
    }

    /// The rows `[from, to)`.
    public Dataset slice(int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        return select(rows);
    }

    /// Two parts with no row in common.
    ///
    /// @param train the larger part, as a rule
    /// @param test what is held out
    public record Split(Dataset train, Dataset test) {}

    /// Holds out a part of the rows, chosen at random, with the classes of the first target in the same proportions in
    /// both parts.
    ///
    /// @param fraction of the rows that are held out, in (0, 1)
    /// @param stratify whether the first target is a class label whose proportions are kept
    public Split split(double fraction, boolean stratify, RandomStream random) {
        require(fraction > 0 && fraction < 1, "the held-out fraction must be in (0, 1), got %s", fraction);
        int[] order = new int[rows()];
        random.permute(order);
        int held = (int) Math.round(rows() * fraction);
        require(
                held >= 1 && held < rows(),
                "%s rows are too few to hold out a fraction of %s: both parts must have a row",
                rows(),
                fraction);
        boolean[] out = stratify ? Stratified.choose(target(), order, held) : null;
        int[] test = new int[held];
        int[] train = new int[rows() - held];
        int tests = 0;
        int trains = 0;
        for (int i = 0; i < order.length; i++) {
            if (out == null ? i < held : out[order[i]]) {
                test[tests++] = order[i];
            } else {
                train[trains++] = order[i];
            }
        }
        return new Split(select(train), select(test));
    }
}
