package gradus.onnx;

import gradus.Model;
import gradus.data.Shape;
import gradus.internal.Version;
import gradus.training.AtomicFile;
import gradus.training.Graph;
import gradus.training.Masks;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes models as ONNX files, which other runtimes can run: the network as it predicts, in one file that refers to no
/// other.
///
/// ```java
/// OnnxExporter.export(model, Path.of("houses.onnx"));
/// ```
///
/// Inputs and outputs have the names of their layers and the shape `[batch, …]`, for batches of any size. Columns,
/// labels and the task, where the model knows them, are in the metadata under `schema`. What a runtime computes is
/// within 1e-6 of [Model#predict], relative to numbers above 1.
///
/// [ONNX](https://onnx.ai/onnx/repo-docs/IR.html)
public final class OnnxExporter {
    /// The version of ONNX's operators that files need.
    public static final int OPSET = 23;
    /// The version of ONNX's file format, the first that has this opset.
    static final int IR_VERSION = 11;

    private OnnxExporter() {}

    /// Exports a model. The file is replaced atomically: after a failure the old one is intact.
    ///
    /// @param model the model
    /// @param file the ONNX file to write
    /// @throws IllegalArgumentException if a layer or its activation is a user's own (the message names the layer),
    ///     or if the model exceeds 2 GiB, the limit of ONNX
    /// @throws UncheckedIOException if the file cannot be written
    public static void export(Model model, Path file) {
        Message message = message(model);
        requireFits(message.size());
        try {
            write(message, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /// Protocol Buffers count bytes in 31 bits.
    static void requireFits(long size) {
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an ONNX file must be smaller than 2 GiB, and the model needs " + size
                    + " bytes. Export a model with fewer weights");
        }
    }

    /// `ModelProto`: ir_version 1, producer_name 2, producer_version 3, doc_string 6, graph 7, opset_import 8 with
    /// version 2, metadata_props 14 with key 1 and value 2.
    private static Message message(Model model) {
        Message message = new Message()
                .number(1, IR_VERSION)
                .text(2, "Gradus")
                .text(3, Version.current())
                .text(6, description(model.graph()))
                .message(7, graph(model))
                .message(8, new Message().number(2, OPSET));
        Map<String, String> metadata = new TreeMap<>(model.notes());
        metadata.put("weights_sha256", model.weightsSha256());
        metadata.forEach(
                (key, value) -> message.message(14, new Message().text(1, key).text(2, value)));
        return message;
    }

    private static Message graph(Model model) {
        Graph graph = Masks.explicit(model.graph());
        OnnxGraph onnx = new OnnxGraph();
        LayerNodes layers = new LayerNodes(onnx, model.parameters());
        List<String> values = new ArrayList<>();
        Map<Integer, String> inputs = new HashMap<>();
        // First, so that they get their names, in the order in which they are fed.
        for (int call : graph.inputs()) {
            inputs.put(
                    call, onnx.input(name(graph, call), graph.calls().get(call).shape()));
        }
        for (int call = 0; call < graph.calls().size(); call++) {
            values.add(inputs.containsKey(call) ? inputs.get(call) : value(graph, call, layers, values));
        }
        List<String> outputNames = graph.outputNames();
        for (int output = 0; output < outputNames.size(); output++) {
            int call = graph.outputs().get(output);
            onnx.output(outputNames.get(output), graph.calls().get(call).shape(), values.get(call));
        }
        return onnx.message(graph.name());
    }

    private static String value(Graph graph, int index, LayerNodes layers, List<String> values) {
        Graph.Call call = graph.calls().get(index);
        List<Shape> shapes =
                call.inputs().stream().map(i -> graph.calls().get(i).shape()).toList();
        List<String> inputs = call.inputs().stream().map(values::get).toList();
        return layers.write(
                graph.entry(call).layer(),
                new LayerNodes.Call(call.layer(), name(graph, index), inputs, shapes, call.shape()));
    }

    private static String name(Graph graph, int call) {
        return graph.entry(graph.calls().get(call)).name();
    }

    private static String description(Graph graph) {
        return "The network \"" + graph.name() + "\" of Gradus, from " + rows(graph, graph.inputs()) + " to "
                + rows(graph, graph.outputs());
    }

    private static String rows(Graph graph, List<Integer> calls) {
        return calls.stream()
                .map(call -> name(graph, call) + " " + graph.calls().get(call).shape())
                .collect(Collectors.joining(", "));
    }

    private static void write(Message message, Path file) throws IOException {
        AtomicFile.replace(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                message.writeTo(out);
            }
        });
    }
}
