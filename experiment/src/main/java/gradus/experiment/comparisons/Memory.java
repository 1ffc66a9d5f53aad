package gradus.experiment.comparisons;

import gradus.experiment.Experiment;
import gradus.training.Graph;

/// What training holds in memory beside the data.
final class Memory {
    private Memory() {}

    /// Bytes of weights, their gradients, the optimizer's arrays, and of the outputs of all layers for a batch with
    /// their gradients.
    static long of(Experiment experiment) {
        var model = experiment.model();
        long weights = model.parameterCount();
        long learned = model.parameters().trainableSize();
        long slots = model.compilation().optimizer().slots().size();
        long outputs = 0;
        for (Graph.Call call : model.graph().calls()) {
            outputs += call.shape().size();
        }
        long rows = experiment.gradientDescent().rows(experiment.data().train().rows());
        return Float.BYTES * (weights + learned * (1 + slots) + 2 * outputs * rows);
    }
}
