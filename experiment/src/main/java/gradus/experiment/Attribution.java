package gradus.experiment;

import gradus.data.Rows;
import gradus.data.tables.Feature;
import gradus.data.tables.Schema;
import gradus.math.RandomStream;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;

/// What each column of a row contributes to its answer, by *sampled Shapley values*: a row of means becomes the row
/// column by column, in random orders, and what the answer changes with a column is averaged over the orders. All
/// contributions and the answer to the row of means add up to the answer.
///
/// The answer is the number; of two classes, the probability of the second one; of more, the probability of the class
/// that is chosen. All inputs of a column change together. The row of means, of the training rows, has shares in place
/// of categories.
///
/// [Štrumbelj & Kononenko 2014](https://doi.org/10.1007/s10115-013-0679-x)
public final class Attribution {
    /// Orders of the columns, each of them also backwards.
    private static final int PAIRS = 6;
    /// Inputs in a block of predictions.
    private static final int BLOCK = 1 << 20;

    private final TrainedModel trained;
    private final List<String> columns = new ArrayList<>();
    private final List<int[]> ranges = new ArrayList<>();
    private final float[] reference;
    private final int[][] orders;

    /// Prepares the attribution of answers of a model.
    ///
    /// @param trained a model that `train` made for one number, or for classes, of a table
    /// @throws IllegalArgumentException if its file does not know the means of the training rows
    public Attribution(TrainedModel trained) {
        this.trained = trained;
        Schema schema = trained.schema();
        float[] means = trained.reference();
        boolean single = schema != null
                && (schema.target().task() != Task.REGRESSION || schema.target().width() == 1)
                && schema.target().task() != Task.MULTILABEL;
        if (schema == null || means.length != schema.inputWidth() || !single) {
            throw new IllegalArgumentException(
                    "an answer is explained by the means of the training rows, which the file of"
                            + " the model must know, as one that train made of a table for one number or for classes");
        }
        reference = means;
        int at = 0;
        for (Feature feature : schema.features()) {
            int width = feature.width();
            if (width > 0) {
                columns.add(feature.name());
                ranges.add(new int[] {at, width});
            }
            at += width;
        }
        orders = new int[2 * PAIRS][columns.size()];
        RandomStream random = RandomStream.of(0).derive("shapley");
        for (int pair = 0; pair < PAIRS; pair++) {
            random.permute(orders[2 * pair]);
            for (int i = 0; i < columns.size(); i++) {
                orders[2 * pair + 1][i] = orders[2 * pair][columns.size() - 1 - i];
            }
        }
    }

    /// {@return the names of the columns that contribute, in order}
    public List<String> columns() {
        return columns;
    }

    /// Explains the answer to a row.
    ///
    /// @param row inputs of the network
    /// @param answers its outputs
    /// @return the answer to the row of means, and the contribution of each column
    public double[] explain(float[] row, float[] answers) {
        int output = 0;
        for (int j = 1; j < answers.length; j++) {
            output = answers[j] > answers[output] ? j : output;
        }
        int steps = columns.size() + 1;
        int width = row.length;
        double[] result = new double[steps];
        int together = Math.clamp(BLOCK / steps / width, 1, orders.length);
        for (int from = 0; from < orders.length; from += together) {
            int to = Math.min(orders.length, from + together);
            float[] said = path(row, from, to, output);
            for (int order = from; order < to; order++) {
                int at = (order - from) * steps;
                result[0] = said[at];
                for (int step = 0; step < columns.size(); step++) {
                    result[1 + orders[order][step]] += ((double) said[at + step + 1] - said[at + step]) / orders.length;
                }
            }
        }
        return result;
    }

    /// The answers on the way from the row of means to a row, for some of the orders.
    private float[] path(float[] row, int from, int to, int output) {
        int steps = columns.size() + 1;
        int width = row.length;
        float[] rows = new float[(to - from) * steps * width];
        for (int order = from; order < to; order++) {
            int at = (order - from) * steps * width;
            System.arraycopy(reference, 0, rows, at, width);
            for (int step = 0; step < columns.size(); step++) {
                int next = at + (step + 1) * width;
                System.arraycopy(rows, at + step * width, rows, next, width);
                int[] range = ranges.get(orders[order][step]);
                System.arraycopy(row, range[0], rows, next + range[0], range[1]);
            }
        }
        Rows answers = trained.predict(List.of(Rows.wrap(rows, width))).getFirst();
        float[] said = new float[answers.count()];
        float[] one = new float[answers.width()];
        for (int i = 0; i < said.length; i++) {
            answers.copy(i, one, 0);
            said[i] = one[output];
        }
        return said;
    }
}
