package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.Transfer;
import gradus.data.Dataset;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.data.tables.Schema;
import gradus.losses.Loss;
import gradus.metrics.Metric;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.schedules.Constant;
import gradus.schedules.Schedule;
import gradus.training.Graph;
import gradus.training.SavedModel.Compilation;
import gradus.training.SavedModel.OptimizerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A model from a file that is trained on, as by Keras's `fit`: with the layers, the optimizer and its state, the
/// losses and the metrics of the file, except for what the settings name.
///
/// @param trained the model without the layers that turn its answers into units of the data
/// @param schema how rows become numbers
/// @param transform how the file's model learns the targets of a regression, or null for as they are
/// @param notes what is not as the file has it, one sentence each
record Continuation(
        TrainedModel trained, Schema schema, @Nullable TargetTransform transform, List<String> notes) {
    /// Prepares a model.
    ///
    /// @param from as the file has it; it does not change
    /// @param loaded the data
    static Continuation of(Model from, LoadedData loaded, Settings settings) {
        requireOwnLayers(settings);
        TargetTransform transform = Notes.transform(from);
        List<String> notes = new ArrayList<>();
        Compilation chosen = compilation(from, transform, settings, notes);
        Model model = transform == null ? from.copy() : from.withoutLast(Notes.decoderLayers(from));
        float[] values = model.parameters().values().clone();
        model.seed(settings.seed());
        System.arraycopy(values, 0, model.parameters().values(), 0, values.length);
        freeze(model, settings.network(), notes);
        model.compile(chosen.optimizer(), chosen.losses(), chosen.lossWeights(), metrics(chosen, transform, settings));
        if (from.isCompiled() && settings.training().optimizer() == null) {
            takeOverState(from, model);
            if (settings.training().schedule() instanceof Constant rate) {
                model.updater().learningRate(rate.at(0));
            }
        }
        TrainedModel trained = new TrainedModel(model);
        Schema schema = trained.schema(loaded, settings.data().over(loaded.defaults()));
        return new Continuation(trained, schema, transform, List.copyOf(notes));
    }

    private static void freeze(Model model, NetworkSpec network, List<String> notes) {
        Transfer.trainable(model, true, network.unfrozen().toArray(String[]::new));
        Transfer.trainable(model, false, network.frozen().toArray(String[]::new));
        List<String> frozen = model.graph().layers().stream()
                .filter(entry -> !entry.isInput() && !entry.trainable())
                .map(Graph.Entry::name)
                .toList();
        if (!network.unfrozen().isEmpty() || !network.frozen().isEmpty()) {
            notes.add(frozen.isEmpty() ? "no layer is frozen" : "frozen layers: " + String.join(", ", frozen));
        }
    }

    private static List<List<Metric>> metrics(
            Compilation chosen, @Nullable TargetTransform transform, Settings settings) {
        return transform != null
                ? chosen.metrics()
                : chosen.metrics().stream()
                        .map(own -> InUnits.joined(own, settings.training().metrics()))
                        .toList();
    }

    /// Gives a model the state of the optimizer of another one that has more or fewer layers at its end.
    static void takeOverState(Model from, Model to) {
        OptimizerState state = from.updater().state();
        Map<String, float[]> slots = new LinkedHashMap<>(state.slots());
        Map<String, float[]> room = to.updater().state().slots();
        slots.replaceAll((name, values) -> Arrays.copyOf(values, room.getOrDefault(name, values).length));
        to.updater().restore(new OptimizerState(state.steps(), state.learningRate(), slots));
    }

    private static void requireOwnLayers(Settings settings) {
        NetworkSpec network = settings.network();
        require(
                network.layers() == null && network.initializer() == null && network.head(),
                "a model that is trained on keeps its layers and weights, so none can be given");
        DataSpec data = settings.data();
        require(
                data.bins() == 0 && (data.scaling() == null || data.scaling() == Scaling.NONE),
                "a model that is trained on keeps its own scaling and bins, so none can be given");
        require(data.rows() == null, "a model that is trained on uses all training rows, so no number can be given");
    }

    private static Compilation compilation(
            Model from, @Nullable TargetTransform transform, Settings settings, List<String> notes) {
        int outputs = from.graph().outputs().size();
        Compilation own = from.isCompiled() ? from.compilation() : null;
        Loss given = settings.training().loss();
        if (own != null && given == null && transform == null) {
            return new Compilation(
                    optimizer(own.optimizer(), settings, notes), own.losses(), own.lossWeights(), own.metrics());
        }
        Loss known = Notes.learnedLoss(from);
        Schema schema = Notes.schema(from);
        Task answered =
                schema == null ? settings.data().task() : schema.target().task();
        Task task = transform == null ? answered : transform.task();
        Loss loss = given != null ? given : known != null ? known : task == null ? null : task.loss();
        if (loss == null) {
            throw TrainedModel.uncompiled();
        }
        if (given != null && own != null) {
            notes.add("new loss " + Notation.write(Registry.LOSSES, given));
        }
        List<List<Metric>> metrics = own != null && transform == null
                ? own.metrics()
                : Collections.nCopies(outputs, task == null ? List.of() : InUnits.metrics(task, transform, List.of()));
        return new Compilation(
                optimizer(own == null ? null : own.optimizer(), settings, notes),
                Collections.nCopies(outputs, loss),
                own == null ? Collections.nCopies(outputs, 1.0) : own.lossWeights(),
                metrics);
    }

    private static Optimizer optimizer(@Nullable Optimizer own, Settings settings, List<String> notes) {
        Optimizer given = settings.training().optimizer();
        Schedule schedule = settings.training().schedule();
        Optimizer optimizer = given != null ? given : own != null ? own : new Adam();
        if (schedule != null) {
            optimizer = optimizer.withLearningRate(schedule);
        }
        String name = Notation.write(Registry.OPTIMIZERS, optimizer);
        if (own == null) {
            notes.add("the model's file has no optimizer; it is " + name);
        } else if (given != null) {
            notes.add("new optimizer " + name + "; the state of the file's is dropped");
        } else if (schedule != null) {
            notes.add("new schedule, so that the optimizer is " + name + "; it keeps its state");
        }
        return optimizer;
    }

    /// Whether the model's file says nothing of columns and labels, as files of Keras do not.
    boolean isForeign() {
        return trained.schema() == null;
    }

    /// The labels of the classes; their numbers where the model's file says nothing of labels.
    List<String> labels() {
        if (!isForeign() || !schema.target().labels().isEmpty()) {
            return schema.target().labels();
        }
        var graph = trained.model().graph();
        int width = graph.calls().get(graph.outputs().getFirst()).shape().last();
        return IntStream.range(0, Math.max(2, width))
                .mapToObj(Integer::toString)
                .toList();
    }

    /// Encoded rows as the model takes them.
    PreparedData rows(PreparedData encoded) {
        return new PreparedData(
                schema,
                trained.rows(schema, encoded.train()),
                rows(encoded.validation()),
                rows(encoded.test()),
                encoded.dropped(),
                encoded.warnings());
    }

    private @Nullable Dataset rows(@Nullable Dataset encoded) {
        return encoded == null ? null : trained.rows(schema, encoded);
    }
}
