package gradus.cli;

import gradus.experiment.FinishedRun;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.Runner;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/// How many runs have ended and how long the others will take: one line that is written over on a terminal, a line for
/// every tenth part in a file.
final class Progress implements Runner.Listener {
    private static final int BAR = 24;
    private static final int PARTS = 10;

    private final @Nullable PrintWriter out;
    private final boolean terminal;
    private long start;
    private boolean shown;

    Progress(@Nullable PrintWriter out) {
        this.out = out;
        terminal = Terminal.isInteractive();
        start = System.nanoTime();
    }

    @Override
    public void ended(int done, int total, FinishedRun run) {
        if (out == null) {
            return;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String text = done + " of " + total + " runs, " + NumberText.seconds(seconds)
                + (done < total ? ", about " + NumberText.seconds(seconds / done * (total - done)) + " to go" : "");
        if (terminal) {
            int filled = BAR * done / total;
            PrintWriter raw = Screen.raw(out);
            raw.print("\r" + "█".repeat(filled) + "░".repeat(BAR - filled) + " " + text + "\u001b[K");
            raw.flush();
            shown = true;
        } else if (done == total || done * PARTS / total > (done - 1) * PARTS / total) {
            out.println(text);
            out.flush();
        }
        if (done == total) {
            // Another round, as after tuning, has its own pace.
            end();
            start = System.nanoTime();
        }
    }

    /// Leaves the line.
    void end() {
        if (out != null && shown) {
            out.println();
            out.flush();
            shown = false;
        }
    }
}
