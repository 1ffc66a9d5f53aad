package gradus.cli;

import gradus.checkpoints.CheckpointNotice;
import gradus.checkpoints.Checkpoints;
import gradus.checkpoints.Interval;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for checkpoints, and what came of them.
final class CheckpointArguments {
    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Keep the newest three checkpoints here, to resume after a crash or Ctrl-C.")
    private @Nullable Path folder;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "TIME",
            description = "Interval, such as 100steps, 1epoch, 30s or 5min (default: 1epoch).")
    private @Nullable String every;

    @Option(names = "--resume", description = "Resume from the newest checkpoint, if there is one.")
    private boolean resume;

    private int saved;
    /// Since the last that was saved.
    private int notSaved;
    private int skipped;
    private String lastFailure = "";
    private final List<String> notes = new ArrayList<>();

    /// Whether checkpoints are wanted.
    boolean isGiven() {
        return folder != null;
    }

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
            case CheckpointNotice.Saved kept -> {
                saved++;
                sum(err);
            }
            case CheckpointNotice.Resumed resumed -> {
                // What training goes on from is on the disk.
                saved++;
                if (skipped > 1) {
                    err.println("gradus: " + (skipped - 1) + " more were damaged, and are set aside as well.");
                }
                if (!quiet) {
                    out.println(resumed.message() + ".");
                }
            }
            case CheckpointNotice.NotSaved failed -> {
                if (notSaved++ == 0) {
                    err.println("gradus: " + failed.message() + ".");
                }
                lastFailure = failed.file().getFileName() + " (" + failed.reason() + ")";
            }
            case CheckpointNotice.Skipped damaged -> {
                if (skipped++ == 0) {
                    err.println("gradus: " + damaged.message() + ".");
                }
            }
            case CheckpointNotice.OtherInstructions other -> {
                err.println("gradus: " + other.message() + ".");
                notes.add(other.message());
            }
        }
    }

    /// Says how often saving has failed since it was said first.
    private void sum(PrintWriter err) {
        if (notSaved > 1) {
            err.println("gradus: " + (notSaved - 1) + " more checkpoints could not be saved, the last of them "
                    + lastFailure + ".");
        }
        notSaved = 0;
    }

    /// Training is over.
    ///
    /// @return whether the newest state is in a checkpoint, where checkpoints were wanted
    boolean end(PrintWriter err) {
        boolean kept = notSaved == 0;
        sum(err);
        return kept;
    }

    /// What those who want to repeat the run have to know.
    List<String> notes() {
        return notes;
    }

    /// Whether there is a checkpoint to go on from.
    boolean canResume() {
        return saved > 0;
    }

    /// How to go on.
    String advice() {
        return "Interrupted. To go on, give the same command with --checkpoint " + folder + " --resume.";
    }
}
