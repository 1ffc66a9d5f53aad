package gradus.training;

import gradus.data.DataType;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Input;
import gradus.layers.TextLayer;
import java.util.ArrayList;
import java.util.List;

/// Text before a network: inputs of text lead to layers that encode them, and the network takes what these give.
public final class TextInputs {
    private TextInputs() {}

    /// Returns whether a call reads text.
    private static boolean readsText(Graph graph, Graph.Call call) {
        return call.inputs().stream().anyMatch(input -> graph.typeOf(input) == DataType.STRING);
    }

    /// Returns the graph of numbers behind a graph's text: calls of layers that read text are its inputs, after the
    /// inputs of numbers. Indices of layers and calls stay the same.
    static Graph numeric(Graph graph) {
        if (graph.inputs().stream().noneMatch(input -> graph.typeOf(input) == DataType.STRING)) {
            return graph;
        }
        List<Graph.Entry> layers = new ArrayList<>(graph.layers());
        List<Graph.Call> calls = new ArrayList<>(graph.calls());
        List<Integer> inputs = new ArrayList<>();
        graph.inputs().stream()
                .filter(input -> graph.typeOf(input) != DataType.STRING)
                .forEach(inputs::add);
        for (int i = 0; i < calls.size(); i++) {
            Graph.Call call = calls.get(i);
            if (readsText(graph, call)) {
                Graph.Entry entry = graph.entry(call);
                layers.set(call.layer(), new Graph.Entry(entry.name(), entry.key(), new Input(call.shape()), false));
                calls.set(i, new Graph.Call(call.layer(), List.of(), call.shape()));
                inputs.add(i);
            }
        }
        return new Graph(
                graph.name(),
                false,
                layers,
                calls,
                inputs,
                graph.outputs(),
                graph.nests(),
                graph.uses(),
                new Graph.Keys(List.of(), graph.keys().outputs()));
    }

    /// Returns a data set whose inputs are those that the network of a graph takes.
    static Dataset encode(Graph graph, Dataset data) {
        return new Dataset(encode(graph, data.inputs()), data.targets(), data.weights());
    }

    /// Returns the tables of numbers that the network of a graph takes: those for inputs of numbers, then what layers
    /// give that read text.
    ///
    /// @param graph the graph
    /// @param inputs one table per input of the graph
    /// @return one table per input of the network
    /// @throws IllegalArgumentException if a text has no index; the message names its row, column and text
    public static List<Rows> encode(Graph graph, List<Rows> inputs) {
        List<Rows> encoded = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (graph.typeOf(graph.inputs().get(i)) != DataType.STRING) {
                encoded.add(inputs.get(i));
            }
        }
        for (Graph.Call call : graph.calls()) {
            if (readsText(graph, call)) {
                TextLayer layer = (TextLayer) graph.entry(call).layer();
                List<Rows> taken = call.inputs().stream()
                        .map(input -> inputs.get(graph.inputs().indexOf(input)))
                        .toList();
                try {
                    encoded.add(layer.encode(taken));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "layer \"" + graph.entry(call).name() + "\": " + e.getMessage(), e);
                }
            }
        }
        return encoded;
    }
}
