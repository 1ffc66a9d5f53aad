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

/// Where the numbers lie that a rule keeps. Each slot is one array that has what is kept for the first trainable
/// parameter, then for the next, frozen ones included. Most slots keep a number for each of the parameter's, and
/// have the layout of the parameters.
public final class SlotLayout {
    private final List<Map<Integer, Place>> slots = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    /// Where the numbers of a slot for a parameter lie.
    ///
    /// @param offset in the slot's array
    /// @param shape null if there are none
    public record Place(int offset, @Nullable Shape shape) {}

    /// The layout for a network.
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

    /// How many numbers a slot has.
    public int size(int slot) {
        return sizes.get(slot);
    }

    /// Arrays of the right sizes, all zero.
    public float[][] arrays() {
        float[][] arrays = new float[sizes.size()][];
        for (int slot = 0; slot < arrays.length; slot++) {
            arrays[slot] = new float[sizes.get(slot)];
        }
        return arrays;
    }

    /// What a slot has for a parameter.
    ///
    /// @param offset of the parameter in the network's array
    public Place place(int slot, int offset) {
        return java.util.Objects.requireNonNull(slots.get(slot).get(offset));
    }
}
