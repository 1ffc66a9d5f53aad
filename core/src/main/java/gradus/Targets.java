package gradus;

import gradus.data.Dataset;
import gradus.data.Rows;
import java.util.Map;

/// Derives information about rows from their targets.
final class Targets {
    private Targets() {}

    /// Returns whether there is one column of whole numbers from 0, few enough to be class labels.
    static boolean areLabels(Rows target) {
        float[] value = new float[1];
        for (int row = 0; row < target.count(); row++) {
            target.copy(row, value, 0);
            if (value[0] < 0 || value[0] > 1_000 || value[0] != Math.rint(value[0])) {
                return false;
            }
        }
        return true;
    }

    /// Returns the rows with the weights of their classes: given by the label in one column, or the largest of
    /// several columns.
    static Dataset weighted(Dataset data, Map<Integer, Double> classWeights) {
        if (data.weights() != null) {
            throw new IllegalArgumentException("class weights and sample weights cannot be combined; multiply them");
        }
        if (data.targets().size() != 1) {
            throw new IllegalArgumentException("class weights need a model of one output, got "
                    + data.targets().size());
        }
        Rows target = data.target();
        float[] row = new float[target.width()];
        float[] weights = new float[target.count()];
        for (int i = 0; i < weights.length; i++) {
            target.copy(i, row, 0);
            int label = (int) row[0];
            if (row.length > 1) {
                label = 0;
                for (int j = 1; j < row.length; j++) {
                    label = row[j] > row[label] ? j : label;
                }
            }
            weights[i] = classWeights.getOrDefault(label, 1.0).floatValue();
        }
        return data.weighted(Rows.wrap(weights, 1));
    }
}
