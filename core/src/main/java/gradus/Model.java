package gradus;

import static gradus.internal.Require.require;

import gradus.checkpoints.Checkpoints;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.layers.Block;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.losses.Loss;
import gradus.math.Precision;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.training.Evaluator;
import gradus.training.Graph;
import gradus.training.ModelFormats;
import gradus.training.Outline;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.Trainer;
import gradus.training.Updater;
import gradus.training.WeightsFormat;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A network with weights: what is compiled, trained, evaluated, asked for predictions, saved and loaded.
///
/// Layers are values and stay as they are; weights belong to the model. [#predict(Rows)] may be called by many
/// threads at once, and [#predictor()] gives each its own for single rows; everything else is for one thread at a
/// time.
public final class Model {
    private Graph graph;
    private final Parameters parameters;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private Workers workers = Workers.shared();
    private Precision precision = Precision.FLOAT32;
    private long seed;
    private SavedModel.@Nullable Compilation compilation;
    private @Nullable Updater updater;
    private BatchPredictor batchPredictor;

    Model(Graph graph) {
        this.graph = graph;
        parameters = new Parameters(graph);
        parameters.initialize(graph, seed);
        batchPredictor = new BatchPredictor(graph, parameters, workers);
    }

    private Model(SavedModel saved) {
        graph = saved.graph();
        parameters = saved.parameters();
        batchPredictor = new BatchPredictor(graph, parameters, workers);
        compilation = saved.compilation();
        notes.putAll(saved.notes());
        if (compilation != null) {
            Updater made = new Updater(compilation.optimizer(), graph, parameters, workers);
            if (saved.optimizerState() != null) {
                made.restore(saved.optimizerState());
            }
            updater = made;
        }
    }

    /// The network between inputs and outputs.
    ///
    /// @throws IllegalArgumentException if an output depends on an input that is not named, or an input leads
    ///     nowhere
    public static Model of(List<Input> inputs, List<Node> outputs) {
        return new Model(Graph.of(null, inputs, outputs));
    }

    /// The network between one input and one output.
    public static Model of(Input input, Node output) {
        return of(List.of(input), List.of(output));
    }

    /// A saved model: its layers, weights, and, if it was compiled, the optimizer as it stood.
    ///
    /// @throws UncheckedIOException if the file cannot be read or is no model; the message says why
    public static Model load(Path file) {
        return new Model(ModelFormats.load(file));
    }

    /// Gives all weights their first values from a seed, and takes order, dropout and noise from it too, in
    /// separate streams. The same seed gives the same bits. An optimizer's state is forgotten.
    ///
    /// @return this model
    public Model seed(long value) {
        seed = value;
        parameters.initialize(graph, value);
        if (compilation != null) {
            updater = new Updater(compilation.optimizer(), graph, parameters, workers);
        }
        return this;
    }

    /// The seed of everything random.
    public long seed() {
        return seed;
    }

    /// Computes with so many threads instead of one a processor. It changes the speed and no bit of any result.
    ///
    /// @return this model
    public Model threads(int count) {
        workers = Workers.of(count);
        batchPredictor = new BatchPredictor(graph, parameters, workers);
        if (updater != null) {
            SavedModel.OptimizerState state = updater.state();
            updater = new Updater(compilation().optimizer(), graph, parameters, workers);
            updater.restore(state);
        }
        return this;
    }

    /// Trains in another precision than float32. Nothing else changes: weights stay float32, here and in files, and
    /// so do evaluation and prediction.
    ///
    /// @return this model
    /// @throws UnsupportedOperationException if this machine cannot do it; the message says why and what to do
    public Model precision(Precision value) {
        Kernels.of(value);
        precision = value;
        return this;
    }

    /// In what it trains.
    public Precision precision() {
        return precision;
    }

