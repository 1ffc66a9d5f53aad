package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// A layer whose every output value is one of the values of its input's row, at another place: slices, transposes,
/// repetitions.
public interface Selection extends Layer {
    /// Returns for each value of a row of the output, row-major, the index of the value of the input's row that it is.
    ///
    /// @param input the shape of a row of the input
    /// @return the indices
    int[] sources(Shape input);

    @Override
    default BoundLayer bind(Binding binding) {
        return new BoundSelection(sources(binding.inputShapes().getFirst()), binding);
    }

    /// Returns the indices of the values of a view: `offset + Σ index[axis]·strides[axis]` for each place of a shape,
    /// row-major.
    ///
    /// @param offset the index of the first value
    /// @param strides the distance between neighbours along each axis
    /// @param shape the shape of the view
    /// @return the indices
    static int[] sources(int offset, int[] strides, Shape shape) {
        int[] sources = new int[shape.size()];
        List<Integer> dimensions = shape.dimensions();
        int[] place = new int[strides.length];
        int source = offset;
        for (int i = 0; i < sources.length; i++) {
            sources[i] = source;
            for (int axis = place.length - 1; axis >= 0; axis--) {
                place[axis]++;
                source += strides[axis];
                if (place[axis] < dimensions.get(axis)) {
                    break;
                }
                source -= place[axis] * strides[axis];
                place[axis] = 0;
            }
        }
        return sources;
    }

    /// Returns the distances between neighbours along each axis of a row.
    ///
    /// @param shape the shape of a row
    /// @return the distances
    static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.dimensions().get(axis);
        }
        return strides;
    }
}
