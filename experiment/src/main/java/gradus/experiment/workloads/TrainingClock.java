package gradus.experiment.workloads;

import gradus.Fit;
import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.math.Precision;

/// Measures the whole loop of `Model.fit` as a user runs it: a new order of the rows every epoch, gathering, forward
/// pass, loss, backward pass, update. After a warm-up, windows of whole epochs are timed.
public final class TrainingClock implements Callback {
    private static final int WINDOWS = 5;

    private final double warmUpSeconds;
    private final double windowSeconds;
    private final double[] speeds = new double[WINDOWS];
    private int window = -1;
    private long startedAt;
    private long startStep;

    private TrainingClock(double warmUpSeconds, double windowSeconds) {
        this.warmUpSeconds = warmUpSeconds;
        this.windowSeconds = windowSeconds;
    }

    /// Measures the speed of training.
    ///
    /// @param workload the workload
    /// @param threads number of threads
    /// @param precision precision of training
    /// @param warmUpSeconds minimum duration before timing starts; the compiler needs some
    /// @param windowSeconds minimum length of a window; there are five
    /// @return the speed
    public static TrainingSpeed measure(
            Workload workload, int threads, Precision precision, double warmUpSeconds, double windowSeconds) {
        TrainingClock clock = new TrainingClock(warmUpSeconds, windowSeconds);
        Model model = workload.model(threads).precision(precision);
        model.fit(
                workload.data(),
                Fit.epochs(Integer.MAX_VALUE).batchSize(workload.batchSize()).callbacks(clock));
        return TrainingSpeed.of(workload, clock.speeds, threads);
    }

    @Override
    public void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.Started) {
            begin(training);
        } else if (event instanceof TrainingEvent.EpochEnded) {
            double seconds = (System.nanoTime() - startedAt) * 1e-9;
            if (seconds < (window < 0 ? warmUpSeconds : windowSeconds)) {
                return;
            }
            if (window >= 0) {
                speeds[window] = (training.steps() - startStep) / seconds;
            }
            window++;
            if (window == WINDOWS) {
                training.stop("all windows are timed");
            }
            begin(training);
        }
    }

    private void begin(Training training) {
        startStep = training.steps();
        startedAt = System.nanoTime();
    }
}
