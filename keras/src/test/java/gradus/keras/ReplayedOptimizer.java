package gradus.keras;

import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.Workers;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.ParameterSpec;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterGroup;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.Updater;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The updates of an optimizer that a test of Keras made, made again.
final class ReplayedOptimizer {
    /// A layer that only has parameters.
    private record Holder(List<Shape> shapes) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.getFirst();
        }

        @Override
        public List<ParameterSpec> parameters(List<Shape> inputs) {
            List<ParameterSpec> parameters = new ArrayList<>();
            for (Shape shape : shapes) {
                parameters.add(ParameterSpec.trainable("v" + parameters.size(), shape, new Zeros()));
            }
            return parameters;
        }

        @Override
        public BoundLayer bind(Binding binding) {
            throw new UnsupportedOperationException("it is only updated");
        }
    }

    private ReplayedOptimizer() {}

    /// The variable, or its average, after all events.
    static float[] after(Optimizer optimizer, JsonNode one) throws KerasAssertions.Lacking {
        List<Shape> shapes = new ArrayList<>();
        for (JsonNode start : one.path("start")) {
            List<Integer> dimensions = new ArrayList<>();
            start.path("shape").forEach(dimension -> dimensions.add(dimension.intValue()));
            shapes.add(dimensions.isEmpty() ? Shape.of(1) : new Shape(dimensions));
        }
        Graph graph = Graph.chain(null, List.of(new Input(Shape.of(1)), new Holder(shapes)));
        Parameters parameters = new Parameters(graph);
        List<Parameters.Slice> slices = parameters.slices();
        for (int i = 0; i < slices.size(); i++) {
            put(one.path("start").get(i), parameters.values(), slices.get(i));
        }
        Updater updater = Updater.of(optimizer, graph, parameters, Workers.of(1));
        List<ParameterGroup> without = new ArrayList<>();
        one.path("without").forEach(place -> without.add(new ParameterGroup("/v" + place.intValue() + "$", 1, 0)));
        updater.parameterGroups(without);
        float[] gradients = new float[parameters.values().length];
        for (JsonNode event : one.path("events")) {
            if (event.has("finish")) {
                updater.finish();
                continue;
            }
            for (int i = 0; i < slices.size(); i++) {
                if (!event.path("gradients").path(i).isObject()) {
                    throw new KerasAssertions.Lacking("a parameter without a gradient");
                }
                put(event.path("gradients").get(i), gradients, slices.get(i));
            }
            if (event.path("overwrites").asBoolean(false)) {
                throw new KerasAssertions.Lacking("a variable that its gradient overwrites, a scale of float8");
            }
            // Keras's optimizers get the gradients of a scaled loss, these those of the loss.
            float scale = (float) event.path("scale").asDouble(1);
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] /= scale;
            }
            updater.beginStep();
            updater.apply(gradients);
        }
        float[] values = parameters.values();
        if (one.path("what").asString("").equals("average")) {
            values = updater.averaged(values);
            if (values == null) {
                throw new KerasAssertions.Lacking("an average");
            }
        }
        Parameters.Slice asked = slices.get(one.path("place").intValue());
        return Arrays.copyOfRange(values, asked.offset(), asked.end());
    }

    private static void put(JsonNode node, float[] values, Parameters.Slice slice) throws KerasAssertions.Lacking {
        float[] given = KerasAssertions.tensor(node).values();
        if (given.length != slice.size()) {
            throw new KerasAssertions.Lacking("a gradient of another shape");
        }
        System.arraycopy(given, 0, values, slice.offset(), given.length);
    }
}
