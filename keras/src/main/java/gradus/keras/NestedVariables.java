package gradus.keras;

import gradus.data.Shape;
import gradus.internal.Names;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Optimizer;
import gradus.training.SavedModel.OptimizerState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state of an optimizer that is made of others: a step and a learning rate that are not used, for a
/// [LossScaleOptimizer] its counter and its scale, and then all variables of one part after the other. Keras keeps the
/// parts once more in folders of their own, which are written and not read.
final class NestedVariables extends OptimizerVariables {
    private static final Shape NUMBER = Shape.of();

    private final Optimizer optimizer;
    private final List<OptimizerVariables> parts;
    private final boolean scales;

    NestedVariables(Optimizer optimizer, List<OptimizerVariables> parts) {
        this.optimizer = optimizer;
        this.parts = parts;
        scales = optimizer instanceof LossScaleOptimizer;
    }

    private int own() {
        return scales ? 4 : 2;
    }

    @Override
    String name() {
        return optimizer.getClass().getSimpleName();
    }

    @Override
    boolean mayBe(int count) {
        return count == count();
    }

    @Override
    int count() {
        return own() + parts.stream().mapToInt(OptimizerVariables::count).sum();
    }

    @Override
    int unbuilt() {
        return 2 + parts.stream().mapToInt(OptimizerVariables::unbuilt).sum();
    }

    @Override
    int write(Hdf5Writer file, String group, int from, OptimizerState state) throws ModelFileException {
        int index = from;
        file.write(group, index++, scales ? 0 : Math.toIntExact(state.steps()));
        file.write(group, index++, 0f);
        if (scales) {
            file.write(group, index++, (int) number(state, LossScaleOptimizer.STEPS));
            file.write(group, index++, number(state, LossScaleOptimizer.SCALE));
        }
        for (int part = 0; part < parts.size(); part++) {
            index = parts.get(part).write(file, group, index, part(state, part));
        }
        return index;
    }

    @Override
    void writeParts(Hdf5Writer file, String folder, OptimizerState state) throws ModelFileException {
        Map<String, Integer> used = new HashMap<>();
        for (int part = 0; part < parts.size(); part++) {
            String name = Names.snakeCase(parts.get(part).name());
            int before = used.merge(name, 1, Integer::sum) - 1;
            String of = scales ? "/inner_optimizer" : "/optimizers/" + name + (before == 0 ? "" : "_" + before);
            parts.get(part).write(file, folder + of, part(state, part));
        }
    }

    private float number(OptimizerState state, String name) throws ModelFileException {
        float[] number = state.slots().get(name);
        if (number == null) {
            throw new ModelFileException("the state of " + optimizer + " lacks \"" + name + "\"");
        }
        return number[0];
    }

    /// The state of a part.
    private OptimizerState part(OptimizerState state, int part) {
        if (scales) {
            return state;
        }
        boolean last = part == parts.size() - 1;
        Optimizer rule = ((MultiOptimizer) optimizer).parts().get(part);
        // Keras does not run a rule without parameters.
        long steps = parts.get(part).count() == parts.get(part).unbuilt()
                        && !rule.slots().isEmpty()
                ? 0
                : state.steps();
        return new OptimizerState(
                steps,
                last ? state.learningRate() : rule.learningRate().at(steps),
                MultiOptimizer.ofPart(part, state.slots()));
    }

    @Override
    OptimizerState read(Hdf5Reader file, List<String> paths, @Nullable String version) throws ModelFileException {
        if (paths.size() != count()) {
            throw new ModelFileException(
                    "the optimizer must have " + count() + " variables for " + optimizer + ", got " + paths.size());
        }
        Map<String, float[]> slots = new LinkedHashMap<>();
        if (scales) {
            slots.put(
                    LossScaleOptimizer.STEPS,
                    new float[] {file.readLong(paths.get(2), "the steps since the scale changed")});
            slots.put(LossScaleOptimizer.SCALE, file.read(paths.get(3), NUMBER, "the scale of the loss"));
        }
        long steps = file.readLong(paths.getFirst(), "the optimizer's step");
        double rate = 0;
        int from = own();
        for (int i = 0; i < parts.size(); i++) {
            int part = i;
            int to = from + parts.get(part).count();
            OptimizerState state = parts.get(part).read(file, paths.subList(from, to), version);
            state.slots()
                    .forEach((name, values) -> slots.put(scales ? name : MultiOptimizer.inPart(part, name), values));
            steps = scales ? state.steps() : steps;
            rate = state.learningRate();
            from = to;
        }
        return new OptimizerState(steps, rate, slots);
    }
}
