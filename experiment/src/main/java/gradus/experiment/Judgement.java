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
        return of(By.of(task, loss), data, predictions);
    }

    /// By what predictions are judged.
    ///
    /// @param metrics what is computed besides the loss
    record By(Task task, List<Metric> metrics, Loss loss, Decision decision) {
        /// The same with further metrics at the end.
        By with(List<Metric> more) {
            return new By(task, InUnits.joined(metrics, more), loss, decision);
        }

        static By of(Task task, Loss loss) {
            return of(task, loss, Decision.USUAL, List.of());
        }

        static By of(Task task, Loss loss, Decision decision, List<Metric> more) {
            List<Metric> metrics = Measures.judging(task, decision, more);
            return new By(
                    task,
                    loss.equals(task.loss()) ? metrics : InUnits.joined(metrics, List.of(Measures.taskLoss(task))),
                    loss,
                    decision);
        }
    }

    /// Judges predictions.
    static Judgement of(By by, Dataset data, Rows predictions) {
        Accumulator sums =
                new Accumulator(by, predictions.width(), data.target().width());
        sums.add(data, predictions);
        return sums.judgement();
    }

    /// Judges a model, a block of rows at a time: the predictions of all rows may be large.
    ///
    /// @param data inputs and targets
    /// @param model answers in the units of the data
    static Judgement of(By by, Dataset data, Model model) {
        Accumulator sums = new Accumulator(by, width(model), data.target().width());
        for (int from = 0; from < data.rows(); from += BLOCK) {
            Dataset block = data.slice(from, Math.min(data.rows(), from + BLOCK));
            sums.add(block, model.predict(block.input()));
        }
        return sums.judgement();
    }

    /// Judges rows that come in blocks; the numbers are those of all rows in one block.
    static final class Accumulator {
        private final Loss loss;
        private final Decision decision;
        private final int width;
        private final Map<Metric, Metric.Accumulator> metrics = new LinkedHashMap<>();
        private final @Nullable ConfusionMatrix confusion;
        private double sum;
        private double weightSum;
        private long rows;

        Accumulator(By by, int width, int targetWidth) {
            loss = by.loss();
            decision = by.decision();
            this.width = width;
            for (Metric metric : by.metrics()) {
                metrics.put(metric, metric.start(width, targetWidth));
            }
            boolean classes = by.task() == Task.BINARY || by.task() == Task.MULTICLASS;
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
                confusion.add(
                        targets, decision.isChosen() ? Decision.decided(answers, decision) : answers, null, count);
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

    /// {@return the name under which metrics have the loss of a task, if a network learned by another}
    ///
    /// @param task the task
    public static String taskLoss(Task task) {
        return Measures.taskLoss(task).name();
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

    /// Evaluates a baseline that ignores the inputs: always the mean of the training rows, or always the shares of
    /// their classes as probabilities, so that the most frequent class is chosen.
    ///
    /// @param task the task
    /// @param train the training rows
    /// @param judged rows to evaluate
    /// @return the loss and the metrics of the task
    public static Map<String, Double> baseline(Task task, Dataset train, Dataset judged) {
        return baseline(By.of(task, task.loss()), train, judged);
    }

    static Map<String, Double> baseline(By by, Dataset train, Dataset judged) {
        float[] known = train.target().toArray();
        int targets = train.target().width();
        boolean several = by.task() == Task.MULTICLASS;
        int width = several ? classes(train, judged) : targets;
        double[] means = new double[width];
        for (int i = 0; i < known.length; i++) {
            means[several ? (int) known[i] : i % width] += (several ? 1 : known[i]) / train.rows();
        }
        float[] answers = new float[judged.rows() * width];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = (float) means[i % width];
        }
        return of(by, judged, Rows.wrap(answers, width)).metrics();
    }

    private static int classes(Dataset train, Dataset judged) {
        float most = 1;
        for (Dataset rows : List.of(train, judged)) {
            for (float label : rows.target().toArray()) {
                most = Math.max(most, label);
            }
        }
        return (int) most + 1;
    }

    /// {@return the names of the metrics, the loss first}
    public List<String> names() {
        return List.copyOf(metrics.keySet());
    }
}
