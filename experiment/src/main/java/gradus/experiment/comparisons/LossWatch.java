package gradus.experiment.comparisons;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.experiment.Experiment;
import gradus.experiment.LossCurve;
import gradus.internal.EvenlySpaced;
import gradus.kernels.Workers;
import gradus.training.Evaluator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at the loss of a run between its passes, and changes nothing: an evaluation has buffers of its own, draws no
/// random number and leaves running statistics as they are.
///
/// It looks at the validation rows, or at the training rows if there are none, and at some of them if there are many,
/// which bounds the cost. Weights that the optimizer averages are looked at as the training would leave them.
final class LossWatch implements Callback {
    /// Of more rows, this many are read.
    private static final int MOST_ROWS = 1_000;

    private static final int BATCH = 256;

    private final List<Long> passes = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private @Nullable Evaluator evaluator;
    private long done;
    private long next;
    private long nanoseconds;
    private long processor;

    /// Begins with the first weights of a run.
    void watch(Experiment experiment) {
        long before = Here.processorTime();
        Dataset watched = experiment.watchedRows();
        Dataset rows = some(watched == null ? experiment.trainingRows() : watched, MOST_ROWS);
        Model model = experiment.model();
        evaluator = new Evaluator(model.graph(), model.parameters(), model.compilation(), rows, BATCH, Workers.of(1));
        look(evaluator, null);
        processor += Here.processorTime() - before;
    }

    /// Some rows of many.
    static Dataset some(Dataset all, int most) {
        return all.rows() <= most ? all : all.select(EvenlySpaced.places(all.rows(), most));
    }

    @Override
    public boolean wantsBatches() {
        return true;
    }

    @Override
    public void on(TrainingEvent event, Training training) {
        if (evaluator != null && event instanceof TrainingEvent.BatchEnded) {
            done++;
            if (done == next) {
                long start = System.nanoTime();
                long before = Here.processorTime();
                look(evaluator, training);
                processor += Here.processorTime() - before;
                nanoseconds += System.nanoTime() - start;
            }
        }
    }

    private void look(Evaluator evaluator, @Nullable Training training) {
        float[] average = training == null ? null : training.averagedParameters();
        double loss;
        if (training == null || average == null) {
            loss = evaluator.loss();
        } else {
            float[] weights = training.parameters();
            training.parameters(average);
            loss = evaluator.loss();
            training.parameters(weights);
        }
        if (Double.isFinite(loss)) {
            passes.add(done);
            losses.add(loss);
        }
        next = LossCurve.after(done);
    }

    /// {@return what was seen so far; nothing of an ensemble, whose members are trained one by one}
    LossCurve curve() {
        return new LossCurve(passes, losses);
    }

    /// {@return the seconds that looking took during the training}
    double seconds() {
        return nanoseconds / 1e9;
    }

    /// {@return the seconds of a processor that looking took}
    double processorSeconds() {
        return processor / 1e9;
    }
}
