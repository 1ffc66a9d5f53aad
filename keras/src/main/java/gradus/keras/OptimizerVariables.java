package gradus.keras;

import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Optimizer;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.SavedModel.OptimizerState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The state of an optimizer in the order of Keras's variables.
abstract sealed class OptimizerVariables permits RuleVariables, NestedVariables {
    /// Where Keras keeps them.
    static final String GROUP = "optimizer/vars";

    private static final String FOLDER = "optimizer";

    /// The variables that an optimizer has for a network.
    ///
    /// @param order of the layers in the file
    static OptimizerVariables of(Optimizer optimizer, Graph graph, Parameters parameters, List<Integer> order) {
        return of(optimizer, graph, parameters, order, slice -> true);
    }

    private static OptimizerVariables of(
            Optimizer optimizer,
            Graph graph,
            Parameters parameters,
            List<Integer> order,
            Predicate<Parameters.Slice> own) {
        if (optimizer instanceof LossScaleOptimizer scaling) {
            OptimizerVariables inner = of(scaling.innerOptimizer(), graph, parameters, order, own);
            return new NestedVariables(optimizer, List.of(inner));
        }
        if (optimizer instanceof MultiOptimizer multi) {
            List<OptimizerVariables> parts = new ArrayList<>();
            for (int i = 0; i < multi.parts().size(); i++) {
                int part = i;
                Predicate<Parameters.Slice> ofPart = slice -> own.test(slice)
                        && multi.partOf(graph.layers().get(slice.layer()).name() + "/"
                                        + slice.spec().name())
                                == part;
                parts.add(of(multi.parts().get(part), graph, parameters, order, ofPart));
            }
            return new NestedVariables(optimizer, parts);
        }
        return new RuleVariables(optimizer, graph, parameters, order, own);
    }

    /// {@return the name of the optimizer's class}
    abstract String name();

    /// {@return whether an optimizer of this kind may have this number of variables}
    abstract boolean mayBe(int count);

    /// {@return how many variables are written}
    abstract int count();

    /// {@return how many variables Keras makes for an optimizer that never ran}
    abstract int unbuilt();

    /// Writes the variables into a group, from a number on.
    ///
    /// @return the number after the last one
    abstract int write(Hdf5Writer file, String group, int from, OptimizerState state) throws ModelFileException;

    /// Writes the state of an optimizer that belongs to this one.
    ///
    /// @param folder of this one
    void writeParts(Hdf5Writer file, String folder, OptimizerState state) throws ModelFileException {}

    /// Reads the state from datasets in Keras's order, as many as this has.
    ///
    /// @param version of Keras that wrote the file, if that is known
    abstract OptimizerState read(Hdf5Reader file, List<String> paths, @Nullable String version)
            throws ModelFileException;

    /// Writes the state.
    final void write(Hdf5Writer file, OptimizerState state) throws ModelFileException {
        write(file, FOLDER, state);
    }

    final void write(Hdf5Writer file, String folder, OptimizerState state) throws ModelFileException {
        file.attribute(folder + "/vars", "name", name());
        write(file, folder + "/vars", 0, state);
        writeParts(file, folder, state);
    }

    /// Reads the state; null if the file has none, since the optimizer never ran.
    ///
    /// @param version of Keras that wrote the file, if that is known
    final @Nullable OptimizerState read(Hdf5Reader file, @Nullable String version) throws ModelFileException {
        return readIfAny(
                file,
                IntStream.range(0, file.count(GROUP))
                        .mapToObj(index -> GROUP + "/" + index)
                        .toList(),
                version);
    }

    /// Reads the state from datasets in Keras's order; null if the optimizer never ran.
    ///
    /// @param version of Keras that wrote the file, if that is known
    final @Nullable OptimizerState readIfAny(Hdf5Reader file, List<String> paths, @Nullable String version)
            throws ModelFileException {
        // Keras saves an optimizer that was compiled but never ran with its first variables only.
        if (paths.isEmpty() || (paths.size() <= unbuilt() && paths.size() < count())) {
            return null;
        }
        OptimizerState state = read(file, paths, version);
        return state.steps() == 0 ? null : state;
    }
}
