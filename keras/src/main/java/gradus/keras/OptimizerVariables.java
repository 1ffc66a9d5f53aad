package gradus.keras;

import gradus.data.Shape;
import gradus.optimizers.Nadam;
import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.schedules.Constant;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.SavedModel.OptimizerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The state of an optimizer in the order of Keras's variables: the number of the step; the learning rate, unless it
/// follows a schedule; averages and accumulated gradients, where they are kept; the rule's own slots. Each slot has one
/// variable for each parameter that is trained, frozen ones left out. Most rules have slot after slot; those of Adam's
/// kind have first and second moment side by side for each parameter.
final class OptimizerVariables {
    /// Where Keras keeps them.
    static final String GROUP = "optimizer/vars";

    private static final Set<String> SIDE_BY_SIDE = Set.of("Adam", "AdamW", "Nadam", "Adamax", "Adadelta");
    private static final String AVERAGE = "average";
    private static final String ACCUMULATOR = "gradient_accumulator";

    private final Optimizer optimizer;
    private final Parameters parameters;
    private final List<Parameters.Slice> trained;
    private final List<Variable> variables = new ArrayList<>();

    private record Variable(String slot, Parameters.Slice slice) {}

    /// The variables that an optimizer has for a network.
    ///
    /// @param order of the layers in the file
    OptimizerVariables(Optimizer optimizer, Graph graph, Parameters parameters, List<Integer> order) {
        this.optimizer = optimizer;
        this.parameters = parameters;
        trained = order.stream()
                .filter(layer -> graph.layers().get(layer).trainable())
                .flatMap(layer -> parameters.slices(layer).stream())
                .filter(slice -> slice.spec().trainable())
                .toList();
        UpdateOptions options = optimizer.options();
        if (options.useEma()) {
            addInTurn(List.of(AVERAGE));
        }
        if (options.gradientAccumulationSteps() != null) {
            addInTurn(List.of(ACCUMULATOR));
        }
        List<String> slots = new ArrayList<>(optimizer.slots());
        if (SIDE_BY_SIDE.contains(optimizer.rule().getClass().getSimpleName())) {
            addInTurn(List.copyOf(slots.subList(0, 2)));
            slots.subList(0, 2).clear();
        }
        slots.forEach(slot -> addInTurn(List.of(slot)));
    }

    /// How many variables there are.
    int count() {
        return 1 + (hasRate() ? 1 : 0) + variables.size() + (optimizer.rule() instanceof Nadam ? 1 : 0);
    }

    /// Writes the state.
    void write(Hdf5Writer file, OptimizerState state) throws ModelFileException {
        file.attribute(GROUP, "name", optimizer.rule().getClass().getSimpleName());
        int index = 0;
        file.write(GROUP, index++, Math.toIntExact(state.steps()));
        if (hasRate()) {
            file.write(GROUP, index++, (float) state.learningRate());
        }
        for (Variable variable : variables) {
            float[] values = state.slots().get(variable.slot());
            if (values == null) {
                throw new ModelFileException("the state of " + optimizer.rule() + " lacks \"" + variable.slot() + "\"");
            }
            file.write(
                    GROUP,
                    index++,
                    values,
                    variable.slice().offset(),
                    variable.slice().shape());
        }
        Float product = momentumProduct(state.steps());
        if (product != null) {
            file.write(GROUP, index, product);
        }
    }

    /// Reads the state; null if the file has none, since the optimizer never ran.
    @Nullable
    OptimizerState read(Hdf5Reader file) throws ModelFileException {
        return read(
                file,
                IntStream.range(0, file.count(GROUP))
                        .mapToObj(index -> GROUP + "/" + index)
                        .toList());
    }

    /// Reads the state from datasets in Keras's order; null if there are none.
    @Nullable
    OptimizerState read(Hdf5Reader file, List<String> paths) throws ModelFileException {
        int found = paths.size();
        if (found == 0) {
            return null;
        }
        int expected = count();
        // Keras saves an optimizer that was compiled but never ran with its first variables only.
        if (found < expected && found <= 2) {
            return null;
        }
        if (found != expected) {
            throw new ModelFileException(
                    "the optimizer must have " + expected + " variables for " + optimizer.rule() + ", got " + found);
        }
        int size = parameters.trainableSize();
        int index = 0;
        long steps = file.readLong(paths.get(index++), "the optimizer's step");
        if (steps == 0) {
            return null;
        }
        if (steps < 0) {
            throw new ModelFileException("the optimizer's step must be at least 0, got " + steps);
        }
        double rate = optimizer.learningRate().at(steps);
        if (hasRate()) {
            rate = ConceptReader.shortest(file.read(paths.get(index++), Shape.of(), "the learning rate")[0]);
        }
        Map<String, float[]> slots = new LinkedHashMap<>();
        for (int slot = 0; slot < optimizer.slots().size(); slot++) {
            float[] values = new float[size];
            Arrays.fill(values, optimizer.initialValue(slot));
            slots.put(optimizer.slots().get(slot), values);
        }
        if (optimizer.options().gradientAccumulationSteps() != null) {
            slots.put(ACCUMULATOR, new float[size]);
        }
        if (optimizer.options().useEma()) {
            // Of frozen parameters, which the file leaves out, the average is the value itself.
            slots.put(AVERAGE, Arrays.copyOf(parameters.values(), size));
        }
        for (Variable variable : variables) {
            Parameters.Slice slice = variable.slice();
            String what =
                    "the optimizer's " + variable.slot() + " of " + slice.spec().name();
            float[] values = file.read(paths.get(index++), slice.shape(), what);
            System.arraycopy(values, 0, slots.get(variable.slot()), slice.offset(), values.length);
        }
        return new OptimizerState(steps, rate, slots);
    }

    private boolean hasRate() {
        return optimizer.learningRate() instanceof Constant;
    }

    /// Keras's Nadam keeps a number that follows from the step.
    private @Nullable Float momentumProduct(long steps) {
        Integer accumulated = optimizer.options().gradientAccumulationSteps();
        long updates = accumulated == null ? steps : steps / accumulated;
        return optimizer.rule() instanceof Nadam nadam ? (float) nadam.momentumProduct(updates) : null;
    }

    private void addInTurn(List<String> slots) {
        for (Parameters.Slice slice : trained) {
            for (String slot : slots) {
                variables.add(new Variable(slot, slice));
            }
        }
    }
}
