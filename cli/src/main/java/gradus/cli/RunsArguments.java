package gradus.cli;

import gradus.experiment.comparisons.RunLog;
import gradus.kernels.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How many runs are made, watched and kept: what `compare` and `tune` share.
final class RunsArguments {
    @Option(names = "--jobs", paramLabel = "N", description = "Parallel runs (default: one per processor).")
    private @Nullable Integer jobs;

    @Option(names = "--out", paramLabel = "DIR", description = "Keep runs and report here.")
    private @Nullable Path out;

    @Option(names = "--resume", description = "Continue with the runs in --out.")
    private boolean resume;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    /// How many runs are made side by side.
    int side() {
        return jobs == null ? Workers.shared().threads() : jobs;
    }

    /// Where runs and report are kept, or null.
    @Nullable
    Path out() {
        return out;
    }

    boolean json() {
        return json;
    }

    /// Who tells how far it is.
    Progress progress(PrintWriter err) {
        return new Progress(quiet ? null : err);
    }

    /// The exit code of a command that may have been interrupted; if it was, what was kept is said on standard error,
    /// so that JSON stays the last line of standard output.
    int code(boolean interrupted, PrintWriter err) {
        if (!interrupted) {
            return 0;
        }
        err.println(
                out == null
                        ? "Interrupted. Nothing is kept without --out."
                        : "Interrupted. Finished runs are kept in " + out + ". To go on, give the same command with"
                                + " --resume.");
        err.flush();
        return Interruption.CODE;
    }

    /// Where runs are kept: in a folder, or nowhere.
    RunLog store() throws IOException {
        if (out == null) {
            if (resume) {
                throw new IllegalArgumentException("--resume needs --out, the folder of what is to go on");
            }
            return RunLog.inMemory();
        }
        Files.createDirectories(out);
        Path file = out.resolve("runs.jsonl");
        return resume ? RunLog.resume(file) : RunLog.create(file);
    }
}
