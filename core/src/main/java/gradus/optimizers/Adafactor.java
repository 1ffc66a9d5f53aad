package gradus.optimizers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.math.Compute;
import gradus.math.RangeTask;
import gradus.schedules.Schedule;
import java.util.Arrays;
import java.util.List;

/// Divides each gradient by the root of its recent mean square, which for a matrix is estimated from its rows `r`
/// and columns `c`. With `s = g² + epsilon1` and `β = 1 - tᵇᵉᵗᵃ²ᴰᵉᶜᵃʸ`:
/// `r ← β·r + (1 - β)·mean of s along its row`, `c` likewise along its column, `v = r / mean(r)·c`; for a vector,
/// `v ← β·v + (1 - β)·s`. Then `u = g / √v`, and `w ← w - α·u / max(1, rms(u) / clipThreshold)` with
/// `α = max(epsilon2, rms(w))·min(learningRate, 1/√t)`.
///
/// For an array of more than two dimensions, every matrix of its last two dimensions has its own rows and columns.
/// As in Keras, `v` is kept for matrices too.
///
/// [Shazeer & Stern 2018](https://arxiv.org/abs/1804.04235)
///
/// @param learningRate the learning rate or its schedule
/// @param beta2Decay the exponent of the decay of old squares, less than 0
/// @param epsilon1 the number added to squared gradients to keep the mean squares from zero
/// @param epsilon2 the smallest root mean square of a parameter by which steps are scaled
/// @param clipThreshold the largest root mean square of `u`
/// @param relativeStep whether a constant learning rate is limited to `1/√t`; Keras's formula for `α` limits every
///     rate this way, whatever the value
public record Adafactor(
        Schedule learningRate,
        double beta2Decay,
        double epsilon1,
        double epsilon2,
        double clipThreshold,
        boolean relativeStep)
        implements ParameterwiseOptimizer {
    private static final int ROWS = 0;
    private static final int COLUMNS = 1;
    private static final int VELOCITY = 2;

    /// Creates the optimizer with Keras's defaults.
    public Adafactor() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Adafactor(double learningRate) {
        this(Schedule.constant(learningRate), -0.8, 1e-30, 1e-3, 1, true);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Adafactor {
        finite("Adafactor.beta2Decay", beta2Decay);
        require(beta2Decay < 0, "Adafactor.beta2Decay must be less than 0, got %s", beta2Decay);
        positive("Adafactor.epsilon1", epsilon1);
        positive("Adafactor.epsilon2", epsilon2);
        positive("Adafactor.clipThreshold", clipThreshold);
    }

    @Override
    public List<String> slots() {
        return List.of("rows", "columns", "velocity");
    }

    @Override
    public int sideBySide() {
        return 3;
    }

    /// `r` lacks the last dimension, `c` the last but one. For a vector, both are a single unused number, because
    /// Keras's files have it.
    @Override
    public Shape slotShape(int slot, Parameter parameter) {
        if (slot == VELOCITY) {
            return parameter.shape();
        }
        List<Integer> dimensions = parameter.shape().dimensions();
        int rank = dimensions.size();
        if (rank < 2) {
            return Shape.of();
        }
        int[] kept =
                dimensions.stream().mapToInt(Integer::intValue).limit(rank - 1).toArray();
        if (slot == COLUMNS) {
            kept[rank - 2] = dimensions.getLast();
        }
        return Shape.of(kept);
    }

    @Override
    public BoundOptimizer bind(Parameter parameter, List<Slot> slots, Compute compute) {
        return new Bound(parameter, slots, compute);
    }

    /// Computes the mean squares first, then the sizes of the parameter and its step, then the step.
    private final class Bound implements BoundOptimizer {
        private final boolean isMatrix;
        private final int width;
        private final int height;
        private final int offset;
        private final Compute compute;
        private final Slot r;
        private final Slot c;
        private final Slot v;
        private final double[] columnSums;
        private final double[] means;
        private final OrderedSum columns;
        private final OrderedSum squares;
        private final OrderedSum stepSquares;
        private final RangeTask sumRows = this::sumRows;
        private final RangeTask sumColumns = this::sumColumns;
        private final RangeTask measure = this::measure;
        private final RangeTask move = this::move;
        private float[] parameters = {};
        private float[] gradients = {};
        private double fresh;
        private int matrix;
        private float rate;

        Bound(Parameter parameter, List<Slot> slots, Compute compute) {
            List<Integer> dimensions = parameter.shape().dimensions();
            int rank = dimensions.size();
            isMatrix = rank >= 2;
            // A vector is treated as a column.
            width = isMatrix ? dimensions.getLast() : 1;
            height = isMatrix ? dimensions.get(rank - 2) : parameter.size();
            offset = parameter.offset();
            this.compute = compute;
            r = slots.get(ROWS);
            c = slots.get(COLUMNS);
            v = slots.get(VELOCITY);
            int rows = parameter.size() / width;
            columnSums = new double[isMatrix ? width : 0];
            means = new double[rows / height];
            columns = new OrderedSum(width, Math.max(16, OrderedSum.GRAIN / height));
            squares = new OrderedSum(rows, Math.max(1, OrderedSum.GRAIN / width));
            stepSquares = new OrderedSum(rows, Math.max(1, OrderedSum.GRAIN / width));
        }

        @Override
        public void update(float[] parameters, float[] gradients, Step step) {
            this.parameters = parameters;
            this.gradients = gradients;
            fresh = Power.of((double) step.number(), beta2Decay);
            squares.run(compute, sumRows);
            for (matrix = 0; isMatrix && matrix < means.length; matrix++) {
                columns.run(compute, sumColumns);
                double sum = 0;
                for (int row = 0; row < height; row++) {
                    sum += r.values()[r.offset() + matrix * height + row];
                }
                means[matrix] = sum / height;
            }
            squares.run(compute, measure);
            int size = means.length * height * width;
            double scale = Math.max(epsilon2, Math.sqrt(squares.total() / size))
                    * Math.min(step.learningRate(), 1 / Math.sqrt((double) step.number()));
            rate = (float) (scale / Math.max(1, Math.sqrt(stepSquares.total() / size) / clipThreshold));
            squares.run(compute, move);
        }

        private void sumRows(int first, int last) {
            Slot means = isMatrix ? r : v;
            for (int row = first; row < last; row++) {
                double sum = 0;
                for (int i = offset + row * width; i < offset + (row + 1) * width; i++) {
                    sum += (double) gradients[i] * gradients[i];
                }
                fade(means, row, sum / width);
            }
        }

        private void sumColumns(int first, int last) {
            Arrays.fill(columnSums, first, last, 0);
            for (int row = matrix * height; row < (matrix + 1) * height; row++) {
                for (int column = first; column < last; column++) {
                    float g = gradients[offset + row * width + column];
                    columnSums[column] += (double) g * g;
                }
            }
            for (int column = first; column < last; column++) {
                fade(c, matrix * width + column, columnSums[column] / height);
            }
        }

        private void fade(Slot slot, int i, double meanSquare) {
            float[] values = slot.values();
            int place = slot.offset() + i;
            values[place] = (float) ((1 - fresh) * values[place] + fresh * (meanSquare + epsilon1));
        }

        private void measure(int first, int last) {
            double length = 0;
            double stepLength = 0;
            for (int row = first; row < last; row++) {
                for (int column = 0; column < width; column++) {
                    int i = row * width + column;
                    double square = square(row, column);
                    v.values()[v.offset() + i] = (float) square;
                    double u = gradients[offset + i] / Math.sqrt(square);
                    length += (double) parameters[offset + i] * parameters[offset + i];
                    stepLength += u * u;
                }
            }
            squares.put(first, length);
            stepSquares.put(first, stepLength);
        }

        private void move(int first, int last) {
            for (int row = first; row < last; row++) {
                for (int column = 0; column < width; column++) {
                    int i = offset + row * width + column;
                    parameters[i] -= rate * (float) (gradients[i] / Math.sqrt(square(row, column)));
                }
            }
        }

        /// In double precision, because the product of the smallest `r` and `c` would be 0 as a float.
        private double square(int row, int column) {
            if (!isMatrix) {
                return v.values()[v.offset() + row];
            }
            int matrix = row / height;
            return r.values()[r.offset() + row] / means[matrix] * c.values()[c.offset() + matrix * width + column];
        }
    }
}
