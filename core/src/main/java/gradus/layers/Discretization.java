package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.internal.Records;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The number of the bin that a value lies in: `y = i` for `boundaries[i-1] ≤ x < boundaries[i]`, or an encoding of it.
/// The first bin has no lower bound, the last no upper one; NaN lies in the last.
///
/// [Keras: Discretization](https://keras.io/api/layers/preprocessing_layers/numerical/discretization/)
///
/// @param binBoundaries the boundaries in ascending order, one fewer than bins; null until the layer is adapted
/// @param numBins the number of bins to adapt to, at least 1; null if the boundaries are given
/// @param epsilon the tolerated error of the quantiles when adapting, in (0, 1)
/// @param outputMode what the layer gives: `INT`, `ONE_HOT`, `MULTI_HOT` or `COUNT`
public record Discretization(
        @Nullable List<Double> binBoundaries, @Nullable Integer numBins, double epsilon, OutputMode outputMode)
        implements CategoryLayer {
    /// Creates the layer with the given boundaries.
    ///
    /// @param binBoundaries the boundaries in ascending order
    /// @throws IllegalArgumentException if they are not in ascending order
    public Discretization(List<Double> binBoundaries) {
        this(binBoundaries, null, 0.01, OutputMode.INT);
    }

    /// Creates a layer to be adapted.
    ///
    /// @param numBins the number of bins
    /// @throws IllegalArgumentException if the number is less than 1
    public Discretization(int numBins) {
        this(null, numBins, 0.01, OutputMode.INT);
    }

    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if there are neither boundaries nor a number of bins, or if an argument is out
    ///     of range
    public Discretization {
        binBoundaries = binBoundaries == null ? null : List.copyOf(binBoundaries);
        require(
                binBoundaries != null || numBins != null,
                "Discretization must have binBoundaries or numBins; adapt chooses the boundaries");
        require(numBins == null || numBins >= 1, "Discretization.numBins must be at least 1, got %s", numBins);
        require(epsilon > 0 && epsilon < 1, "Discretization.epsilon must be in (0, 1), got %s", epsilon);
        require(
                outputMode != OutputMode.TF_IDF,
                "Discretization.outputMode must be INT, ONE_HOT, MULTI_HOT or COUNT, got %s",
                outputMode);
        for (int i = 0; binBoundaries != null && i < binBoundaries.size(); i++) {
            double boundary = binBoundaries.get(i);
            require(
                    !Double.isNaN(boundary) && (i == 0 || boundary >= binBoundaries.get(i - 1)),
                    "Discretization.binBoundaries must be in ascending order, got %s at index %s",
                    boundary,
                    i);
        }
        Encoding.requireDepth(
                "the number of bins of Discretization",
                outputMode,
                binBoundaries != null ? binBoundaries.size() + 1 : numBins == null ? 1 : numBins);
    }

    /// Returns this layer with boundaries between `numBins` bins that hold about as many values each: quantiles of all
    /// values, as Keras computes them from one batch.
    ///
    /// @param data the training data
    /// @return the adapted layer
    /// @throws IllegalArgumentException if `numBins` is null, there are no rows, or a value is not finite
    public Discretization adapt(Rows data) {
        Integer bins = numBins;
        require(bins != null, "Discretization.adapt needs numBins; this layer has given boundaries");
        return new Discretization(
                Quantiles.boundaries(data, bins == null ? 1 : bins, epsilon), numBins, epsilon, outputMode);
    }

    /// {@return the number of bins}
    int bins() {
        return numBins != null ? numBins : boundaries().size() + 1;
    }

    private List<Double> boundaries() {
        if (binBoundaries == null) {
            throw new ShapeException(
                    "Discretization must be adapted to the training data first, see" + " Discretization.adapt");
        }
        return binBoundaries;
    }

    @Override
    public DataType outputType() {
        return outputMode == OutputMode.INT ? DataType.INT32 : DataType.FLOAT32;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Encoding.shape(this, outputMode, boundaries().size() + 1, Shapes.single(this, inputs));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        float[] bounds = new float[boundaries().size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = boundaries().get(i).floatValue();
        }
        return new BoundDiscretization(this, bounds, binding);
    }

    /// Returns this layer with another output.
    ///
    /// @param value what the layer gives
    /// @return the layer
    public Discretization outputMode(OutputMode value) {
        return Records.with(this, "outputMode", value);
    }
}
