package gradus.training;

import gradus.layers.ParameterSpec;
import gradus.optimizers.ParameterwiseOptimizer.Parameter;
import java.util.List;

/// A parameter that can be trained, as a network has it.
///
/// @param parameter as an optimizer is given it
/// @param spec what its layer says of it
/// @param frozen whether its layer is to stay as it is
record TrainableParameter(Parameter parameter, ParameterSpec spec, boolean frozen) {
    /// Those of a network, in the order of their offsets.
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

    /// A parameter in no layer.
    static TrainableParameter of(ParameterSpec spec, int offset) {
        return new TrainableParameter(new Parameter(spec.name(), spec.shape(), offset), spec, false);
    }

    Pieces.Range range() {
        return new Pieces.Range(parameter.offset(), parameter.offset() + parameter.size());
    }
}
