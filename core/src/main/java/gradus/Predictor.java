package gradus;

import static gradus.internal.Require.require;

import gradus.kernels.Workers;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;

/// Predicts one row at a time, as quickly as can be: no allocation, no locks. Made by [Model#predictor()]; each
/// thread has its own, and all share the model's weights. Layers with 262,144 weights or more, which take as long
/// as it takes to read them, are shared with the model's [threads][Model#threads] while these have nothing else to
/// do.
///
/// ```java
/// Predictor predictor = model.predictor();
/// float[] answer = new float[predictor.outputs()];
/// predictor.predict(row, answer);
/// ```
///
/// The answers have the bits that [Model#predict(float\[\]\[\])] gives for a row alone. With the `scalar` and
/// `simd` kernels these are also those of the row among others; `onednn` may sum in another order there, where a
/// layer has 256 inputs or more.
public final class Predictor {
    private final Network network;
    private final int inputs;
    private final int outputs;

    Predictor(Graph graph, Parameters parameters, Workers workers) {
        require(
                graph.inputs().size() == 1,
                "a predictor needs a model of one input, got %s; use Model.predict",
                graph.inputs().size());
        network = Network.forInference(graph, parameters, 1, workers);
        inputs = network.input(0).length;
        outputs = network.output(0).length;
    }

    /// How many numbers a row has.
    public int inputs() {
        return inputs;
    }

    /// How many numbers an answer has: those of the first output.
    public int outputs() {
        return outputs;
    }

    /// Writes what comes out of the first output for a row, and returns it.
    ///
    /// @param row [#inputs()] numbers
    /// @param answer room for [#outputs()] numbers
    /// @return `answer`
    /// @throws IllegalArgumentException if a length is wrong
    public float[] predict(float[] row, float[] answer) {
        if (row.length != inputs || answer.length != outputs) {
            throw new IllegalArgumentException("a predictor needs a row of " + inputs + " numbers and room for "
                    + outputs + ", got " + row.length + " and " + answer.length);
        }
        System.arraycopy(row, 0, network.input(0), 0, inputs);
        network.forward(1, false, 0);
        System.arraycopy(network.output(0), 0, answer, 0, outputs);
        return answer;
    }
}
