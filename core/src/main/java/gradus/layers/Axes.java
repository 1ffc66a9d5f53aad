package gradus.layers;

import gradus.data.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Axes as Keras counts them: 0 is the axis of the batch, 1 the first axis of a row, -1 the last one.
public final class Axes {
    private Axes() {}

    /// Returns the place of an axis among those of a row.
    ///
    /// @param who the class that has the argument, as messages name it
    /// @param axis the axis
    /// @param rank the number of axes of a row
    /// @return the place, from 0
    /// @throws ShapeException if it is the axis of the batch, or there is no such axis
    public static int inRow(String who, int axis, int rank) {
        int place = axis < 0 ? rank + axis : axis - 1;
        if (place < 0 || place >= rank) {
            throw new ShapeException(who + " needs an axis of a row, 1 to " + rank + " or -1 to " + -rank
                    + (axis == 0 || place == -1 ? "; that of the batch must stay" : "") + ", got " + axis);
        }
        return place;
    }

    /// Returns which axes of a row are among some axes.
    ///
    /// @param who the class that has the argument, as messages name it
    /// @param axes the axes, or null for all, the batch among them
    /// @param shape the shape of a row
    /// @return for each axis of the row, whether it is among them
    /// @throws ShapeException if the axis of the batch is among them, there is no such axis, or one is named twice
    public static boolean[] marked(String who, @Nullable List<Integer> axes, Shape shape) {
        if (axes == null) {
            throw new ShapeException(
                    who + " needs axes of a row: without them, it would mix the rows of a batch, got none");
        }
        boolean[] marked = new boolean[shape.rank()];
        for (int axis : axes) {
            int place = inRow(who, axis, shape.rank());
            if (marked[place]) {
                throw new ShapeException(who + " needs each axis once, got " + axes);
            }
            marked[place] = true;
        }
        return marked;
    }
}
