package gradus.keras;

import gradus.data.Shape;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.training.Graph;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A graph as the JSON of Keras's `Sequential` or `Functional`.
final class GraphWriter {
    private final Graph graph;
    private final List<Integer> order;

    /// The number of a call among those of its layer, as Keras counts nodes.
    private final int[] nodeNumber;

    /// Of a graph, with its layers in an order.
    GraphWriter(Graph graph, List<Integer> order) {
        this.graph = graph;
        this.order = order;
        nodeNumber = new int[graph.calls().size()];
        int[] count = new int[graph.layers().size()];
        for (int call = 0; call < nodeNumber.length; call++) {
            nodeNumber[call] = count[graph.calls().get(call).layer()]++;
        }
    }

    /// The model without its compilation.
    ObjectNode write() throws ModelFileException {
        ObjectNode config = Json.object();
        config.put("name", graph.name());
        config.put("trainable", true);
        ArrayNode layers = config.putArray("layers");
        for (int layer : order) {
            layers.add(layer(layer));
        }
        ObjectNode model = Json.object();
        if (graph.sequential()) {
            model.put("module", "keras").put("class_name", "Sequential").set("config", config);
            model.putNull("registered_name");
            ArrayNode input = batchShape(graph.inputShapes(order.get(1)).getFirst());
            config.set("build_input_shape", input);
            model.putObject("build_config").set("input_shape", input);
        } else {
            config.set("input_layers", places(graph.inputs()));
            config.set("output_layers", places(graph.outputs()));
            model.put("module", "keras.src.models.functional").put("class_name", "Functional");
            model.set("config", config);
            model.put("registered_name", "Functional");
        }
        return model;
    }

    private ObjectNode layer(int index) throws ModelFileException {
        Graph.Entry entry = graph.layers().get(index);
        Layer layer = entry.layer();
        ObjectNode object;
        if (layer instanceof Input input) {
            ObjectNode config = Json.object();
            config.set("batch_shape", batchShape(input.shape()));
            config.put("dtype", "float32").put("sparse", false).put("name", entry.name());
            object = Json.object().put("module", "keras.layers").put("class_name", "InputLayer");
            object.set("config", config);
            object.putNull("registered_name");
        } else {
            ObjectNode config = Json.object();
            config.put("name", entry.name()).put("trainable", entry.trainable()).put("dtype", "float32");
            object = ConceptWriter.concept(layer, config);
            List<Shape> inputs = graph.inputShapes(index);
            if (inputs.size() == 1) {
                object.putObject("build_config").set("input_shape", batchShape(inputs.getFirst()));
            }
        }
        if (!graph.sequential()) {
            object.put("name", entry.name());
            object.set("inbound_nodes", nodes(index));
        }
        return object;
    }

    /// The applications of a layer.
    private ArrayNode nodes(int layer) {
        ArrayNode nodes = Json.array();
        for (Graph.Call call : graph.calls()) {
            if (call.layer() == layer && !call.inputs().isEmpty()) {
                ArrayNode tensors = Json.array();
                for (int input : call.inputs()) {
                    ObjectNode config = tensors.addObject()
                            .put("class_name", "__keras_tensor__")
                            .putObject("config");
                    config.set("shape", batchShape(graph.calls().get(input).shape()));
                    config.put("dtype", "float32");
                    config.set("keras_history", place(input));
                }
                ObjectNode node = nodes.addObject();
                // One tensor is an argument, several are one argument that is a list.
                node.set("args", tensors.size() == 1 ? tensors : Json.array().add(tensors));
                node.putObject("kwargs");
            }
        }
        return nodes;
    }

    private ArrayNode places(List<Integer> calls) {
        ArrayNode places = Json.array();
        for (int call : calls) {
            places.add(place(call));
        }
        return places;
    }

    private ArrayNode place(int call) {
        return Json.array()
                .add(graph.entry(graph.calls().get(call)).name())
                .add(nodeNumber[call])
                .add(0);
    }

    private static ArrayNode batchShape(Shape shape) {
        ArrayNode array = Json.array().addNull();
        shape.dimensions().forEach(array::add);
        return array;
    }
}
