package gradus.spark;

import gradus.Fit;
import gradus.GradientDescent;
import gradus.Model;
import gradus.TrainingRun;
import gradus.data.Dataset;
import gradus.data.tables.Schema;
import gradus.experiment.Experiment;
import gradus.problems.TargetTransform;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every task must know: the network, how rows become its inputs, and how it is trained.
///
/// @param file the compiled model, as a file of Keras
/// @param schema how rows become numbers, see [Schema#toMap()]
/// @param transform of the targets of a regression, or null
/// @param batch rows of an update; 0 for all
/// @param shuffle whether each epoch has an order of its own
/// @param seed of everything random
record Network(
        byte[] file,
        Map<String, Object> schema,
        @Nullable TargetTransform transform,
        int batch,
        boolean shuffle,
        long seed)
        implements Serializable {
    /// Between the seeds of two shards.
    private static final long SEEDS = 0x9E3779B97F4A7C15L;

    static Network of(Experiment experiment) {
        Model model = experiment.model();
        if (experiment.targetTransform() != null) {
            // Its metrics are of the units of the data, which the shards do not know.
            model = model.copy();
            model.compile(experiment.recipe().optimizer(), experiment.recipe().loss());
        }
        return new Network(
                bytes(model),
                experiment.data().schema().toMap(),
                experiment.targetTransform(),
                experiment.gradientDescent() instanceof GradientDescent.MiniBatch mini ? mini.size() : 0,
                experiment.recipe().shuffle(),
                experiment.settings().seed());
    }

    /// The bytes of the file that a model is saved as.
    static byte[] bytes(Model model) {
        try {
            Path file = Files.createTempFile("gradus", ".keras");
            try {
                model.save(file);
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The model in a file of Keras.
    static Model model(byte[] bytes) {
        try {
            Path file = Files.createTempFile("gradus", ".keras");
            try {
                Files.write(file, bytes);
                return Model.load(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Dataset encoded(Dataset rows) {
        return transform == null ? rows : transform.encode(rows);
    }

    Schema rows() {
        return Schema.fromMap(schema);
    }

    /// Trains one epoch on the rows of a shard. It depends on nothing but its arguments, so a task may be repeated, and
    /// run anywhere.
    Trained train(State from, Shard shard, int round) {
        if (shard.train().rows() == 0) {
            return new Trained(shard.number(), 0, from, Map.of());
        }
        TrainingRun run = start(shard.number(), shard.train().data(), round);
        from.into(run);
        run.epoch();
        Map<String, Double> logs = new LinkedHashMap<>();
        run.history().values().forEach((name, values) -> logs.put(name, values.getLast()));
        return new Trained(shard.number(), shard.train().rows(), State.of(run), logs);
    }

    /// The first shard has the seed of the training, so that a single shard is what [Model#fit] makes of its rows. A
    /// run here always has one more epoch to go, because what comes after the last one is not for the shards.
    private TrainingRun start(int shard, Dataset rows, int round) {
        Model model = model(file).threads(1).seed(seed + shard * SEEDS);
        return model.start(
                rows,
                Fit.epochs(round + 2)
                        .initialEpoch(round)
                        .gradientDescent(batch == 0 ? GradientDescent.batch() : GradientDescent.miniBatch(batch))
                        .shuffle(shuffle));
    }

    /// Evaluates the validation rows of a shard.
    Trained evaluate(State state, Shard shard) {
        if (shard.validation().rows() == 0) {
            return new Trained(shard.number(), 0, state, Map.of());
        }
        Model model = model(file).threads(1);
        state.into(model);
        Map<String, Double> logs = model.evaluate(shard.validation().data());
        return new Trained(shard.number(), shard.validation().rows(), state, new LinkedHashMap<>(logs));
    }
}
