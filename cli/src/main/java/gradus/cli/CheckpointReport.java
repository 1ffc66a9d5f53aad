package gradus.cli;

import gradus.checkpoints.CheckpointException;
import gradus.checkpoints.CheckpointSummary;
import gradus.experiment.comparisons.NumberText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What people see of checkpoints: of one file, or of a folder and the newest in it.
final class CheckpointReport {
    private static final int SHOWN = 160;

    private CheckpointReport() {}

    /// Prints what is in a checkpoint.
    ///
    /// @throws CheckpointException if it is damaged
    static void file(Path file, PrintWriter out) throws IOException {
        CheckpointSummary found = CheckpointSummary.of(file);
        out.println(file + ": checkpoint, " + InspectCommand.size(found.bytes()) + ", SHA-256 is right");
        out.println(" position: " + position(found));
        out.println(" learning rate: " + found.learningRate());
        if (found.stopReason() != null) {
            out.println(" stopped: " + shown(found.stopReason()));
        }
        if (!found.lastLogs().isEmpty()) {
            List<String> logs = new ArrayList<>();
            found.lastLogs()
                    .forEach((name, value) -> logs.add(shown(name) + String.format(Locale.ROOT, " %.4g", value)));
            out.println(" last epoch: " + String.join(", ", logs));
        }
        found.fingerprint().forEach((name, value) -> out.println(" " + shown(name) + ": " + shown(value)));
        out.println();
        for (CheckpointSummary.Part part : found.parts()) {
            out.printf(
                    Locale.ROOT,
                    "  %-11s %9s   %s%n",
                    part.name(),
                    InspectCommand.size(part.bytes()),
                    shown(part.content()));
        }
    }

    /// Prints a line for each checkpoint of a folder, the newest first, and what is in the newest that can be read.
    ///
    /// @throws IOException if there are none, saying so
    static void folder(Path folder, PrintWriter out) throws IOException {
        List<Path> files = CheckpointSummary.files(folder);
        if (files.isEmpty()) {
            throw new IOException(folder + " has no checkpoints, whose names are like step-00000100.checkpoint");
        }
        out.println(folder + ": " + NumberText.counted(files.size(), "checkpoint"));
        Path newest = null;
        for (Path file : files) {
            String position;
            try {
                position = position(CheckpointSummary.of(file));
                newest = newest == null ? file : newest;
            } catch (CheckpointException e) {
                String message = String.valueOf(e.getMessage());
                position = "not usable: " + message.substring(message.indexOf(": ") + 2);
            }
            out.printf(
                    Locale.ROOT,
                    "  %s %9s   %s%n",
                    file.getFileName(),
                    InspectCommand.size(Files.size(file)),
                    position);
        }
        if (newest != null) {
            out.println();
            file(newest, out);
        }
    }

    private static String position(CheckpointSummary found) {
        String batches = found.batch() == 0 ? "" : ", and " + found.batch() + " batches of the next";
        return "step " + found.steps() + ", " + NumberText.counted(found.epoch(), "epoch") + " done" + batches;
    }

    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "…";
    }
}
