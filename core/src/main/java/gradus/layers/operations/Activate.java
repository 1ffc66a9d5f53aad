package gradus.layers.operations;

import gradus.activations.Activation;
import gradus.activations.Exponential;
import gradus.data.Shape;
import gradus.layers.AppliedActivation;
import java.util.List;

/// An activation as an operation, such as `keras.ops.relu`: `y = activation(x)`.
///
/// [Keras: ops.nn](https://keras.io/api/ops/nn/)
///
/// @param activation the activation to apply
public record Activate(Activation activation) implements Operation, AppliedActivation {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return single(inputs).rank() == 0 ? inputs.getFirst() : AppliedActivation.super.outputShape(inputs);
    }

    /// {@return the name of Keras's operation, such as `LeakyRelu`}
    @Override
    public String className() {
        return activation instanceof Exponential ? "Exp" : activation.getClass().getSimpleName();
    }
}
