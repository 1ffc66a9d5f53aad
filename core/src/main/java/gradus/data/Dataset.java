package gradus.data;

import static gradus.internal.Require.require;

import gradus.math.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of inputs with their targets and, optionally, weights: one for each row, or one for each position of an output
/// `[positions, width]`, such as each step of a sequence.
///
/// @param inputs one table per input of the network
/// @param targets one table per output of the network; empty if there are none
/// @param weights one column, or one for each position of the outputs; null for a weight of 1 each
public record Dataset(
        List<Rows> inputs, List<Rows> targets, @Nullable Rows weights) {
    /// Copies the lists and validates the arguments.
    ///
    /// @throws IllegalArgumentException if there is no input, if there are no rows, or if the tables do not all
    ///     have the same number of rows
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
                weights == null || weights.count() == rows,
                "sample weights must have a row for each of the %s rows, got %s",
                rows,
                weights == null ? 0 : weights.count());
    }

    /// Creates a data set with one input and one target.
    ///
    /// @param input the input table
    /// @param target the target table
    /// @return the data set
    public static Dataset of(Rows input, Rows target) {
        return new Dataset(List.of(input), List.of(target), null);
    }

    /// Creates a data set from rows of inputs and rows of targets, which are copied.
    ///
    /// @param input the input rows
    /// @param target the target rows
    /// @return the data set
    public static Dataset of(float[][] input, float[][] target) {
        return of(Rows.of(input), Rows.of(target));
    }

    /// Creates a data set from rows of inputs, which are copied, and their class labels.
    ///
    /// @param input the input rows
    /// @param labels one class label per row, from 0
    /// @return the data set
    public static Dataset of(float[][] input, int[] labels) {
        return of(Rows.of(input), Rows.of(labels));
    }

    /// {@return the number of rows}
    public int rows() {
        return inputs.getFirst().count();
    }

    /// {@return the only input, or the first of several}
    public Rows input() {
        return inputs.getFirst();
    }

    /// {@return the only target, or the first of several}
    ///
    /// @throws java.util.NoSuchElementException if there are no targets
    public Rows target() {
        return targets.getFirst();
    }

    /// Returns this data set with weights.
    ///
    /// @param sampleWeights one column of weights, or one for each position of the outputs
    /// @return the weighted data set
    public Dataset weighted(Rows sampleWeights) {
        return new Dataset(inputs, targets, sampleWeights);
    }

    /// Returns the rows with the given indices, in the given order, without copying them.
    ///
    /// @param rows the indices of the rows
    /// @return the selected rows
    public Dataset select(int[] rows) {
        return new Dataset(
                inputs.stream().map(input -> input.select(rows)).toList(),
                targets.stream().map(target -> target.select(rows)).toList(),
                weights == null ? null : weights.select(rows));
    }

    /// Returns the rows `[from, to)`.
    ///
    /// @param from the first row, inclusive
    /// @param to the last row, exclusive
    /// @return the rows
    public Dataset slice(int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        return select(rows);
    }

    /// Two disjoint parts of a data set.
    ///
    /// @param train the part to train on, usually the larger one
    /// @param test the part that is held out
    public record Split(Dataset train, Dataset test) {}

    /// Splits the rows at random into two parts.
    ///
    /// @param fraction the fraction of the rows to hold out, in (0, 1)
    /// @param stratify whether the first target is a class label whose proportions are kept in both parts
    /// @param random the source of the random choice
    /// @return the two parts
    /// @throws IllegalArgumentException if the fraction is out of range, or if one part would have no rows
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
