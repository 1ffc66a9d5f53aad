package gradus.cli;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// The progress of an ensemble, whose members are trained on several threads.
final class EnsembleProgress implements Callback {
    private final Progress progress;
    private final int total;
    private final BooleanSupplier trying;
    private int done;
    private double best = Double.POSITIVE_INFINITY;

    /// @param total the number of epochs of all members
    /// @param trying whether ways to learn the target are tried, whose losses cannot be compared
    EnsembleProgress(Progress progress, int total, BooleanSupplier trying) {
        this.progress = progress;
        this.total = total;
        this.trying = trying;
    }

    @Override
    public synchronized void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.EpochEnded ended) {
            done++;
            boolean isTrial = trying.getAsBoolean();
            if (!isTrial) {
                best = Math.min(best, ended.logs().getOrDefault("val_loss", Double.POSITIVE_INFINITY));
            }
            progress.show(
                    done,
                    total,
                    String.format(Locale.ROOT, "%3d%%", 100L * done / total),
                    isTrial
                            ? ", trying how to learn the target"
                            : String.format(Locale.ROOT, ", best validation loss %.4f", best));
        }
    }
}
