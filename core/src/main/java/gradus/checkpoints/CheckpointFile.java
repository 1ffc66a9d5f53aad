package gradus.checkpoints;

import gradus.callbacks.CallbackState;
import gradus.checkpoints.Checkpoint.NamedState;
import gradus.checkpoints.CheckpointException.Problem;
import gradus.internal.Hash;
import gradus.training.AtomicFile;
import gradus.training.SavedModel.OptimizerState;
import gradus.training.Storage;
import gradus.training.Trainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// The file of a [Checkpoint]; `docs/checkpoints.md` describes its layout. The content read is bit for bit the
/// content written: any other change to the file is detected by its SHA-256.
public final class CheckpointFile {
    private static final long MAGIC = 0x50_43_53_55_44_41_52_47L; // GRADUSCP
    private static final int VERSION = 1;
    private static final int DIGEST = 32;
    private static final int SMALLEST = Long.BYTES + Integer.BYTES + DIGEST;
    private static final int BUFFER = 1 << 16;

    private CheckpointFile() {}

    /// Writes a checkpoint atomically: whatever happens, the file is either the old one or the new one.
    ///
    /// @param storage the file system
    /// @param file the file to write
    /// @param checkpoint the checkpoint
    /// @throws IOException if the file cannot be written
    public static void write(Storage storage, Path file, Checkpoint checkpoint) throws IOException {
        AtomicFile.replace(storage, file, temporary -> {
            try (WritableByteChannel channel = storage.write(temporary)) {
                write(checkpoint, new CheckpointOutput(channel));
            }
        });
    }

    /// Returns the size of a checkpoint's file in bytes.
    static long size(Checkpoint checkpoint) throws IOException {
        CheckpointOutput count = new CheckpointOutput(null);
        write(checkpoint, count);
        return count.size();
    }

    private static void write(Checkpoint checkpoint, CheckpointOutput out) throws IOException {
        out.number(MAGIC);
        out.integer(VERSION);
        out.section("fingerprint", to -> writeFingerprint(checkpoint, to));
        out.section("position", to -> writePosition(checkpoint, to));
        out.section("parameters", to -> to.floats(checkpoint.parameters()));
        out.section("optimizer", to -> writeOptimizer(checkpoint.optimizer(), to));
        out.section("progress", to -> writeProgress(checkpoint.progress(), to));
        out.section("callbacks", to -> writeCallbacks(checkpoint, to));
        out.section("history", to -> writeHistory(checkpoint, to));
        out.finish();
    }

    /// Reads a checkpoint. This takes about as much memory as the file has bytes.
    ///
    /// @param storage the file system
    /// @param file the file to read
    /// @return the checkpoint
    /// @throws CheckpointException if the file has changed since it was written, or was written by a newer version
    /// @throws IOException if the file cannot be read
    public static Checkpoint read(Storage storage, Path file) throws IOException {
        return read(storage, file, CheckpointFile::read);
    }

    /// Reads a checkpoint from disk.
    ///
    /// @param file the file to read
    /// @return the checkpoint
    /// @throws CheckpointException if the file has changed since it was written, or was written by a newer version
    /// @throws IOException if the file cannot be read
    public static Checkpoint read(Path file) throws IOException {
        return read(Storage.disk(), file);
    }

    /// Reads a file's content after verifying its checksum.
    static <T> T read(Storage storage, Path file, CheckpointInput.Section<T> content) throws IOException {
        long size = storage.size(file);
        try {
            CheckpointInput.check(size >= SMALLEST, "it has only " + size + " bytes");
            try (ReadableByteChannel channel = storage.read(file)) {
                verify(channel, size);
            }
            try (ReadableByteChannel channel = storage.read(file)) {
                CheckpointInput in = new CheckpointInput(channel, size - DIGEST);
                in.number();
                int version = in.integer();
                if (version != VERSION) {
                    throw new CheckpointException(
                            Problem.NEWER_VERSION,
                            "it has version " + version + " of the format, this Gradus reads version " + VERSION);
                }
                return content.read(in);
            }
        } catch (CheckpointException e) {
            throw new CheckpointException(e.problem(), file + " is not usable: " + e.getMessage(), e);
        }
    }

    private static void verify(ReadableByteChannel channel, long size) throws IOException {
        MessageDigest digest = Hash.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long left = size - DIGEST;
        while (left > 0) {
            buffer.limit((int) Math.min(buffer.capacity(), left));
            while (buffer.hasRemaining()) {
                CheckpointInput.check(channel.read(buffer) >= 0, "it ends too early");
            }
            buffer.flip();
            // Check this first: an unrelated file may be large.
            CheckpointInput.check(
                    left < size - DIGEST || Long.reverseBytes(buffer.getLong(0)) == MAGIC,
                    "it is not a Gradus checkpoint");
            left -= buffer.remaining();
            digest.update(buffer);
            buffer.clear();
        }
        ByteBuffer expected = ByteBuffer.allocate(DIGEST);
        while (expected.hasRemaining()) {
            CheckpointInput.check(channel.read(expected) >= 0, "it ends too early");
        }
        CheckpointInput.check(
                MessageDigest.isEqual(digest.digest(), expected.array()), "its SHA-256 is not that of its content");
    }

