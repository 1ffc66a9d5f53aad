package gradus.training;

import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The penalties on parameters. As in Keras, parameters of frozen layers have none.
final class Regularization {
    private final Parameters parameters;
    private final List<Parameters.Slice> priced;

    Regularization(Graph graph, Parameters parameters) {
        this.parameters = parameters;
        priced = priced(graph, parameters);
    }

    /// Returns the sum of all penalties.
    double penalty() {
        return penalty(priced, parameters);
    }

    static double penalty(Graph graph, Parameters parameters) {
        return penalty(priced(graph, parameters), parameters);
    }

    /// Adds the derivatives of the penalties to the gradients.
    void addGradient(float[] gradients) {
        for (int i = 0; i < priced.size(); i++) {
            Parameters.Slice slice = priced.get(i);
            @Nullable Regularizer regularizer = slice.spec().regularizer();
            if (regularizer != null) {
                regularizer.addGradient(parameters.values(), gradients, slice.offset(), slice.end(), 1);
            }
        }
    }

    private static double penalty(List<Parameters.Slice> priced, Parameters parameters) {
        double penalty = 0;
        for (int i = 0; i < priced.size(); i++) {
            Parameters.Slice slice = priced.get(i);
            @Nullable Regularizer regularizer = slice.spec().regularizer();
            if (regularizer != null) {
                penalty += regularizer.penalty(parameters.values(), slice.offset(), slice.end());
            }
        }
        return penalty;
    }

    private static List<Parameters.Slice> priced(Graph graph, Parameters parameters) {
        List<Parameters.Slice> priced = new ArrayList<>();
        for (Parameters.Slice slice : parameters.slices()) {
            if (slice.spec().regularizer() != null
                    && slice.spec().trainable()
                    && graph.layers().get(slice.layer()).trainable()) {
                priced.add(slice);
            }
        }
        return priced;
    }
}
