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

/// What a checkpoint's file holds, for people to look at. The file is read and its checksums are compared, but its
/// arrays are not kept: it may be larger than the memory.
///
/// @param bytes the size of the file
/// @param fingerprint what the training is made of, as text by name: seed, layers, optimizer, data
/// @param epoch in which it is, from 0; the number of epochs if it is over
/// @param batch how many batches of the epoch are done
/// @param stopReason why a callback ended training, or null
/// @param steps how many batches' gradients the optimizer was given
/// @param learningRate the rate of the next update
/// @param parts of the file, in order
/// @param lastLogs what was logged for the last epoch that is over, by name
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
    /// Keeps the order of the names.
    public CheckpointSummary {
        fingerprint = Collections.unmodifiableMap(new LinkedHashMap<>(fingerprint));
        parts = List.copyOf(parts);
        lastLogs = Collections.unmodifiableMap(new LinkedHashMap<>(lastLogs));
    }

    /// A part of the file.
    ///
    /// @param name such as `optimizer`
    /// @param bytes its size
    /// @param content what is in it, in words
    public record Part(String name, long bytes, String content) {}

    /// The checkpoints of a folder, the newest first. The folder may be in use.
    public static List<Path> files(Path folder) throws IOException {
        return CheckpointFolder.files(Storage.disk(), folder);
    }

    /// Looks into a checkpoint.
    ///
    /// @throws CheckpointException if the file is not what was written, or is of a newer version
    /// @throws IOException if it cannot be read
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
                parts.add(new Part("fingerprint", size, lines.size() + " things that the training is made of"));
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
