package gradus.cli;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import java.util.Locale;

/// The progress of an ensemble, whose members are trained on several threads.
final class EnsembleProgress implements Callback {
    private final Progress progress;
    private final int total;
    private int done;
    private double best = Double.POSITIVE_INFINITY;

    /// @param total the number of epochs of all members
    EnsembleProgress(Progress progress, int total) {
        this.progress = progress;
        this.total = total;
    }

    @Override
    public synchronized void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.EpochEnded ended) {
            done++;
            best = Math.min(best, ended.logs().getOrDefault("val_loss", Double.POSITIVE_INFINITY));
            progress.show(
                    done,
                    total,
                    String.format(Locale.ROOT, "%3d%%", 100L * done / total),
                    String.format(Locale.ROOT, ", best validation loss %.4f", best));
        }
    }
}
