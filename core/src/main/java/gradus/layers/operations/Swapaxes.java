package gradus.layers.operations;

import gradus.layers.Axes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Exchanges two axes of a row.
///
/// [Keras: ops.swapaxes](https://keras.io/api/ops/numpy/#swapaxes-function)
///
/// @param axis1 one axis: 1 for the first of a row, -1 for the last
/// @param axis2 the other axis
public record Swapaxes(int axis1, int axis2) implements Permutation {
    @Override
    public List<Integer> order(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(i);
        }
        Collections.swap(order, Axes.inRow("Swapaxes", axis1, rank), Axes.inRow("Swapaxes", axis2, rank));
        return order;
    }
}
