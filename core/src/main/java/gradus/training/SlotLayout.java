package gradus.training;

import gradus.data.Shape;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterwiseOptimizer;
import gradus.optimizers.ParameterwiseOptimizer.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The layout of the state that a rule keeps. Each slot is one array with the state of the first trainable
/// parameter, followed by the next, including frozen ones. Most slots keep one number per parameter value and have
/// the layout of the parameters.
public final class SlotLayout {
    private final List<Map<Integer, Place>> slots = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    /// The location of a parameter's state in a slot.
    ///
    /// @param offset the index in the slot's array
    /// @param shape the shape of the state, or null if there is none
    public record Place(int offset, @Nullable Shape shape) {}

    /// Creates the layout for a network.
    ///
    /// @param optimizer the rule
    /// @param graph the network
    /// @param parameters the parameters of the network
    public SlotLayout(Optimizer optimizer, Graph graph, Parameters parameters) {
        this(optimizer, TrainableParameter.of(graph, parameters));
    }

    /// @param parameters in the order of their offsets
    SlotLayout(Optimizer optimizer, List<TrainableParameter> parameters) {
        for (int slot = 0; slot < optimizer.slots().size(); slot++) {
            Map<Integer, Place> places = new HashMap<>();
            int next = 0;
            for (TrainableParameter each : parameters) {
                Shape shape = shape(optimizer.rule(), slot, each.parameter());
                places.put(each.parameter().offset(), new Place(next, shape));
                next = Math.addExact(next, shape == null ? 0 : shape.size());
            }
            slots.add(places);
            sizes.add(next);
        }
    }

    private static @Nullable Shape shape(Optimizer rule, int slot, Parameter parameter) {
        return rule instanceof ParameterwiseOptimizer parameterwise
                ? parameterwise.slotShape(slot, parameter)
                : parameter.shape();
    }

    /// Returns the number of values in a slot.
    ///
    /// @param slot the index of the slot
    /// @return the number of values
    public int size(int slot) {
        return sizes.get(slot);
    }

    /// {@return arrays of the right sizes, all zero}
    public float[][] arrays() {
        float[][] arrays = new float[sizes.size()][];
        for (int slot = 0; slot < arrays.length; slot++) {
            arrays[slot] = new float[sizes.get(slot)];
        }
        return arrays;
    }

    /// Returns the location of a parameter's state in a slot.
    ///
    /// @param slot the index of the slot
    /// @param offset the offset of the parameter in the network's array
    /// @return the location
    public Place place(int slot, int offset) {
        return java.util.Objects.requireNonNull(slots.get(slot).get(offset));
    }
}
