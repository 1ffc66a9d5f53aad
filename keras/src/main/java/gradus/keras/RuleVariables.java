package gradus.keras;

import gradus.data.Shape;
import gradus.optimizers.Optimizer;
import gradus.schedules.Constant;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.SavedModel.OptimizerState;
import gradus.training.SlotLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The state of one rule in the order of Keras's variables: the number of the step; the learning rate, unless it
/// follows a schedule; averages and accumulated gradients, where they are kept; the rule's own slots, the first ones
/// side by side for each parameter if the rule wants it, the others slot after slot; numbers of the rule that belong
/// to no parameter. Frozen parameters are left out.
///
/// Written is the order of Keras 3.10 and later. Up to 3.9, average and accumulated gradient lie side by side, and the
/// rule's numbers come before its slots; 3.0 has variables of frozen layers, too. All these are read: what order a file
/// has is seen by the shapes, and by its version where shapes are alike.
final class RuleVariables extends OptimizerVariables {
    private static final String AVERAGE = "average";
    private static final String ACCUMULATOR = "gradient_accumulator";

    private final Optimizer optimizer;
    private final Parameters parameters;
    private final Predicate<Parameters.Slice> own;
    private final SlotLayout layout;
    /// In the orders that files have, the one to be written first.
    private final List<List<Variable>> orders = new ArrayList<>();

    /// The numbers of an array of the state, or one number of the rule.
    ///
    /// @param slot the name of the array; null for a number of the rule
    /// @param offset of the first number in the array, or the index of the rule's number
    /// @param owner the parameter that it is kept for
    private record Variable(@Nullable String slot, int offset, Shape shape, String owner) {
        String description() {
            return "the optimizer's " + (slot == null ? "number" : slot) + " of " + owner;
        }
    }

    /// The variables that an optimizer has for a network.
    ///
    /// @param order of the layers in the file
    /// @param own whether the rule updates a parameter
    RuleVariables(
            Optimizer optimizer,
            Graph graph,
            Parameters parameters,
            List<Integer> order,
            Predicate<Parameters.Slice> own) {
        this.optimizer = optimizer;
        this.own = own;
        this.parameters = parameters;
        layout = new SlotLayout(optimizer, graph, parameters);
        List<Parameters.Slice> trained = slices(order.stream()
                .filter(layer -> graph.layers().get(layer).trainable())
                .toList());
        orders.add(variables(trained, false));
        orders.add(variables(trained, true));
        orders.add(variables(slices(order), true));
    }

    private List<Parameters.Slice> slices(List<Integer> layers) {
        return layers.stream()
                .flatMap(layer -> parameters.slices(layer).stream())
                .filter(slice -> slice.spec().trainable() && own.test(slice))
                .toList();
    }

    private List<Variable> variables(List<Parameters.Slice> slices, boolean old) {
        List<Variable> found = new ArrayList<>();
        List<String> around = new ArrayList<>();
        if (optimizer.options().useEma()) {
            around.add(AVERAGE);
        }
        if (optimizer.options().gradientAccumulationSteps() != null) {
            around.add(ACCUMULATOR);
        }
        if (slices.isEmpty()) {
            // Keras makes no variables for a rule without parameters.
            return found;
        }
        if (old) {
            addInTurn(found, slices, around);
            addNumbers(found);
        } else {
            around.forEach(slot -> addInTurn(found, slices, List.of(slot)));
        }
        List<String> slots = optimizer.slots();
        int sideBySide = Math.min(optimizer.sideBySide(), slots.size());
        addInTurn(found, slices, slots.subList(0, sideBySide));
        slots.subList(sideBySide, slots.size()).forEach(slot -> addInTurn(found, slices, List.of(slot)));
        if (!old) {
            addNumbers(found);
        }
        return found;
    }

    private void addInTurn(List<Variable> variables, List<Parameters.Slice> slices, List<String> names) {
        for (Parameters.Slice slice : slices) {
            for (String name : names) {
                int slot = optimizer.slots().indexOf(name);
                SlotLayout.Place place = slot < 0
                        ? new SlotLayout.Place(slice.offset(), slice.shape())
                        : layout.place(slot, slice.offset());
                Shape shape = place.shape();
                if (shape != null) {
                    variables.add(new Variable(
                            name, place.offset(), shape, slice.spec().name()));
                }
            }
        }
    }

    private void addNumbers(List<Variable> variables) {
        for (int i = 0; i < optimizer.numbersInFiles(0).size(); i++) {
            variables.add(new Variable(
                    null, i, Shape.of(), optimizer.rule().getClass().getSimpleName()));
        }
    }