    /// Chooses how to train. An optimizer's earlier state is forgotten.
    ///
    /// @param metrics what is watched beside the loss
    public void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        compile(optimizer, List.of(loss), List.of(1.0), List.of(List.of(metrics)));
    }

    /// Chooses how to train a network of several outputs: a loss, its weight and metrics for each, in the order of
    /// the outputs. The loss of the network is the sum of weight times loss. See
    /// [SavedModel.Compilation#logs(Graph)] for what is logged.
    public void compile(Optimizer optimizer, List<Loss> losses, List<Double> lossWeights, List<List<Metric>> metrics) {
        compile(new SavedModel.Compilation(optimizer, losses, lossWeights, metrics));
    }

    /// The same by the names of the outputs.
    ///
    /// @param losses one for every output
    /// @param lossWeights 1 where there is none
    /// @param metrics none where there are none
    /// @throws IllegalArgumentException if an output has no loss, or a name is no output's
    public void compile(
            Optimizer optimizer,
            Map<String, Loss> losses,
            Map<String, Double> lossWeights,
            Map<String, List<Metric>> metrics) {
        compile(SavedModel.Compilation.byName(graph, optimizer, losses, lossWeights, metrics));
    }

    private void compile(SavedModel.Compilation chosen) {
        chosen.check(graph);
        compilation = chosen;
        updater = new Updater(chosen.optimizer(), graph, parameters, workers);
    }

    /// Trains, and returns what was logged.
    ///
    /// @throws NotFiniteException if the loss or a weight becomes NaN or infinite
    /// @throws IllegalArgumentException if the data does not fit the model, before the first step
    /// @throws gradus.checkpoints.CheckpointException if checkpoints are wanted, and their folder cannot be used or
    ///     is another training's, before the first step
    public History fit(Dataset data, Fit fit) {
        TrainingRun run = new TrainingRun(this, data, fit);
        Checkpoints checkpoints = fit.checkpoints();
        return checkpoints == null ? run.finish() : CheckpointedRun.finish(run, checkpoints);
    }

    /// Begins a training that the caller drives, step by step.
    ///
    /// @throws IllegalArgumentException if the data does not fit the model, or `fit` has checkpoints: who drives a
    ///     run decides when to take a [snapshot][TrainingRun#snapshot()]
    public TrainingRun start(Dataset data, Fit fit) {
        require(
                fit.checkpoints() == null,
                "Model.start must get a Fit without checkpoints, got %s; use Model.fit, or TrainingRun.snapshot",
                fit.checkpoints());
        return new TrainingRun(this, data, fit);
    }

    /// Loss and metrics over a data set, by name.
    public Map<String, Double> evaluate(Dataset data) {
        DataCheck.targets(this, "evaluation", data);
        return evaluator(data, BatchPredictor.ROWS).evaluate();
    }

    /// What comes out of the first output for each row. With the kernels `onednn`, a row that is asked alone may
    /// differ in its last bits from the same row among others.
    public Rows predict(Rows input) {
        return predict(List.of(input)).getFirst();
    }

    /// What comes out of the first output for each row.
    public float[][] predict(float[][] input) {
        Rows predictions = predict(Rows.of(input));
        float[][] rows = new float[predictions.count()][predictions.width()];
        for (int row = 0; row < rows.length; row++) {
            predictions.copy(row, rows[row], 0);
        }
        return rows;
    }

    /// What comes out of each output for each row of the inputs.
    public List<Rows> predict(List<Rows> inputs) {
        DataCheck.inputs(graph, "prediction", new Dataset(inputs, List.of(), null));
        return batchPredictor.predict(inputs);
    }

    /// What predicts one row at a time without allocation or locks. Each thread needs its own; a later training of
    /// this model shows in all of them.
    ///
    /// @throws IllegalArgumentException if the model has several inputs
    public Predictor predictor() {
        return new Predictor(graph, parameters, workers);
    }

    /// A new model, not compiled: this chain and more layers after it. Layers that were here keep their weights.
    ///
    /// @param layers to append; their weights have their first values
    /// @throws IllegalStateException if this model is no chain
    public Model append(List<? extends Layer> layers) {
        List<Layer> chain = Outline.of(graph).chain();
        chain.addAll(layers);
        return derived(Graph.chain(graph.name(), chain));
    }

    /// A new model, not compiled: this chain without its last layers. The others keep their weights.
    ///
    /// @throws IllegalStateException if this model is no chain
    public Model withoutLast(int layers) {
        List<Layer> chain = Outline.of(graph).chain();
        return derived(Graph.chain(graph.name(), chain.subList(0, chain.size() - layers)));
    }

    /// A new model that is as this one: layers, weights, what it was compiled with, the optimizer as it stands.
    public Model copy() {
        Model copy = derived(graph);
        copy.workers = workers;
        copy.precision = precision;
        if (compilation != null) {
            copy.compile(compilation);
            copy.updater().restore(updater().state());
        }
        return copy;
    }

    private Model derived(Graph other) {
        Model derived = new Model(other);
        derived.seed(seed);
        derived.parameters.takeOver(parameters);
        derived.notes.putAll(notes);
        return derived;
    }

    /// The layers of this model as a layer of another one, with first weights of its own.
    ///
    /// @param name unique in the other model, or null for an automatic one
    public Block asBlock(@Nullable String name) {
        return Outline.of(graph).block(name);
    }

    /// A table of the layers, their outputs and their numbers of parameters.
    public String summary() {
        return Summary.of(graph, parameters, updater);
    }

    /// Writes the model, and how it is trained, to a file; the ending of its name tells the format. The file is the
    /// old one or the new one, whatever happens.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void save(Path file) {
        ModelFormats.save(saved(), file);
    }

    /// Writes the weights, and the optimizer's state, to a file that does not say what layers they belong to.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void saveWeights(Path file) {
        ModelFormats.saveWeights(saved(), file);
    }

    /// Takes over weights from a file of a model with the same layers, and the optimizer's state if there is one
    /// that fits. Nothing changes if anything fails.
    ///
    /// @param skipMismatch whether layers that the file does not fit keep their weights; otherwise they are an
    ///     error
    /// @return what was skipped, a sentence for each layer
    /// @throws UncheckedIOException if the file cannot be read or does not fit; the message lists the layers
    public List<String> loadWeights(Path file, boolean skipMismatch) {
        WeightsFormat.Weights weights = ModelFormats.loadWeights(saved(), file, skipMismatch);
        System.arraycopy(weights.values(), 0, parameters.values(), 0, parameters.values().length);
        SavedModel.OptimizerState state = weights.optimizerState();
        if (updater != null && state != null) {
            updater.restore(state);
        }
        return weights.skipped();
    }

    private SavedModel saved() {
        SavedModel.OptimizerState state = updater == null ? null : updater.state();
        return new SavedModel(graph, parameters, compilation, state, notes);
    }

    /// Freezes a layer, or frees it again. Takes effect at once; an optimizer's state is forgotten, as by
    /// [#compile(Optimizer, Loss, Metric...)].
    public void trainable(String layer, boolean value) {
        graph = graph.withTrainable(layer, value);
        batchPredictor = new BatchPredictor(graph, parameters, workers);
        if (compilation != null) {
            updater = new Updater(compilation.optimizer(), graph, parameters, workers);
        }
    }

    /// The layers and how they are connected.
    public Graph graph() {
        return graph;
    }

    /// The weights, live: what is written there changes the model.
    public Parameters parameters() {
        return parameters;
    }

    /// How many weights, running statistics included.
    public int parameterCount() {
        return parameters.values().length;
    }

    /// What the model was compiled with.
    ///
    /// @throws IllegalStateException if it was not
    public SavedModel.Compilation compilation() {
        SavedModel.Compilation chosen = compilation;
        if (chosen == null) {
            throw new IllegalStateException(
                    "the model must be compiled first, as in" + " model.compile(new Adam(), new MeanSquaredError())");
        }
        return chosen;
    }

    /// Whether the model was compiled.
    public boolean isCompiled() {
        return compilation != null;
    }

    /// The optimizer at work, live.
    ///
    /// @throws IllegalStateException if the model was not compiled
    public Updater updater() {
        compilation();
        return Objects.requireNonNull(updater);
    }

    Trainer trainer(Dataset data, int batchSize) {
        return new Trainer(graph, parameters, compilation(), updater(), data, batchSize, seed, precision, workers);
    }

    Evaluator evaluator(Dataset data, int batchSize) {
        return new Evaluator(graph, parameters, compilation(), data, batchSize, workers);
    }

    /// Texts that are saved with the model, by name: column names, labels, the task. A copy.
    public Map<String, String> notes() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /// Saves a text with the model from now on.
    ///
    /// @param name replaces an earlier text of this name
    public void note(String name, String text) {
        notes.put(name, text);
    }

    /// SHA-256 of all weights as little-endian float32, in layer order, in hexadecimal: equal for models that are
    /// equal to the bit.
    public String weightsSha256() {
        return parameters.sha256();
    }
}
