package gradus.experiment.explanations;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.Schema;
import gradus.experiment.Judgement;
import gradus.internal.EvenlySpaced;
import gradus.losses.Loss;
import gradus.math.RandomStream;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How much a model relies on a column: how much larger its loss is if the values of the column are shuffled among the
/// rows, so that they say nothing. For a regression it is the root mean squared error that is compared, else the loss.
/// It is near 0 for a column that the model does not need, also if another one says the same.
///
/// [Breiman 2001](https://doi.org/10.1023/A:1010933404324)
///
/// @param column the column of the table, with all of its inputs
/// @param mean of the shufflings
/// @param deviation between the shufflings
public record Importance(String column, double mean, double deviation) {
    private static final int SHUFFLINGS = 4;
    private static final int FEWEST_ROWS = 100;
    private static final int MOST_ROWS = 2000;
    /// Multiplications and additions, about what two cores do in a second.
    private static final double WORK = 2e10;

    /// Measures all columns.
    ///
    /// @param model the finished model
    /// @param schema its columns
    /// @param rows rows that it did not see; as many are used as can be predicted in about a second
    /// @param loss by which it is judged
    /// @param seed of the shufflings
    /// @return the columns, the most important first
    public static List<Importance> of(Model model, Schema schema, Dataset rows, Loss loss, long seed) {
        List<ColumnInputs> columns = ColumnInputs.of(schema);
        int affordable = (int) (WORK / 2 / Math.max(1, model.parameterCount()) / columns.size() / SHUFFLINGS);
        int most = Math.clamp(affordable, FEWEST_ROWS, MOST_ROWS);
        Dataset some = rows.select(EvenlySpaced.places(rows.rows(), most));
        Task task = schema.target().task();
        double whole = error(model, task, loss, some, some.input());
        List<Importance> all = new ArrayList<>();
        float[] values = some.input().toArray();
        int width = some.input().width();
        for (ColumnInputs column : columns) {
            RandomStream random = RandomStream.of(seed).derive("importance").derive(column.from());
            double sum = 0;
            double squares = 0;
            for (int shuffling = 0; shuffling < SHUFFLINGS; shuffling++) {
                int[] order = new int[some.rows()];
                random.permute(order);
                float[] shuffled = values.clone();
                for (int row = 0; row < order.length; row++) {
                    column.copy(values, order[row] * width, shuffled, row * width);
                }
                double worse = error(model, task, loss, some, Rows.wrap(shuffled, width)) - whole;
                sum += worse;
                squares += worse * worse;
            }
            double mean = sum / SHUFFLINGS;
            double variance = Math.max(0, (squares - SHUFFLINGS * mean * mean) / (SHUFFLINGS - 1));
            all.add(new Importance(column.name(), mean, Math.sqrt(variance)));
        }
        all.sort(Comparator.comparingDouble(Importance::mean).reversed());
        return all;
    }

    private static double error(Model model, Task task, Loss loss, Dataset rows, Rows inputs) {
        Judgement judgement = Judgement.of(task, loss, rows, model.predict(inputs));
        return judgement
                .metrics()
                .getOrDefault(task == Task.REGRESSION ? "root_mean_squared_error" : "loss", Double.NaN);
    }
}
