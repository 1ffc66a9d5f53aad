package gradus.cli;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.experiment.comparisons.NumberText;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/// How far the members of an ensemble are, trained on several threads: one line that is written over on a terminal, a
/// line for every tenth part in a file.
final class EnsembleProgress implements Callback {
    private static final int BAR = 24;
    private static final int PARTS = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private final int total;
    private final long start = System.nanoTime();
    private int done;
    private double best = Double.POSITIVE_INFINITY;

    /// @param total the number of epochs of all members
    EnsembleProgress(PrintWriter out, int total) {
        Console console = System.console();
        terminal = console != null && console.isTerminal();
        this.out = terminal ? Screen.raw(out) : out;
        this.total = total;
    }

    @Override
    public synchronized void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.EpochEnded ended) {
            done++;
            best = Math.min(best, ended.logs().getOrDefault("val_loss", Double.POSITIVE_INFINITY));
            show();
        }
    }

    private void show() {
        double seconds = (System.nanoTime() - start) / 1e9;
        String text = String.format(
                Locale.ROOT,
                "%3d%%, %s%s, best validation loss %.4f",
                100L * done / total,
                NumberText.seconds(seconds),
                done < total ? ", about " + NumberText.seconds(seconds / done * (total - done)) + " to go" : "",
                best);
        if (terminal) {
            int filled = BAR * done / total;
            out.print("\r" + "█".repeat(filled) + "░".repeat(BAR - filled) + " " + text + "\u001b[K"
                    + (done == total ? "\n" : ""));
            out.flush();
        } else if (done * PARTS / total > (done - 1) * PARTS / total) {
            out.println(text);
            out.flush();
        }
    }
}
