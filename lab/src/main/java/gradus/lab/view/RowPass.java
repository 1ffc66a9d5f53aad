package gradus.lab.view;

import static gradus.internal.Require.require;

import gradus.lab.messages.RowMessages.Row;
import gradus.lab.messages.RowMessages.RowLayer;
import gradus.lab.messages.RowMessages.RowView;
import gradus.lab.messages.RowMessages.UnitView;
import gradus.lab.run.Run;
import gradus.problems.Task;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs one row through a network for inference, and says what each unit makes of it.
final class RowPass {
    private static final int SHOWN = 64;
    private static final int LARGEST = 1_000_000;

    private final Graph graph;
    private final Parameters parameters;
    private final List<Column> columns;
    private final Network network;

    /// Of a network and the parameters that it shares.
    RowPass(Graph graph, Parameters parameters, List<Column> columns, Network network) {
        this.graph = graph;
        this.parameters = parameters;
        this.columns = columns;
        this.network = network;
    }

    /// Answers for the parameters as they are now.
    RowView of(Run run, long step, Row row) {
        float[] values = row.values();
        int width = run.train().input().width();
        if (values.length == 0) {
            values = new float[width];
            run.train().input().copy(0, values, 0);
        }
        require(values.length == width, "a row here has %s numbers, got %s", width, values.length);
        for (float value : values) {
            require(Math.abs(value) <= LARGEST, "numbers must be from -%s to %s, got %s", LARGEST, LARGEST, value);
        }
        System.arraycopy(values, 0, network.input(0), 0, width);
        network.forward(1, false, 0);
        List<ColumnPass> passes = new ArrayList<>();
        for (Column column : columns) {
            passes.add(ColumnPass.of(graph, column, network::value, parameters.values(), 1));
        }
        Task task = run.experiment().task();
        float[] outputs = passes.getLast().outputs();
        int units = columns.getLast().units();
        int said = Answers.said(outputs, 0, units);
        boolean regression = task == Task.REGRESSION;
        return new RowView(
                run.id(),
                step,
                passes.stream().map(RowPass::layer).toList(),
                Describer.answer(run, regression ? outputs[0] : said),
                regression ? null : (double) Answers.sure(outputs, 0, units),
                row.layer() < 0 ? null : unit(passes, row.layer(), row.unit()));
    }

    private static RowLayer layer(ColumnPass pass) {
        Column column = pass.column();
        return new RowLayer(
                Arrays.copyOf(pass.incoming(), Math.min(SHOWN, column.inputs())),
                Arrays.copyOf(pass.outputs(), Math.min(SHOWN, column.units())));
    }

    private UnitView unit(List<ColumnPass> passes, int layer, int unit) {
        require(
                layer < passes.size(),
                "the network has %s columns of units; column %s was asked for",
                passes.size(),
                layer + 1);
        ColumnPass pass = passes.get(layer);
        Column column = pass.column();
        require(unit >= 0 && unit < column.units(), "%s has no unit %s", column.title(), unit + 1);
        float[] incoming = Arrays.copyOf(pass.incoming(), column.inputs());
        float[] weights = new float[column.inputs()];
        float[] terms = new float[column.inputs()];
        for (int i = 0; i < column.inputs(); i++) {
            weights[i] = pass.weights()[i * column.units() + unit];
            terms[i] = weights[i] * incoming[i];
        }
        Parameters.Slice bias = column.bias();
        float[] slopes = pass.slopes();
        return new UnitView(
                layer,
                unit,
                pass.activationName(),
                About.of(pass.activation()),
                incoming,
                weights,
                terms,
                bias == null ? null : parameters.values()[bias.offset() + unit],
                pass.sums()[unit],
                pass.normalizationName(),
                numbers(pass, unit),
                pass.isNormalized() ? pass.bent()[unit] : null,
                pass.outputs()[unit],
                slopes.length == 0 ? null : slopes[unit]);
    }

    /// What the normalization knows of a unit: of batch normalization γ, β, and the running mean and variance.
    private Map<String, Float> numbers(ColumnPass pass, int unit) {
        Map<String, Float> numbers = new LinkedHashMap<>();
        if (pass.isNormalized()) {
            for (Parameters.Slice slice : parameters.slices(pass.normalization())) {
                if (slice.size() == pass.column().units()) {
                    numbers.put(slice.spec().name(), parameters.values()[slice.offset() + unit]);
                }
            }
        }
        return numbers;
    }
}
