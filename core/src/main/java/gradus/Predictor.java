package gradus;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.data.Integers;
import gradus.kernels.Workers;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import org.jspecify.annotations.Nullable;

/// Predicts one row at a time as fast as possible: without allocation and locks. Created by [Model#predictor()];
/// each thread needs its own, and all share the model's weights. Layers with 262,144 weights or more, whose time is
/// that of reading them, are shared with the model's [threads][Model#threads] while these are idle.
///
/// ```java
/// Predictor predictor = model.predictor();
/// float[] answer = new float[predictor.outputs()];
/// predictor.predict(row, answer);
/// ```
///
/// The results have the same bits as those of [Model#predict(float\[\]\[\])] for a row alone. With the `scalar` and
/// `simd` kernels these are also those of the row among others; `onednn` may sum in another order there if a layer
/// has 256 inputs or more.
public final class Predictor {
    private final Network network;
    private final int inputs;
    private final int outputs;
    private final @Nullable Integers integers;

    Predictor(Graph graph, Parameters parameters, Workers workers) {
        require(
                graph.inputs().size() == 1,
                "a predictor needs a model of one input, got %s; use Model.predict",
                graph.inputs().size());
        require(
                graph.typeOf(graph.inputs().getFirst()) != DataType.STRING,
                "a predictor takes rows of numbers, and the model's input is text; use Model.predict");
        network = Network.forInference(graph, parameters, 1, workers);
        inputs = network.input(0).length;
        outputs = network.output(0).length;
        integers = graph.integers(0);
    }

    /// {@return the number of values in a row}
    public int inputs() {
        return inputs;
    }

    /// {@return the number of values of the first output}
    public int outputs() {
        return outputs;
    }

    /// Computes the first output for a row.
    ///
    /// @param row the row, [#inputs()] numbers
    /// @param answer receives the output, [#outputs()] numbers
    /// @return `answer`
    /// @throws IllegalArgumentException if a length is wrong, or a value is not an integer that the model's input needs
    public float[] predict(float[] row, float[] answer) {
        if (row.length != inputs || answer.length != outputs) {
            throw new IllegalArgumentException("a predictor needs a row of " + inputs + " numbers and room for "
                    + outputs + ", got " + row.length + " and " + answer.length);
        }
        for (int i = 0; integers != null && i < inputs; i++) {
            if (!integers.contains(row[i])) {
                throw new IllegalArgumentException(integers.refusal("a predictor", row[i], "column " + i));
            }
        }
        System.arraycopy(row, 0, network.input(0), 0, inputs);
        network.forward(1, false, 0);
        System.arraycopy(network.output(0), 0, answer, 0, outputs);
        return answer;
    }
}
