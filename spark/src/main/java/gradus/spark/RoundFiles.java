package gradus.spark;

import gradus.Model;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a training on Spark: ordinary model files, with their optimizer, that a laptop can continue. The
/// newest two stay.
final class RoundFiles {
    private static final String RUN = "spark_run";
    private static final String NAME = "round-%06d.keras";
    private static final String EARLIER = "round-%06d.earlier.keras";

    private final FileSystem files;
    private final Path folder;
    private final String run;

    /// @param run what the training consists of; a checkpoint of another is refused
    RoundFiles(String folder, String run, Configuration configuration) {
        this.folder = new Path(folder);
        this.run = run;
        try {
            files = this.folder.getFileSystem(configuration);
            files.mkdirs(this.folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints cannot be kept in " + folder, e);
        }
    }

    /// The values of parameters, as texts that are the same in every process: an array is its content, and the name
    /// of the object, which is random unless it is given, and where checkpoints are do not matter.
    static String texts(Params all) {
        return Arrays.stream(all.params())
                .filter(param -> all.isDefined(param) && !param.name().startsWith("checkpoint"))
                .map(param -> text(all, param))
                .collect(Collectors.joining(", "));
    }

    private static <T> String text(Params all, Param<T> param) {
        return param.name() + "=" + param.jsonEncode(all.getOrDefault(param));
    }

    /// What a checkpoint holds.
    ///
    /// @param rounds that were done
    /// @param state after them
    /// @param earlier the parameters one round earlier
    record Found(int rounds, State state, float[] earlier) {}

    /// Saves, first under another name, so that a checkpoint is whole or not there.
    ///
    /// @param model shaped as the one that is trained
    void save(Rounds rounds, Model model) {
        try {
            State state = rounds.state();
            model.note(RUN, run);
            state.parameters(rounds.earlier()).into(model);
            write(EARLIER, rounds.rounds(), Network.bytes(model));
            state.into(model);
            write(NAME, rounds.rounds(), Network.bytes(model));
            NavigableMap<Integer, Path> kept = kept();
            while (kept.size() > 2) {
                int oldest = kept.pollFirstEntry().getKey();
                files.delete(new Path(folder, NAME.formatted(oldest)), false);
                files.delete(new Path(folder, EARLIER.formatted(oldest)), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a checkpoint cannot be saved in " + folder, e);
        }
    }

    private void write(String name, int round, byte[] bytes) throws IOException {
        Path file = new Path(folder, name.formatted(round));
        Path part = new Path(folder, "_" + file.getName());
        try (FSDataOutputStream out = files.create(part, true)) {
            out.write(bytes);
        }
        files.delete(file, false);
        if (!files.rename(part, file)) {
            throw new IOException(part + " cannot be renamed to " + file.getName());
        }
    }

    /// The newest checkpoint, or null if there is none.
    ///
    /// @throws IllegalArgumentException if it belongs to another training
    @Nullable
    Found newest() {
        try {
            NavigableMap<Integer, Path> kept = kept();
            Map.Entry<Integer, Path> newest = kept.lastEntry();
            if (newest == null) {
                return null;
            }
            int rounds = newest.getKey();
            Model model = Network.model(read(newest.getValue()));
            if (!run.equals(model.notes().get(RUN))) {
                throw new IllegalArgumentException(newest.getValue()
                        + " belongs to another training: other rows, columns or settings. Choose another checkpointDir,"
                        + " or delete it");
            }
            Model earlier = Network.model(read(new Path(folder, EARLIER.formatted(rounds))));
            return new Found(
                    rounds, State.of(model), earlier.parameters().values().clone());
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + folder + " cannot be read", e);
        }
    }

    private NavigableMap<Integer, Path> kept() throws IOException {
        TreeMap<Integer, Path> kept = new TreeMap<>();
        try {
            for (FileStatus status : files.listStatus(folder)) {
                String name = status.getPath().getName();
                if (name.matches("round-[0-9]{6}\\.keras")) {
                    kept.put(Integer.parseInt(name.substring(6, 12)), status.getPath());
                }
            }
        } catch (FileNotFoundException e) {
            return kept;
        }
        return kept;
    }

    private byte[] read(Path file) throws IOException {
        try (FSDataInputStream in = files.open(file)) {
            return in.readAllBytes();
        }
    }
}
