package gradus.lab.view;

import static gradus.internal.Require.require;

import gradus.lab.messages.Messages.LayerView;
import gradus.lab.run.Run;
import gradus.layers.AppliedActivation;
import gradus.layers.BatchNormalization;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.training.Graph;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column of the diagram: the layers of the network that it stands for, and where their numbers lie. In a chain the
/// number of a layer is that of its call.
///
/// @param title as people call it
/// @param dense the layer with the weights
/// @param output the layer whose answers are the column's, before dropout
/// @param end one past its last layer
/// @param inputs how many numbers come in
/// @param units how many neurons
/// @param activation the class of what bends the sums
/// @param kernel the weights, `[inputs][units]`
/// @param bias of the units, or null
/// @param lengths of the weights of each unit, where weight normalization keeps them apart, or null
/// @param batchNormalization the layer that normalizes over the batch, or -1
record Column(
        String title,
        int dense,
        int output,
        int end,
        int inputs,
        int units,
        String activation,
        Parameters.Slice kernel,
        Parameters.@Nullable Slice bias,
        Parameters.@Nullable Slice lengths,
        int batchNormalization) {
    /// What the last column is called.
    static final String HEAD = "output";

    /// The columns of a run's network, the head last.
    static List<Column> of(Run run) {
        Graph graph = run.model().graph();
        Parameters parameters = run.model().parameters();
        List<Integer> widths = run.plan().widths();
        List<Column> columns = new ArrayList<>();
        int hidden = widths.stream().mapToInt(Integer::intValue).sum();
        int next = graph.layers().size() - 1 - hidden;
        for (int width : widths) {
            columns.add(column(graph, parameters, "hidden " + (columns.size() + 1), next, next + width));
            next += width;
        }
        columns.add(column(graph, parameters, HEAD, next, next + 1));
        return columns;
    }

    private static Column column(Graph graph, Parameters parameters, String title, int dense, int end) {
        int output = dense;
        int normalization = -1;
        for (int layer = dense; layer < end; layer++) {
            Layer one = graph.layers().get(layer).layer();
            if (!(one instanceof Dropout)) {
                output = layer;
            }
            if (one instanceof BatchNormalization) {
                normalization = layer;
            }
        }
        Parameters.Slice kernel = find(parameters, dense, "kernel");
        if (kernel == null) {
            throw new IllegalStateException(title + " has no weights");
        }
        int units = graph.calls().get(dense).shape().size();
        return new Column(
                title,
                dense,
                output,
                end,
                kernel.size() / units,
                units,
                activation(graph.layers().get(output).layer()),
                kernel,
                find(parameters, dense, "bias"),
                find(parameters, dense, "g"),
                normalization);
    }

    /// A parameter of a layer by its name, or null.
    static Parameters.@Nullable Slice find(Parameters parameters, int layer, String name) {
        for (Parameters.Slice slice : parameters.slices(layer)) {
            if (slice.spec().name().equals(name)) {
                return slice;
            }
        }
        return null;
    }

    private static String activation(Layer layer) {
        return switch (layer) {
            case Dense dense -> dense.activation().getClass().getSimpleName();
            case gradus.layers.WeightNormalization normalized -> activation(normalized.layer());
            case AppliedActivation applied -> applied.activation().getClass().getSimpleName();
            default -> layer.getClass().getSimpleName();
        };
    }

    boolean isHead() {
        return title.equals(HEAD);
    }

    /// The weights as they act, `[inputs][units]`: with weight normalization, directions times lengths.
    float[] weights(float[] parameters) {
        float[] weights = Arrays.copyOfRange(parameters, kernel.offset(), kernel.end());
        if (lengths != null) {
            for (int unit = 0; unit < units; unit++) {
                double scale = parameters[lengths.offset() + unit] / Math.max(1e-12, norm(weights, unit));
                for (int i = 0; i < inputs; i++) {
                    weights[i * units + unit] *= (float) scale;
                }
            }
        }
        return weights;
    }

    private double norm(float[] weights, int unit) {
        double squares = 0;
        for (int i = 0; i < inputs; i++) {
            squares += (double) weights[i * units + unit] * weights[i * units + unit];
        }
        return Math.sqrt(squares);
    }

    /// Gives a weight as it acts another value; returns what was changed.
    ///
    /// @param input from where, or -1 for the bias
    String set(float[] parameters, int input, int unit, float value) {
        require(unit >= 0 && unit < units, "%s has no unit %s", title, unit + 1);
        if (input == -1) {
            Parameters.Slice to = bias;
            require(to != null, "%s has no biases", title);
            if (to != null) {
                parameters[to.offset() + unit] = value;
            }
            return title + ", bias of unit " + (unit + 1) + " = " + value;
        }
        require(input >= 0 && input < inputs, "%s has no input %s", title, input + 1);
        if (lengths != null) {
            // The column as it acts becomes the direction, and its norm the length.
            float[] acting = weights(parameters);
            acting[input * units + unit] = value;
            for (int i = 0; i < inputs; i++) {
                parameters[kernel.offset() + i * units + unit] = acting[i * units + unit];
            }
            parameters[lengths.offset() + unit] = (float) norm(acting, unit);
        } else {
            parameters[kernel.offset() + input * units + unit] = value;
        }
        return title + ", weight " + (input + 1) + " of unit " + (unit + 1) + " = " + value;
    }

    /// The part of the column that never changes, sent to the page once.
    LayerView view(Parameters parameters) {
        int count = 0;
        for (int layer = dense; layer < end; layer++) {
            for (Parameters.Slice slice : parameters.slices(layer)) {
                count += slice.size();
            }
        }
        StringBuilder formula = new StringBuilder();
        formula.append(inputs).append(" × ").append(units).append(" weights");
        int rest = count - inputs * units;
        if (bias != null) {
            formula.append(" + ").append(units).append(units == 1 ? " bias" : " biases");
            rest -= units;
        }
        if (lengths != null) {
            formula.append(" + ").append(units).append(units == 1 ? " length" : " lengths");
            rest -= units;
        }
        if (rest > 0) {
            formula.append(" + ").append(rest).append(" of normalization");
        }
        return new LayerView(title, units, count, formula.toString());
    }
}
