package gradus.problems;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.activations.Sigmoid;
import gradus.activations.Softmax;
import gradus.internal.Names;
import gradus.layers.AppliedActivation;
import gradus.layers.Dense;
import gradus.layers.Layer;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.BinaryFocalCrossentropy;
import gradus.losses.CategoricalCrossentropy;
import gradus.losses.CategoricalFocalCrossentropy;
import gradus.losses.Loss;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.training.Graph;
import org.jspecify.annotations.Nullable;

/// Rejects a last layer that does not fit the loss, before the first step. Such networks would run, but learn
/// nothing or the wrong thing; the message names the applicable row of the table in [Task].
public final class HeadCheck {
    private HeadCheck() {}

    /// Checks one output.
    ///
    /// @param graph the network
    /// @param output the index of the output
    /// @param loss the loss of that output
    /// @throws IllegalArgumentException if the activation of the last layer does not fit the loss
    public static void check(Graph graph, int output, Loss loss) {
        Graph.Call call = graph.calls().get(graph.outputs().get(output));
        Graph.Entry entry = graph.entry(call);
        Activation activation = activation(entry.layer());
        if (activation == null) {
            return;
        }
        int units = call.shape().last();
        String problem = problem(activation, units, loss);
        if (problem != null) {
            throw new IllegalArgumentException(
                    "layer \"" + entry.name() + "\" does not fit the loss: " + problem + ".");
        }
    }

    private static @Nullable String problem(Activation activation, int units, Loss loss) {
        String name = Names.snakeCase(activation.getClass().getSimpleName());
        if (activation instanceof Softmax && units == 1) {
            return "softmax over one unit is always 1. " + use(Task.BINARY);
        }
        Expected expected = expected(loss, units);
        if (expected == null) {
            return null;
        }
        boolean probabilities = activation instanceof Softmax || activation instanceof Sigmoid;
        if (expected.fromLogits()) {
            return probabilities
                    ? loss.className() + " with fromLogits takes values before the activation, but " + name
                            + " was applied already. Remove one of the two"
                    : null;
        }
        if (activation instanceof Linear) {
            return loss.className() + " takes probabilities, but linear outputs are not probabilities. "
                    + use(expected.task()) + ", or set fromLogits";
        }
        if (expected.task() == Task.MULTICLASS && !(activation instanceof Softmax)) {
            return loss.className() + " takes the probabilities of mutually exclusive classes, but " + name
                    + " outputs do not sum to 1. " + use(expected.task());
        }
        if (expected.task() != Task.MULTICLASS && !(activation instanceof Sigmoid)) {
            return loss.className() + " takes an independent probability for each unit, but " + name
                    + " does not provide it. " + use(expected.task())
                    + (activation instanceof Softmax
                            ? "; or, if the classes are mutually exclusive: " + Task.MULTICLASS.row()
                            : "");
        }
        return expected.task() == Task.MULTICLASS && units == 1
                ? loss.className() + " needs one unit per class, but there is only one unit. " + use(Task.BINARY)
                : null;
    }

    private static String use(Task task) {
        return "Use: " + task.row();
    }

    private record Expected(Task task, boolean fromLogits) {}

    private static @Nullable Expected expected(Loss loss, int units) {
        Task independent = units == 1 ? Task.BINARY : Task.MULTILABEL;
        return switch (loss) {
            case BinaryCrossentropy binary -> new Expected(independent, binary.fromLogits());
            case BinaryFocalCrossentropy binary -> new Expected(independent, binary.fromLogits());
            case CategoricalCrossentropy categorical -> new Expected(Task.MULTICLASS, categorical.fromLogits());
            case CategoricalFocalCrossentropy categorical -> new Expected(Task.MULTICLASS, categorical.fromLogits());
            case SparseCategoricalCrossentropy sparse -> new Expected(Task.MULTICLASS, sparse.fromLogits());
            default -> null;
        };
    }

    private static @Nullable Activation activation(Layer layer) {
        if (layer instanceof Dense dense) {
            return dense.activation();
        }
        return layer instanceof AppliedActivation applied ? applied.activation() : null;
    }
}