    private static Checkpoint read(CheckpointInput in) throws IOException {
        Map<String, String> fingerprint = in.section("fingerprint", CheckpointFile::readFingerprint);
        Position position = in.section("position", CheckpointFile::readPosition);
        float[] parameters = in.section("parameters", CheckpointInput::floats);
        OptimizerState optimizer = in.section("optimizer", CheckpointFile::readOptimizer);
        Trainer.Progress progress = in.section("progress", CheckpointFile::readProgress);
        List<NamedState> callbacks = in.section("callbacks", CheckpointFile::readCallbacks);
        List<Integer> epochs = new ArrayList<>();
        Map<String, List<Double>> history = new LinkedHashMap<>();
        in.section("history", from -> readHistory(from, epochs, history));
        return new Checkpoint(
                fingerprint,
                position.epoch(),
                position.batch(),
                position.stopReason(),
                parameters,
                optimizer,
                progress,
                callbacks,
                epochs,
                history);
    }

    private static void writeFingerprint(Checkpoint checkpoint, CheckpointOutput out) throws IOException {
        out.integer(checkpoint.fingerprint().size());
        for (Map.Entry<String, String> entry : checkpoint.fingerprint().entrySet()) {
            out.text(entry.getKey());
            out.text(entry.getValue());
        }
    }

    static Map<String, String> readFingerprint(CheckpointInput in) throws IOException {
        Map<String, String> fingerprint = new LinkedHashMap<>();
        for (int count = in.count(2 * Integer.BYTES); count > 0; count--) {
            fingerprint.put(in.text(), in.text());
        }
        return fingerprint;
    }

    /// The position of a checkpoint in its training.
    record Position(int epoch, int batch, @Nullable String stopReason) {}

    private static void writePosition(Checkpoint checkpoint, CheckpointOutput out) throws IOException {
        out.integer(checkpoint.epoch());
        out.integer(checkpoint.batch());
        out.optional(checkpoint.stopReason());
    }

    static Position readPosition(CheckpointInput in) throws IOException {
        Position position = new Position(in.integer(), in.integer(), in.optional());
        CheckpointInput.check(
                position.epoch() >= 0 && position.batch() >= 0,
                "it is at epoch " + position.epoch() + ", batch " + position.batch());
        return position;
    }

    private static void writeOptimizer(OptimizerState state, CheckpointOutput out) throws IOException {
        out.number(state.steps());
        out.real(state.learningRate());
        out.arrays(state.slots());
    }

    private static OptimizerState readOptimizer(CheckpointInput in) throws IOException {
        return new OptimizerState(in.number(), in.real(), in.arrays());
    }

    private static void writeProgress(Trainer.Progress progress, CheckpointOutput out) throws IOException {
        out.real(progress.lossSum());
        out.number(progress.rowSum());
        out.integer(progress.metrics().size());
        for (double[] metric : progress.metrics()) {
            out.doubles(metric);
        }
    }

    static Trainer.Progress readProgress(CheckpointInput in) throws IOException {
        double lossSum = in.real();
        long rowSum = in.number();
        List<double[]> metrics = new ArrayList<>();
        for (int count = in.count(Integer.BYTES); count > 0; count--) {
            metrics.add(in.doubles());
        }
        return new Trainer.Progress(lossSum, rowSum, metrics);
    }

    private static void writeCallbacks(Checkpoint checkpoint, CheckpointOutput out) throws IOException {
        out.integer(checkpoint.callbacks().size());
        for (NamedState callback : checkpoint.callbacks()) {
            out.text(callback.name());
            out.integer(callback.state().numbers().size());
            for (Map.Entry<String, Double> entry : callback.state().numbers().entrySet()) {
                out.text(entry.getKey());
                out.real(entry.getValue());
            }
            out.arrays(callback.state().arrays());
        }
    }

    private static List<NamedState> readCallbacks(CheckpointInput in) throws IOException {
        List<NamedState> callbacks = new ArrayList<>();
        for (int count = in.count(3 * Integer.BYTES); count > 0; count--) {
            String name = in.text();
            Map<String, Double> numbers = new LinkedHashMap<>();
            for (int left = in.count(Integer.BYTES + Double.BYTES); left > 0; left--) {
                numbers.put(in.text(), in.real());
            }
            callbacks.add(new NamedState(name, new CallbackState(numbers, in.arrays())));
        }
        return callbacks;
    }

    private static void writeHistory(Checkpoint checkpoint, CheckpointOutput out) throws IOException {
        out.integer(checkpoint.epochs().size());
        for (int epoch : checkpoint.epochs()) {
            out.integer(epoch);
        }
        out.integer(checkpoint.history().size());
        for (Map.Entry<String, List<Double>> column : checkpoint.history().entrySet()) {
            out.text(column.getKey());
            out.doubles(column.getValue());
        }
    }

    static boolean readHistory(CheckpointInput in, List<Integer> epochs, Map<String, List<Double>> history)
            throws IOException {
        for (int count = in.count(Integer.BYTES); count > 0; count--) {
            epochs.add(in.integer());
        }
        for (int count = in.count(2 * Integer.BYTES); count > 0; count--) {
            history.put(in.text(), DoubleStream.of(in.doubles()).boxed().toList());
        }
        return true;
    }
}
