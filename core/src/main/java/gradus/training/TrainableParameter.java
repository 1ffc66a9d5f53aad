package gradus.training;

import gradus.layers.ParameterSpec;
import gradus.optimizers.ParameterwiseOptimizer.Parameter;
import java.util.List;

/// A trainable parameter of a network.
///
/// @param parameter the parameter as optimizers see it
/// @param spec its definition by the layer
/// @param frozen whether its layer is frozen
record TrainableParameter(Parameter parameter, ParameterSpec spec, boolean frozen) {
    /// Returns the trainable parameters of a network, in the order of their offsets.
    static List<TrainableParameter> of(Graph graph, Parameters parameters) {
        return parameters.slices().stream()
                .filter(slice -> slice.spec().trainable())
                .map(slice -> of(graph.layers().get(slice.layer()), slice))
                .toList();
    }

    private static TrainableParameter of(Graph.Entry layer, Parameters.Slice slice) {
        String name = layer.name() + "/" + slice.spec().name();
        return new TrainableParameter(
                new Parameter(name, slice.shape(), slice.offset()), slice.spec(), !layer.trainable());
    }

    /// Returns a parameter that belongs to no layer.
    static TrainableParameter of(ParameterSpec spec, int offset) {
        return new TrainableParameter(new Parameter(spec.name(), spec.shape(), offset), spec, false);
    }

    Pieces.Range range() {
        return new Pieces.Range(parameter.offset(), parameter.offset() + parameter.size());
    }
}
