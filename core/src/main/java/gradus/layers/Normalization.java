package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.data.Shape;
import gradus.initializers.Constant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Standardizes each column with constants measured on the training data beforehand:
/// `y = (x - mean)/max(√variance, 1e-7)`. As part of the model, it lets predictions take raw values.
///
/// The constants are either part of the layer (`normalization().adapt(rows)`) or, if `mean` is null, the weights
/// `mean`, `variance` and `count`, which are never trained. Keras stores adapted statistics as such weights, and
/// its files are read that way.
///
/// [Keras: Normalization](https://keras.io/api/layers/preprocessing_layers/numerical/normalization/)
///
/// @param axis the last axis: -1, or its index counted from the batch axis, which is 0; null for one mean and one
///     variance of all values
/// @param mean the means, one per column or a single one for all; null for weights
/// @param variance the variances, as many as means, each at least 0; null if and only if `mean` is null
/// @param invert whether to reverse the operation: `y = mean + x·max(√variance, 1e-7)`
public record Normalization(
        @Nullable Integer axis,
        @Nullable List<Double> mean,
        @Nullable List<Double> variance,
        boolean invert) implements Layer {
    /// Creates a layer to be adapted, column by column.
    public Normalization() {
        this(-1, null, null, false);
    }

    /// Copies the lists and validates the arguments.
    ///
    /// @throws IllegalArgumentException if mean and variance do not match, or contain invalid numbers
    public Normalization {
        mean = mean == null ? null : List.copyOf(mean);
        variance = variance == null ? null : List.copyOf(variance);
        require(
                (mean == null) == (variance == null),
                "Normalization.mean and variance must be given together, got mean %s and variance %s",
                mean,
                variance);
        if (mean != null && variance != null) {
            require(
                    mean.size() == variance.size() && !mean.isEmpty(),
                    "Normalization.mean and variance must have the same length, got %s and %s",
                    mean.size(),
                    variance.size());
            require(mean.stream().allMatch(Double::isFinite), "Normalization.mean must be finite, got %s", mean);
            require(
                    variance.stream().allMatch(v -> v >= 0 && Double.isFinite(v)),
                    "Normalization.variance must be at least 0, got %s",
                    variance);
        }
    }

    /// Returns this layer with the mean and variance (divided by `n`) of data, computed in double precision.
    ///
    /// @param data the training data
    /// @return the adapted layer
    /// @throws IllegalArgumentException if there are no rows, or a number is not finite
    public Normalization adapt(Rows data) {
        require(data.count() > 0, "Normalization.adapt must get at least one row, got none");
        int width = data.width();
        int columns = axis == null ? 1 : width;
        double count = (double) data.count() * width / columns;
        double[] means = new double[columns];
        double[] variances = new double[columns];
        float[] row = new float[width];
        for (int i = 0; i < data.count(); i++) {
            data.copy(i, row, 0);
            for (int j = 0; j < width; j++) {
                require(
                        Float.isFinite(row[j]),
                        "Normalization.adapt must get finite numbers, got %s in column %s of row %s",
                        row[j],
                        j,
                        i);
                means[j % columns] += row[j];
            }
        }
        for (int j = 0; j < columns; j++) {
            means[j] /= count;
        }
        for (int i = 0; i < data.count(); i++) {
            data.copy(i, row, 0);
            for (int j = 0; j < width; j++) {
                double deviation = row[j] - means[j % columns];
                variances[j % columns] += deviation * deviation / count;
            }
        }
        return new Normalization(axis, list(means), list(variances), invert);
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    /// Returns this layer in the given direction.
    ///
    /// @param value whether to reverse the operation
    /// @return the layer
    public Normalization invert(boolean value) {
        return new Normalization(axis, mean, variance, value);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = axis == null ? Shapes.single(this, inputs) : Shapes.lastAxis(this, inputs, axis);
        if (mean != null && mean.size() != 1 && (axis == null || mean.size() != input.last())) {
            throw new ShapeException("Normalization expects rows of " + mean.size() + " numbers, got " + input);
        }
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        if (mean != null) {
            return List.of();
        }
        Shape columns = axis == null ? Shape.of() : Shape.of(inputs.getFirst().last());
        return List.of(
                ParameterSpec.statistic("mean", columns, new Constant(0)),
                ParameterSpec.statistic("variance", columns, new Constant(1)),
                ParameterSpec.statistic("count", Shape.of(), new Constant(0)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundNormalization(this, binding);
    }
}
