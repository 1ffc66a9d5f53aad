package gradus.lab.view;

import gradus.training.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a training step left behind, for those who look at it later: the weights before it, its gradients, and the sums
/// of its batch where batch normalization took mean and variance from them.
///
/// @param before the parameters before the step
/// @param gradients of the trainable ones
/// @param rows of the batch
/// @param sums by the number of the normalizing layer
record Step(float[] before, float[] gradients, int rows, Map<Integer, float[]> sums) {
    static Step of(float[] before, Network network, int rows, List<Column> columns) {
        Map<Integer, float[]> sums = new HashMap<>();
        for (Column column : columns) {
            int layer = column.batchNormalization();
            if (layer >= 0) {
                sums.put(layer, network.value(layer - 1).clone());
            }
        }
        return new Step(before, network.gradients().clone(), rows, sums);
    }
}
