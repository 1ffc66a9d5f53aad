package gradus.lab.view;

import gradus.activations.Activation;
import gradus.activations.Elementwise;
import gradus.activations.Linear;
import gradus.layers.AppliedActivation;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.layers.WeightNormalization;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.training.Graph;
import gradus.training.Parameters;
import java.util.function.IntFunction;

/// What a column made of some rows, part by part. All values are `[rows][units]`, as the network left them; only the
/// sums, which it does not keep, are made again.
///
/// @param normalization the layer between sums and activation, or -1
/// @param incoming what came in, `[rows][inputs]`
/// @param weights as they act, `[inputs][units]`
/// @param sums before normalization and activation
/// @param bent what the activation took
/// @param outputs of the activation
/// @param passed on, after dropout
record ColumnPass(
        Graph graph,
        Column column,
        int normalization,
        float[] incoming,
        float[] weights,
        float[] sums,
        float[] bent,
        float[] outputs,
        float[] passed) {
    /// Of a forward pass.
    ///
    /// @param values of the calls of the graph
    /// @param parameters with which it was made
    /// @param rows how many to look at
    static ColumnPass of(Graph graph, Column column, IntFunction<float[]> values, float[] parameters, int rows) {
        int inputCall = graph.calls().get(column.dense()).inputs().getFirst();
        float[] incoming = values.apply(inputCall);
        float[] weights = column.weights(parameters);
        float[] sums = sums(column, incoming, weights, parameters, rows);
        int normalization = -1;
        for (int layer = column.dense() + 1; layer < column.end(); layer++) {
            Layer one = graph.layers().get(layer).layer();
            if (!(one instanceof Dropout) && !(one instanceof AppliedActivation)) {
                normalization = layer;
            }
        }
        return new ColumnPass(
                graph,
                column,
                normalization,
                incoming,
                weights,
                sums,
                normalization < 0 ? sums : values.apply(normalization),
                values.apply(column.output()),
                values.apply(column.end() - 1));
    }

    private static float[] sums(Column column, float[] incoming, float[] weights, float[] parameters, int rows) {
        int units = column.units();
        Parameters.Slice bias = column.bias();
        float[] sums = new float[rows * units];
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < units; unit++) {
                double sum = bias == null ? 0 : parameters[bias.offset() + unit];
                for (int i = 0; i < column.inputs(); i++) {
                    sum += (double) weights[i * units + unit] * incoming[row * column.inputs() + i];
                }
                sums[row * units + unit] = (float) sum;
            }
        }
        return sums;
    }

    boolean isNormalized() {
        return normalization >= 0;
    }

    /// The class of the layer between sums and activation, or empty.
    String normalizationName() {
        return isNormalized()
                ? graph.layers().get(normalization).layer().getClass().getSimpleName()
                : "";
    }

    Activation activation() {
        return activation(graph.layers().get(column.output()).layer());
    }

    /// As it is written in settings.
    String activationName() {
        return Notation.write(Registry.ACTIVATIONS, activation());
    }

    /// The activation of a layer; linear if it has none.
    static Activation activation(Layer layer) {
        return switch (layer) {
            case Dense dense -> dense.activation();
            case WeightNormalization normalized -> normalized.layer().activation();
            case AppliedActivation applied -> applied.activation();
            default -> new Linear();
        };
    }

    /// The derivative of the activation at what it took; empty for activations that mix units, such as softmax.
    float[] slopes() {
        return activation() instanceof Elementwise
                ? ActivationCurve.at(activation(), bent).slope()
                : new float[0];
    }
}
