package gradus.cli;

import gradus.experiment.FinishedRun;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.Runner;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/// How much is done and how long the rest will take: one line that is written over on a terminal, a line for every
/// tenth part in a file.
final class Progress implements Runner.Listener {
    private static final int BAR = 24;
    private static final int PARTS = 10;

    private final @Nullable PrintWriter out;
    private final boolean terminal;
    private long start;
    private boolean shown;

    /// @param out where to write, or null for nowhere
    Progress(@Nullable PrintWriter out) {
        this.out = out;
        terminal = Terminal.isInteractive();
        start = System.nanoTime();
    }

    @Override
    public void ended(int done, int total, FinishedRun run) {
        show(done, total, done + " of " + NumberText.counted(total, "run"), "");
    }

    /// Shows that something was done.
    ///
    /// @param done how much is done
    /// @param total how much there is to do
    /// @param what the same, as text
    /// @param more what to say after the times
    void show(int done, int total, String what, String more) {
        if (out == null) {
            return;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String left = done < total ? ", about " + NumberText.seconds(seconds / done * (total - done)) + " to go" : "";
        String text = what + ", " + NumberText.seconds(seconds) + left + more;
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
