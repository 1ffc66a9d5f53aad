package gradus.spark;

import gradus.Model;
import gradus.callbacks.CallbackState;
import gradus.experiment.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
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
    private static final String BEST = "round-%06d.best.keras";
    private static final String PAST = "spark_past";
    private static final String BEST_WEIGHTS = "best_weights";

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

    /// What was before a checkpoint.
    ///
    /// @param history the logs of each round
    /// @param stopReason why the training has ended, or null
    /// @param stopping the numbers of [gradus.callbacks.EarlyStopping]
    record Past(Map<String, List<Double>> history, @Nullable String stopReason, Map<String, Double> stopping) {}

    /// What a checkpoint holds.
    ///
    /// @param rounds that were done
    /// @param state after them
    /// @param earlier the parameters one round earlier
    /// @param past what was before
    /// @param stopping the state of [gradus.callbacks.EarlyStopping]
    record Found(int rounds, State state, float[] earlier, Past past, CallbackState stopping) {}

    /// Saves, first under another name, so that a checkpoint is whole or not there.
    ///
    /// @param model shaped as the one that is trained
    void save(Rounds rounds, Model model) {
        try {
            State state = rounds.state();
            model.note(RUN, run);
            model.note(PAST, Json.line(rounds.past()));
            state.parameters(rounds.earlier()).into(model);
            write(EARLIER, rounds.rounds(), Network.bytes(model));
            float[] best = rounds.stopping().arrays().get(BEST_WEIGHTS);
            if (best != null) {
                state.parameters(best).into(model);
                write(BEST, rounds.rounds(), Network.bytes(model));
            }
            state.into(model);
            write(NAME, rounds.rounds(), Network.bytes(model));
            NavigableMap<Integer, Path> kept = kept();
            while (kept.size() > 2) {
                int oldest = kept.pollFirstEntry().getKey();
                for (String name : List.of(NAME, EARLIER, BEST)) {
                    files.delete(new Path(folder, name.formatted(oldest)), false);
                }
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
            String told = model.notes().get(PAST);
            // Checkpoints made before they had a past go on from their weights.
            Past past = told == null ? new Past(Map.of(), null, Map.of()) : Json.read(Json.map(told), Past.class);
            CallbackState stopping = past.stopping().containsKey("best_epoch")
                    ? new CallbackState(past.stopping(), Map.of(BEST_WEIGHTS, parameters(BEST, rounds)))
                    : CallbackState.of(past.stopping());
            return new Found(rounds, State.of(model), parameters(EARLIER, rounds), past, stopping);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + folder + " cannot be read", e);
        }
    }

    private float[] parameters(String name, int round) throws IOException {
        Model model = Network.model(read(new Path(folder, name.formatted(round))));
        return model.parameters().values().clone();
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
