package gradus.cli;

import gradus.checkpoints.CheckpointNotice;
import gradus.checkpoints.Checkpoints;
import gradus.checkpoints.Interval;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for checkpoints, and what came of them.
final class CheckpointArguments {
    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Keep the newest three checkpoints here, to go on after a crash or Ctrl-C.")
    private @Nullable Path folder;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "TIME",
            description = "As in 100steps, 1epoch, 30s or 5min (default: 1epoch).")
    private @Nullable String every;

    @Option(names = "--resume", description = "Go on from the newest checkpoint, if there is one.")
    private boolean resume;

    private int saved;
    private int notSaved;

    /// Where, when and whether; null if no checkpoints are wanted.
    ///
    /// @param out for what is good to know
    /// @param err for warnings
    @Nullable
    Checkpoints checkpoints(PrintWriter out, PrintWriter err, boolean quiet) {
        if (folder == null) {
            if (resume || every != null) {
                throw new IllegalArgumentException(
                        (resume ? "--resume" : "--checkpoint-every") + " needs --checkpoint DIR too");
            }
            return null;
        }
        Checkpoints checkpoints =
                Checkpoints.in(folder).resume(resume).listener(notice -> tell(notice, out, err, quiet));
        return every == null ? checkpoints : checkpoints.every(Interval.parse(every));
    }

    private void tell(CheckpointNotice notice, PrintWriter out, PrintWriter err, boolean quiet) {
        switch (notice) {
            case CheckpointNotice.Saved kept -> saved++;
            case CheckpointNotice.Resumed resumed -> {
                // What training goes on from is on the disk.
                saved++;
                if (!quiet) {
                    out.println(resumed.message() + ".");
                }
            }
            case CheckpointNotice.NotSaved failed -> {
                notSaved++;
                err.println("gradus: " + failed.message() + ".");
            }
            case CheckpointNotice.Skipped skipped -> err.println("gradus: " + skipped.message() + ".");
        }
    }

    /// Whether there is a checkpoint to go on from.
    boolean canResume() {
        return saved > 0;
    }

    /// Whether checkpoints were wanted and none could be saved.
    boolean failed() {
        return saved == 0 && notSaved > 0;
    }

    /// How to go on.
    String advice() {
        return "Interrupted. To go on, give the same command with --checkpoint " + folder + " --resume.";
    }
}
