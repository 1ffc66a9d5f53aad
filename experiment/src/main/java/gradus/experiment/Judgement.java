package gradus.experiment;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.Schema;
import gradus.losses.Loss;
import gradus.metrics.ConfusionMatrix;
import gradus.metrics.Metric;
import gradus.problems.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How good a model's answers are on some rows.
///
/// @param rows how many
/// @param metrics `loss` and the metrics of the task, by name
/// @param confusion which classes are taken for which, or null if there are none
public record Judgement(
        long rows, Map<String, Double> metrics, @Nullable ConfusionMatrix confusion) {
    private static final int BLOCK = 4096; // whole batches of prediction: its bits do not depend on it

    /// Judges predictions.
    ///
    /// @param task the task
    /// @param loss the loss of the model
    /// @param data inputs and targets
    /// @param predictions what the finished model says, in the units of the data
    /// @return the metrics
    public static Judgement of(Task task, Loss loss, Dataset data, Rows predictions) {
        return of(task, task.metrics(), loss, data, predictions);
    }

    /// Judges predictions by other metrics than those of the task.
    static Judgement of(Task task, List<Metric> metrics, Loss loss, Dataset data, Rows predictions) {
        Accumulator sums = new Accumulator(
                task, metrics, loss, predictions.width(), data.target().width());
        sums.add(data, predictions);
        return sums.judgement();
    }

    /// Judges a model, a block of rows at a time: the predictions of all rows may be large.
    ///
    /// @param task the task
    /// @param metrics what is computed besides the loss
    /// @param loss the loss of the model
    /// @param data inputs and targets
    /// @param model answers in the units of the data
    static Judgement of(Task task, List<Metric> metrics, Loss loss, Dataset data, Model model) {
        Accumulator sums =
                new Accumulator(task, metrics, loss, width(model), data.target().width());
        for (int from = 0; from < data.rows(); from += BLOCK) {
            Dataset block = data.slice(from, Math.min(data.rows(), from + BLOCK));
            sums.add(block, model.predict(block.input()));
        }
        return sums.judgement();
    }

    /// Judges rows that come in blocks; the numbers are those of all rows in one block.
    static final class Accumulator {
        private final Loss loss;
        private final int width;
        private final Map<Metric, Metric.Accumulator> metrics = new LinkedHashMap<>();
        private final @Nullable ConfusionMatrix confusion;
        private double sum;
        private double weightSum;
        private long rows;

        Accumulator(Task task, List<Metric> chosen, Loss loss, int width, int targetWidth) {
            this.loss = loss;
            this.width = width;
            for (Metric metric : chosen) {
                metrics.put(metric, metric.start(width, targetWidth));
            }
            boolean classes = task == Task.BINARY || task == Task.MULTICLASS;
            confusion = classes ? new ConfusionMatrix(width, targetWidth) : null;
        }

        void add(Dataset data, Rows predictions) {
            int count = data.rows();
            float[] targets = data.target().toArray();
            float[] answers = predictions.toArray();
            float @Nullable [] weights =
                    data.weights() == null ? null : data.weights().toArray();
            float[] losses = new float[count];
            loss.losses(gradus.kernels.Kernels.current(), targets, answers, losses, width, 0, count);
            for (int row = 0; row < count; row++) {
                double weight = weights == null ? 1 : weights[row];
                sum += weight * losses[row];
                weightSum += weight;
            }
            metrics.forEach(
                    (metric, values) -> values.add(targets, answers, metric.usesWeights() ? weights : null, count));
            if (confusion != null) {
                confusion.add(targets, answers, null, count);
            }
            rows += count;
        }

        Judgement judgement() {
            Map<String, Double> values = new LinkedHashMap<>();
            double divisor = loss.reduction().divisor(weightSum, rows);
            double reduced = divisor == 0 ? 0 : sum / divisor;
            values.put("loss", loss.ofMean(reduced));
            metrics.forEach((metric, result) -> values.put(metric.name(), result.result()));
            return new Judgement(rows, values, confusion);
        }
    }

    /// How many numbers a model gives for a row.
    static int width(Model model) {
        return model.graph()
                .calls()
                .get(model.graph().outputs().getFirst())
                .shape()
                .size();
    }

    /// Judges a model as it was compiled, with the penalties of its regularizers.
    ///
    /// @param schema which labels there are
    /// @param data rows as the model takes them
    static Judgement of(Model model, Schema schema, Dataset data) {
        Rows target = data.target();
        int labels = schema.target().labels().size();
        ConfusionMatrix confusion = null;
        if (labels > 0 && data.targets().size() == 1) {
            Rows predictions = model.predict(data.inputs()).getFirst();
            if (predictions.width() == labels || (predictions.width() == 1 && labels == 2)) {
                confusion = new ConfusionMatrix(predictions.width(), target.width());
                confusion.add(target.toArray(), predictions.toArray(), null, data.rows());
            }
        }
        return new Judgement(data.rows(), model.evaluate(data), confusion);
    }

    /// Evaluates a baseline that ignores the inputs: always the most frequent class, or always the mean, of the
    /// training rows.
    ///
    /// @param task the task
    /// @param train the training rows
    /// @param judged rows to evaluate
    /// @return the metrics of the task, first ones only
    public static Map<String, Double> baseline(Task task, Dataset train, Dataset judged) {
        float[] known = train.target().toArray();
        float[] asked = judged.target().toArray();
        Map<String, Double> metrics = new LinkedHashMap<>();
        switch (task) {
            case REGRESSION -> {
                int width = train.target().width();
                double[] means = new double[width];
                for (int i = 0; i < known.length; i++) {
                    means[i % width] += known[i] / (double) train.rows();
                }
                float[] answers = new float[asked.length];
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = (float) means[i % width];
                }
                for (Metric metric : task.metrics()) {
                    metrics.put(metric.name(), value(metric.start(width, width), asked, answers, null, judged.rows()));
                }
            }
            case BINARY, MULTICLASS -> {
                Map<Float, Integer> counts = new LinkedHashMap<>();
                for (float label : known) {
                    counts.merge(label, 1, Integer::sum);
                }
                float most = counts.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
                metrics.put("accuracy", share(asked, label -> label == most));
            }
            case MULTILABEL -> metrics.put("accuracy", Math.max(share(asked, v -> v == 0), share(asked, v -> v != 0)));
        }
        return metrics;
    }

    private static double share(float[] values, java.util.function.DoublePredicate counted) {
        int hits = 0;
        for (float value : values) {
            hits += counted.test(value) ? 1 : 0;
        }
        return hits / (double) values.length;
    }

    private static double value(
            Metric.Accumulator accumulator, float[] targets, float[] answers, float @Nullable [] weights, int rows) {
        accumulator.add(targets, answers, weights, rows);
        return accumulator.result();
    }

    /// {@return the names of the metrics, the loss first}
    public List<String> names() {
        return List.copyOf(metrics.keySet());
    }
}
