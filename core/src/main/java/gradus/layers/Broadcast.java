package gradus.layers;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Broadcasting as in Keras: axes are aligned from the last one; an axis of size 1, or one that is missing, is
/// repeated. The axis of the batch stays apart.
final class Broadcast {
    private Broadcast() {}

    /// Returns the shape that the operands of a layer have together.
    ///
    /// @param constants the constants, null for an operand that is an input; none if all operands are inputs
    static Shape shape(Layer layer, List<Shape> inputs, List<@Nullable Tensor> constants) {
        List<Shape> shapes = operands(layer, inputs, constants);
        int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
        List<Integer> dimensions = new ArrayList<>(Collections.nCopies(rank, 1));
        for (Shape shape : shapes) {
            for (int i = 0; i < shape.rank(); i++) {
                int axis = rank - shape.rank() + i;
                int size = shape.dimensions().get(i);
                int common = dimensions.get(axis);
                if (size != common && size != 1 && common != 1) {
                    throw new ShapeException(layer.className()
                            + " expects inputs of one shape, or with axes of size 1 that can be repeated, got "
                            + shapes);
                }
                dimensions.set(axis, Math.max(size, common));
            }
        }
        return new Shape(dimensions);
    }

    /// Returns the shapes of all operands: inputs and constants.
    static List<Shape> operands(Layer layer, List<Shape> inputs, List<@Nullable Tensor> constants) {
        if (constants.isEmpty()) {
            return inputs;
        }
        long expected = constants.stream().filter(constant -> constant == null).count();
        if (inputs.isEmpty() || inputs.size() != expected) {
            throw new ShapeException(layer.className() + " expects " + expected + " inputs" + ", got " + inputs.size());
        }
        int rank = inputs.stream().mapToInt(Shape::rank).max().orElse(0);
        List<Shape> shapes = new ArrayList<>();
        int next = 0;
        for (Tensor constant : constants) {
            shapes.add(constant == null ? inputs.get(next++) : constant.rowShape(rank));
        }
        return shapes;
    }

    /// Returns, for each value of a row, the index of the value of a smaller array that it is paired with.
    ///
    /// @param shape the shape of a row
    /// @param small the smaller shape: axes that it lacks, or of size 1, are repeated
    static int[] sources(Shape shape, Shape small) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int i = small.rank() - 1; i >= 0; i--) {
            int size = small.dimensions().get(i);
            strides[shape.rank() - small.rank() + i] = size == 1 ? 0 : stride;
            stride *= size;
        }
        return Selection.sources(0, strides, shape);
    }

    /// Returns a constant repeated for a number of rows of a shape.
    static float[] rows(Tensor constant, Shape row, int count) {
        float[] values = constant.floats();
        int[] sources = sources(row, constant.rowShape(row.rank()));
        float[] rows = new float[count * sources.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = values[sources[i % sources.length]];
        }
        return rows;
    }
}
