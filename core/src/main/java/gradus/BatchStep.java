package gradus;

import gradus.data.Dataset;
import gradus.training.Trainer;
import java.util.Map;

/// One batch of a loop of the caller's own.
final class BatchStep {
    private BatchStep() {}

    /// Trains a model on all rows of a batch at once.
    static Map<String, Double> train(Model model, Dataset batch) {
        Dataset rows = FitRows.of(model, batch, Fit.epochs(1).checkHead(false)).train();
        Trainer trainer = model.trainer(rows, rows.rows());
        int[] order = new int[rows.rows()];
        java.util.Arrays.setAll(order, i -> i);
        trainer.updater().enter();
        try {
            double loss = trainer.forward(order, 0, order.length);
            if (!Double.isFinite(loss)) {
                trainer.cancel();
                throw NotFiniteException.inLoss(0, 0, loss, trainer.network().firstNotFinite());
            }
            trainer.learn();
        } finally {
            trainer.updater().leave();
        }
        return trainer.logs();
    }

    /// Evaluates a model on all rows of a data set, some at a time.
    static Map<String, Double> test(Model model, Dataset data, int batchSize) {
        DataCheck.targets(model, "evaluation", data);
        return model.evaluator(data, batchSize).evaluate();
    }
}