    @Override
    boolean mayBe(int count) {
        return orders.stream().anyMatch(order -> first() + order.size() == count);
    }

    /// How many variables come before those of the parameters.
    private int first() {
        return hasRate() ? 2 : 1;
    }

    @Override
    String name() {
        return optimizer.rule().getClass().getSimpleName();
    }

    @Override
    int count() {
        return first() + orders.getFirst().size();
    }

    @Override
    int unbuilt() {
        return first();
    }

    @Override
    int write(Hdf5Writer file, String group, int from, OptimizerState state) throws ModelFileException {
        int index = from;
        file.write(group, index++, Math.toIntExact(state.steps()));
        if (hasRate()) {
            file.write(group, index++, (float) state.learningRate());
        }
        List<Double> numbers = optimizer.numbersInFiles(updates(state.steps()));
        for (Variable variable : orders.getFirst()) {
            if (variable.slot() == null) {
                file.write(group, index++, numbers.get(variable.offset()).floatValue());
                continue;
            }
            float[] values = state.slots().get(variable.slot());
            if (values == null) {
                throw new ModelFileException("the state of " + optimizer.rule() + " lacks \"" + variable.slot() + "\"");
            }
            file.write(group, index++, values, variable.offset(), variable.shape());
        }
        return index;
    }

    @Override
    OptimizerState read(Hdf5Reader file, List<String> paths, @Nullable String version) throws ModelFileException {
        int found = paths.size();
        List<Variable> order = order(file, paths, version);
        int expected = first() + order.size();
        if (found != expected) {
            throw new ModelFileException(
                    "the optimizer must have " + expected + " variables for " + optimizer.rule() + ", got " + found);
        }
        int size = parameters.trainableSize();
        int index = 0;
        long steps = file.readLong(paths.get(index++), "the optimizer's step");
        if (steps < 0) {
            throw new ModelFileException("the optimizer's step must be at least 0, got " + steps);
        }
        double rate = optimizer.learningRate().at(steps);
        if (hasRate()) {
            rate = ConceptReader.shortest(file.read(paths.get(index++), Shape.of(), "the learning rate")[0]);
        }
        Map<String, float[]> slots = new LinkedHashMap<>();
        float[][] arrays = layout.arrays();
        // Of frozen parameters, which the file leaves out, slots are as before the first update.
        optimizer.initialize(arrays, parameters.values());
        for (int slot = 0; slot < arrays.length; slot++) {
            slots.put(optimizer.slots().get(slot), arrays[slot]);
        }
        if (optimizer.options().gradientAccumulationSteps() != null) {
            slots.put(ACCUMULATOR, new float[size]);
        }
        if (optimizer.options().useEma()) {
            // Of frozen parameters, which the file leaves out, the average is the value itself.
            slots.put(AVERAGE, Arrays.copyOf(parameters.values(), size));
        }
        for (Variable variable : order) {
            float[] values = file.read(paths.get(index++), variable.shape(), variable.description());
            if (variable.slot() != null) {
                System.arraycopy(values, 0, slots.get(variable.slot()), variable.offset(), values.length);
            }
        }
        return new OptimizerState(steps, rate, slots);
    }

    private boolean hasRate() {
        return optimizer.learningRate() instanceof Constant;
    }

    private long updates(long steps) {
        Integer accumulated = optimizer.options().gradientAccumulationSteps();
        return accumulated == null ? steps : steps / accumulated;
    }

    /// The order that a file has; the first one if it has none of them.
    private List<Variable> order(Hdf5Reader file, List<String> paths, @Nullable String version)
            throws ModelFileException {
        List<List<Variable>> likeliestFirst = new ArrayList<>(orders);
        if (version != null && version.matches("3\\.[0-9](\\D.*)?")) {
            Collections.rotate(likeliestFirst, -1);
        }
        for (List<Variable> order : likeliestFirst) {
            if (fits(file, paths, order)) {
                return order;
            }
        }
        return orders.getFirst();
    }

    private boolean fits(Hdf5Reader file, List<String> paths, List<Variable> order) throws ModelFileException {
        boolean fits = paths.size() == first() + order.size();
        for (int i = 0; fits && i < order.size(); i++) {
            List<Long> shape = file.entry(paths.get(first() + i)).shape();
            fits = shape.equals(order.get(i).shape().dimensions().stream()
                    .map(Integer::longValue)
                    .toList());
        }
        return fits;
    }
}
