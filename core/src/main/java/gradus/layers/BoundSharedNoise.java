package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.math.RandomStream;
import gradus.math.RangeTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Executes a [Noise] layer whose random numbers are the same along some axes. The layer draws a smaller array,
/// with 0 for each input: what it then gives is the offset, and what it keeps for `backward` is the factor, of
/// `y = factor·x + offset`.
final class BoundSharedNoise extends BoundRanges {
    private final Noise layer;
    private final int width;
    private final int[] sources;
    private final int smallWidth;
    private final boolean forEachRow;
    private final float[] zeros;
    private final float[] factors;
    private final float[] offsets;
    private final RangeTask draw = this::draw;
    private boolean quiet;
    private double share;
    private long key;

    /// @param noiseShape the shape of the noise, with that of the batch first: 1 where it is the same along an axis
    BoundSharedNoise(Noise layer, Binding binding, List<@Nullable Integer> noiseShape) {
        super(binding, 1, ROWS);
        this.layer = layer;
        Shape input = binding.inputShapes().getFirst();
        Shape small = small(layer, input, noiseShape);
        width = input.size();
        sources = Broadcast.sources(input, small);
        smallWidth = small.size();
        forEachRow = isForEachRow(noiseShape);
        int size = layer.isSilent() ? 0 : smallWidth * (forEachRow ? binding.capacity() : 1);
        zeros = new float[size];
        factors = new float[size];
        offsets = new float[size];
    }

    /// Copies a shape of noise, which may contain null.
    ///
    /// @throws IllegalArgumentException if a dimension is less than 1
    static @Nullable List<@Nullable Integer> copy(String layer, @Nullable List<@Nullable Integer> shape) {
        if (shape == null) {
            return null;
        }
        require(
                !shape.isEmpty() && shape.stream().allMatch(dimension -> dimension == null || dimension >= 1),
                "%s.noiseShape must be dimensions of at least 1, or null for those of the input, got %s",
                layer,
                shape);
        return Collections.unmodifiableList(new ArrayList<>(shape));
    }

    private static boolean isForEachRow(List<@Nullable Integer> noiseShape) {
        Integer rows = noiseShape.getFirst();
        return rows == null || rows != 1;
    }

    /// Returns the shape of the noise of a row.
    ///
    /// @throws ShapeException if it cannot be repeated to the shape of the input
    static Shape small(Noise layer, Shape input, List<@Nullable Integer> noiseShape) {
        List<Integer> dimensions = new ArrayList<>();
        boolean fits = noiseShape.size() == input.rank() + 1;
        for (int axis = 1; fits && axis < noiseShape.size(); axis++) {
            int whole = input.dimensions().get(axis - 1);
            Integer dimension = noiseShape.get(axis);
            dimensions.add(dimension == null ? whole : dimension);
            fits = dimension == null || dimension == 1 || dimension == whole;
        }
        if (!fits) {
            throw new ShapeException(layer.className() + ".noiseShape must be as long as the input " + input
                    + ", with 1, null or the dimension of the input for each axis, got " + noiseShape);
        }
        return new Shape(dimensions);
    }

    @Override
    public void forward(Pass pass) {
        share = pass.noiseShare();
        quiet = layer.isSilent() || !pass.training() || share == 0;
        if (!quiet) {
            key = RandomStream.derivedKey(binding.randomKey(), pass.step());
            binding.run(smallWidth * (forEachRow ? pass.rows() : 1), NUMBERS, draw);
        }
        super.forward(pass);
    }

    private void draw(int from, int to) {
        layer.forward(key, share, factors, zeros, offsets, from, to);
    }

    private int start(int row) {
        return forEachRow ? row * smallWidth : 0;
    }

    @Override
    void forward(int from, int to) {
        float[] x = binding.input();
        float[] y = binding.output();
        if (quiet) {
            System.arraycopy(x, from * width, y, from * width, (to - from) * width);
            return;
        }
        for (int row = from; row < to; row++) {
            int small = start(row);
            int start = row * width;
            for (int j = 0; j < width; j++) {
                y[start + j] = factors[small + sources[j]] * x[start + j] + offsets[small + sources[j]];
            }
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        float[] outputGradient = binding.outputGradient();
        if (quiet) {
            System.arraycopy(outputGradient, from * width, gradient, from * width, (to - from) * width);
            return;
        }
        for (int row = from; row < to; row++) {
            int small = start(row);
            int start = row * width;
            for (int j = 0; j < width; j++) {
                gradient[start + j] = factors[small + sources[j]] * outputGradient[start + j];
            }
        }
    }
}
