package gradus;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.data.Dataset;
import gradus.data.Integers;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.losses.Loss;
import gradus.training.Graph;
import java.util.List;

/// Checks that the widths of a data set match those of a model.
final class DataCheck {
    private DataCheck() {}

    static Shape outputShape(Graph graph, int output) {
        return graph.calls().get(graph.outputs().get(output)).shape();
    }

    /// Checks inputs.
    static void inputs(Graph graph, String purpose, Dataset data) {
        require(
                data.inputs().size() == graph.inputs().size(),
                "the model has %s inputs, the %s data %s",
                graph.inputs().size(),
                purpose,
                data.inputs().size());
        for (int i = 0; i < data.inputs().size(); i++) {
            var shape = graph.calls().get(graph.inputs().get(i)).shape();
            require(
                    data.inputs().get(i).width() == shape.size(),
                    "input \"%s\" expects rows of %s numbers %s, the %s data has rows of %s",
                    graph.entry(graph.calls().get(graph.inputs().get(i))).name(),
                    shape.size(),
                    shape,
                    purpose,
                    data.inputs().get(i).width());
            String name = graph.entry(graph.calls().get(graph.inputs().get(i))).name();
            boolean text = graph.typeOf(graph.inputs().get(i)) == DataType.STRING;
            require(
                    text == data.inputs().get(i) instanceof TextRows,
                    "input \"%s\" expects %s, the %s data has %s",
                    name,
                    text ? "text, as TextRows" : "numbers",
                    purpose,
                    text ? "numbers" : "text");
            Integers integers = graph.integers(i);
            if (integers != null) {
                integers.check(
                        "input \"" + name + "\" of the " + purpose + " data",
                        data.inputs().get(i));
            }
        }
    }

    /// Checks inputs and targets.
    static void targets(Model model, String purpose, Dataset data) {
        inputs(model.graph(), purpose, data);
        List<Loss> losses = model.compilation().losses();
        require(
                data.targets().size() == losses.size(),
                "the model has %s outputs, the %s data %s targets",
                losses.size(),
                purpose,
                data.targets().size());
        for (int i = 0; i < losses.size(); i++) {
            Shape shape = outputShape(model.graph(), i);
            int expected = shape.positions() * losses.get(i).targetWidth(shape.last());
            require(
                    data.targets().get(i).width() == expected,
                    "%s with %s expects rows of %s target numbers, the %s data has rows of %s%s",
                    losses.get(i).className(),
                    shape.rank() > 1 ? "an output " + shape : shape.size() + " outputs",
                    expected,
                    purpose,
                    data.targets().get(i).width(),
                    shape.rank() > 1 ? "; where a row has one answer, put a Flatten layer before the last" : "");
            int weights = data.weights() == null ? 1 : data.weights().width();
            require(
                    weights == 1 || weights == shape.positions(),
                    "an output %s takes one sample weight for each row, or one for each of its %s positions, the %s"
                            + " data has %s",
                    shape,
                    shape.positions(),
                    purpose,
                    weights);
        }
    }
}
