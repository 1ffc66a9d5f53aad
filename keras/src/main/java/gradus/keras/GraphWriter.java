package gradus.keras;

import gradus.data.DataType;
import gradus.data.Shape;
import gradus.layers.CategoryLayer;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.LookupLayer;
import gradus.layers.NamedLayer;
import gradus.layers.operations.Operation;
import gradus.training.Graph;
import gradus.training.Outline;
import gradus.training.Outline.Application;
import gradus.training.Outline.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A graph as the JSON of Keras's `Sequential` or `Functional`, nested ones inside.
final class GraphWriter {
    private final Outline level;
    private final boolean assets;
    private final List<Integer> order;

    /// The number of an application among those of its unit, as Keras counts nodes.
    private final int[] nodeNumber;

    private GraphWriter(Outline level, boolean assets) {
        this.level = level;
        this.assets = assets;
        order = LayerOrder.of(level);
        nodeNumber = new int[level.applications().size()];
        int[] count = new int[level.units().size()];
        for (int i = 0; i < nodeNumber.length; i++) {
            nodeNumber[i] = count[level.applications().get(i).unit()]++;
        }
    }

    /// The model without its compilation.
    static ObjectNode write(Graph graph) throws ModelFileException {
        return write(graph, false);
    }

    /// The model without its compilation.
    ///
    /// @param assets whether vocabularies are left out, since they have files of their own
    static ObjectNode write(Graph graph, boolean assets) throws ModelFileException {
        GraphWriter writer = new GraphWriter(Outline.of(graph), assets);
        ObjectNode model = writer.model();
        if (model.path("config") instanceof ObjectNode config) {
            keyed(config, "input_layers", graph.keys().inputs());
            keyed(config, "output_layers", graph.keys().outputs());
        }
        return model;
    }

    /// Makes a list of places an object.
    private static void keyed(ObjectNode config, String name, List<String> keys) {
        if (!keys.isEmpty()) {
            JsonNode places = config.path(name);
            ObjectNode named = config.putObject(name);
            for (int i = 0; i < keys.size(); i++) {
                named.set(keys.get(i), places.get(i));
            }
        }
    }

    private ObjectNode model() throws ModelFileException {
        ObjectNode config = Json.object();
        config.put("name", level.name());
        config.put("trainable", true);
        ArrayNode layers = config.putArray("layers");
        for (int unit : order) {
            layers.add(unit(unit));
        }
        ObjectNode model = Json.object();
        if (level.sequential()) {
            model.put("module", "keras").put("class_name", "Sequential").set("config", config);
            model.putNull("registered_name");
            ArrayNode input = batchShape(level.inputShapes(order.get(1)).getFirst());
            config.set("build_input_shape", input);
            model.putObject("build_config").set("input_shape", input);
        } else {
            config.set("input_layers", places(level.inputs()));
            config.set("output_layers", places(level.outputs()));
            OperationNames.leaveOut(layers, names(level.outputs()));
            model.put("module", "keras.src.models.functional").put("class_name", "Functional");
            model.set("config", config);
            model.put("registered_name", "Functional");
        }
        return model;
    }

    private ObjectNode unit(int index) throws ModelFileException {
        Outline.Unit unit = level.units().get(index);
        ObjectNode object;
        if (unit.inner() != null) {
            object = new GraphWriter(unit.inner(), assets).model();
        } else if (unit.layer() instanceof Input input) {
            ObjectNode config = Json.object();
            config.set("batch_shape", batchShape(input.shape()));
            config.put("dtype", input.type().kerasName()).put("sparse", false).put("name", unit.name());
            object = Json.object().put("module", "keras.layers").put("class_name", "InputLayer");
            object.set("config", config);
            object.putNull("registered_name");
        } else {
            NamedLayer named = (NamedLayer) unit.layer();
            Layer layer = named.layer();
            object = layer instanceof Operation operation
                    ? OperationJson.write(operation, unit.name())
                    : ConceptWriter.concept(layer, Categories.general(unit.name(), named.trainable(), layer));
            if (assets && layer instanceof LookupLayer lookup && Vocabularies.isAsset(lookup)) {
                Vocabularies.leaveOut(lookup, (ObjectNode) object.path("config"));
            }
            List<Shape> inputs = level.inputShapes(index);
            if (inputs.size() == 1 && !(layer instanceof Operation)) {
                object.putObject("build_config").set("input_shape", batchShape(inputs.getFirst()));
            }
        }
        if (!level.sequential()) {
            object.put("name", unit.name());
            object.set("inbound_nodes", nodes(index));
        }
        return object;
    }

    /// The applications of a unit.
    private ArrayNode nodes(int unit) throws ModelFileException {
        ArrayNode nodes = Json.array();
        for (Application application : level.applications()) {
            if (application.unit() == unit && !application.inputs().isEmpty()) {
                ArrayNode tensors = Json.array();
                for (Place input : application.inputs()) {
                    ObjectNode config = tensors.addObject()
                            .put("class_name", "__keras_tensor__")
                            .putObject("config");
                    config.set(
                            "shape",
                            batchShape(level.applications()
                                    .get(input.application())
                                    .shapes()
                                    .get(input.output())));
                    config.put("dtype", type(input).kerasName());
                    config.set("keras_history", place(input));
                }
                ObjectNode node = nodes.addObject();
                String keyword = level.units().get(unit).layer() instanceof NamedLayer named
                        ? Categories.keyword(named.layer())
                        : null;
                ObjectNode keywords = Json.object();
                if (keyword != null && tensors.size() == 2) {
                    keywords.set(keyword, tensors.remove(1));
                }
                // One tensor is an argument, several are one argument that is a list.
                node.set("args", arguments(level.units().get(unit).layer(), tensors));
                node.set("kwargs", keywords);
            }
        }
        return nodes;
    }

    /// The type of the values at a place.
    private DataType type(Place place) {
        Layer layer = level.units()
                .get(level.applications().get(place.application()).unit())
                .layer();
        return layer instanceof Input input
                ? input.type()
                : layer instanceof NamedLayer named && named.layer() instanceof CategoryLayer categories
                        ? categories.outputType()
                        : DataType.FLOAT32;
    }

    private static ArrayNode arguments(Layer layer, ArrayNode tensors) throws ModelFileException {
        if (layer instanceof NamedLayer named && named.layer() instanceof Operation operation) {
            return OperationJson.call(operation, tensors);
        }
        return tensors.size() == 1 ? tensors : Json.array().add(tensors);
    }

    private ArrayNode places(List<Place> places) {
        ArrayNode array = Json.array();
        for (Place place : places) {
            array.add(place(place));
        }
        return array;
    }

    private Set<String> names(List<Place> places) {
        return places.stream().map(this::name).collect(Collectors.toSet());
    }

    private String name(Place place) {
        return level.units()
                .get(level.applications().get(place.application()).unit())
                .name();
    }

    private ArrayNode place(Place place) {
        return Json.array()
                .add(name(place))
                .add(nodeNumber[place.application()])
                .add(place.output());
    }

    private static ArrayNode batchShape(Shape shape) {
        ArrayNode array = Json.array().addNull();
        shape.dimensions().forEach(array::add);
        return array;
    }
}
