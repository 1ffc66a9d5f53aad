package gradus.layers.operations;

import static gradus.internal.Require.require;

import gradus.layers.Axes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Moves axes of a row to other places.
///
/// [Keras: ops.moveaxis](https://keras.io/api/ops/numpy/#moveaxis-function)
///
/// @param source the axes to move
/// @param destination their new places, as many
public record Moveaxis(List<Integer> source, List<Integer> destination) implements Permutation {
    /// Moves one axis.
    ///
    /// @param source the axis to move: 1 for the first of a row, -1 for the last
    /// @param destination its new place
    public Moveaxis(int source, int destination) {
        this(List.of(source), List.of(destination));
    }

    /// Copies and validates the lists.
    ///
    /// @throws IllegalArgumentException if they have different lengths
    public Moveaxis {
        source = List.copyOf(source);
        destination = List.copyOf(destination);
        require(
                source.size() == destination.size(),
                "Moveaxis.source must have as many axes as destination, got %s and %s",
                source,
                destination);
    }

    @Override
    public List<Integer> order(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(i);
        }
        Map<Integer, Integer> places = new TreeMap<>();
        for (int i = 0; i < source.size(); i++) {
            int from = Axes.inRow("Moveaxis", source.get(i), rank);
            order.remove((Integer) from);
            places.put(Axes.inRow("Moveaxis", destination.get(i), rank), from);
        }
        places.forEach(order::add);
        return order;
    }
}
