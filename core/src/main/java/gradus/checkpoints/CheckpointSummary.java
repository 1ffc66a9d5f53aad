package gradus.checkpoints;

import gradus.training.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The contents of a checkpoint's file, for inspection. The file is read and its checksums are verified, but its
/// arrays are not kept, so it may be larger than memory.
///
/// @param bytes the size of the file
/// @param fingerprint what the training consists of, as text by name: seed, layers, optimizer, data
/// @param epoch the current epoch, from 0; the number of epochs if training is over
/// @param batch the number of batches of the epoch that are done
/// @param stopReason why a callback ended training, or null
/// @param steps the number of batches whose gradients the optimizer has received
/// @param learningRate the learning rate of the next update
/// @param parts the parts of the file, in order
/// @param lastLogs the logs of the last completed epoch, by name
public record CheckpointSummary(
        long bytes,
        Map<String, String> fingerprint,
        int epoch,
        int batch,
        @Nullable String stopReason,
        long steps,
        double learningRate,
        List<Part> parts,
        Map<String, Double> lastLogs) {
    /// Makes the maps unmodifiable and keeps the order of the names.
    public CheckpointSummary {
        fingerprint = Collections.unmodifiableMap(new LinkedHashMap<>(fingerprint));
        parts = List.copyOf(parts);
        lastLogs = Collections.unmodifiableMap(new LinkedHashMap<>(lastLogs));
    }

    /// A part of the file.
    ///
    /// @param name the name, such as `optimizer`
    /// @param bytes the size
    /// @param content a description of the content
    public record Part(String name, long bytes, String content) {}

    /// Returns the checkpoints of a folder, newest first. The folder may be in use.
    ///
    /// @param folder the folder
    /// @return the files
    /// @throws IOException if the folder cannot be read
    public static List<Path> files(Path folder) throws IOException {
        return CheckpointFolder.files(Storage.disk(), folder);
    }

    /// Summarizes a checkpoint.
    ///
    /// @param file the file to read
    /// @return the summary
    /// @throws CheckpointException if the file has changed since it was written, or was written by a newer version
    /// @throws IOException if the file cannot be read
    public static CheckpointSummary of(Path file) throws IOException {
        return of(Storage.disk(), file);
    }

    static CheckpointSummary of(Storage storage, Path file) throws IOException {
        long bytes = storage.size(file);
        return CheckpointFile.read(storage, file, in -> {
            List<Part> parts = new ArrayList<>();
            Map<String, String> fingerprint = in.section("fingerprint", from -> {
                long size = from.left();
                Map<String, String> lines = CheckpointFile.readFingerprint(from);
                parts.add(new Part("fingerprint", size, lines.size() + " properties of the training"));
                return lines;
            });
            CheckpointFile.Position position = in.section("position", CheckpointFile::readPosition);
            parts.add(in.section(
                    "parameters",
                    from -> new Part("parameters", from.left(), from.skipFloats() + " weights and statistics")));
            OptimizerPart optimizer = in.section("optimizer", CheckpointSummary::optimizer);
            parts.add(optimizer.part());
            parts.add(in.section("progress", from -> {
                long size = from.left();
                long rows = CheckpointFile.readProgress(from).rowSum();
                return new Part("progress", size, "losses and metrics of " + rows + " rows of the epoch");
            }));
            parts.add(in.section("callbacks", CheckpointSummary::callbacks));
            List<Integer> epochs = new ArrayList<>();
            Map<String, List<Double>> history = new LinkedHashMap<>();
            parts.add(in.section("history", from -> {
                long size = from.left();
                CheckpointFile.readHistory(from, epochs, history);
                return new Part("history", size, epochs.size() + " epochs of " + listed(List.copyOf(history.keySet())));
            }));
            Map<String, Double> last = new LinkedHashMap<>();
            history.forEach((name, values) -> {
                if (!values.isEmpty()) {
                    last.put(name, values.getLast());
                }
            });
            return new CheckpointSummary(
                    bytes,
                    fingerprint,
                    position.epoch(),
                    position.batch(),
                    position.stopReason(),
                    optimizer.steps(),
                    optimizer.learningRate(),
                    parts,
                    last);
        });
    }

    private record OptimizerPart(long steps, double learningRate, Part part) {}

    private static OptimizerPart optimizer(CheckpointInput in) throws IOException {
        long size = in.left();
        long steps = in.number();
        double rate = in.real();
        List<String> slots = new ArrayList<>();
        in.skipArrays().forEach((name, length) -> slots.add(name + " of " + length));
        return new OptimizerPart(steps, rate, new Part("optimizer", size, listed(slots)));
    }

    private static Part callbacks(CheckpointInput in) throws IOException {
        long size = in.left();
        List<String> names = new ArrayList<>();
        for (int count = in.count(3 * Integer.BYTES); count > 0; count--) {
            String name = in.text();
            names.add(name.substring(name.lastIndexOf('.') + 1));
            for (int left = in.count(Integer.BYTES + Double.BYTES); left > 0; left--) {
                in.text();
                in.real();
            }
            in.skipArrays();
        }
        return new Part("callbacks", size, listed(names));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
