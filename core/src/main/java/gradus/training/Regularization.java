package gradus.training;

import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The penalties on parameters. As in Keras, parameters of frozen layers have none.
final class Regularization {
    private final Parameters parameters;
    private final List<Priced> priced = new ArrayList<>();

    /// A parameter, and the regularizer for its shape.
    private record Priced(Parameters.Slice slice, Regularizer regularizer) {}

    Regularization(Graph graph, Parameters parameters) {
        this.parameters = parameters;
        for (Parameters.Slice slice : parameters.slices()) {
            @Nullable Regularizer regularizer = slice.spec().regularizer();
            if (regularizer != null
                    && slice.spec().trainable()
                    && graph.layers().get(slice.layer()).trainable()) {
                priced.add(new Priced(slice, regularizer.on(slice.spec().shape())));
            }
        }
    }

    /// Returns the sum of all penalties.
    double penalty() {
        double penalty = 0;
        for (int i = 0; i < priced.size(); i++) {
            Parameters.Slice slice = priced.get(i).slice();
            penalty += priced.get(i).regularizer().penalty(parameters.values(), slice.offset(), slice.end());
        }
        return penalty;
    }

    /// Adds the derivatives of the penalties to the gradients.
    void addGradient(float[] gradients) {
        for (int i = 0; i < priced.size(); i++) {
            Parameters.Slice slice = priced.get(i).slice();
            priced.get(i).regularizer().addGradient(parameters.values(), gradients, slice.offset(), slice.end(), 1);
        }
    }
}
