package gradus.layers.operations;

import gradus.activations.Activation;
import gradus.activations.Elementwise;
import gradus.data.Shape;
import gradus.layers.AppliedActivation;
import java.util.List;

/// An operation on each number separately: `y = f(x)`.
public interface UnaryOperation extends Operation, AppliedActivation, Elementwise {
    @Override
    default Activation activation() {
        return this;
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        return single(inputs);
    }
}
