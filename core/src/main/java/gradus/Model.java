package gradus;

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

/// A network with weights, which can be compiled, trained, evaluated, used for prediction, saved and loaded.
///
/// Layers are immutable values; weights belong to the model. [#predict(Rows)] may be called by several threads at
/// once, and [#predictor()] gives each its own for single rows; all other methods are for one thread at a time.
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
        renewUpdater(saved.optimizerState());
    }

    /// {@return a model of the network between inputs and outputs}
    /// @param inputs the inputs
    /// @param outputs the outputs
    /// @throws IllegalArgumentException if an output depends on an unlisted input, or no output depends on an input
    public static Model of(List<Input> inputs, List<Node> outputs) {
        return new Model(Graph.of(null, inputs, outputs));
    }

    /// {@return a model of the network between one input and one output}
    /// @param input the input
    /// @param output the output
    public static Model of(Input input, Node output) {
        return of(List.of(input), List.of(output));
    }

    /// {@return a saved model: its layers, its weights and, if it was compiled, its optimizer with its state}
    /// @param file the file to read; its extension determines the format
    /// @throws java.io.UncheckedIOException if the file cannot be read or is not a model; the message says why
    public static Model load(Path file) {
        return load(file, true);
    }

    /// {@return a saved model, compiled as the file says, or not, so that its losses and optimizer need not be known}
    /// @param file the file to read; its extension determines the format
    /// @param compile whether the model is compiled as the file says; false if it is only to predict
    /// @throws java.io.UncheckedIOException if the file cannot be read or is not a model; the message says why
    public static Model load(Path file, boolean compile) {
        return new Model(ModelFormats.load(file, compile));
    }

    /// Initializes all weights from a seed, which also determines shuffling, dropout and noise, in separate
    /// streams. The same seed gives the same bits. The optimizer's state is reset.
    /// @param value the seed
    /// @return this model
    public Model seed(long value) {
        seed = value;
        parameters.initialize(graph, value);
        renewUpdater(null);
        return this;
    }

    /// {@return the seed of all random numbers}
    public long seed() {
        return seed;
    }

    /// Sets the number of threads (default: one per processor). Results are bit-identical for any value.
    /// @param count the number of threads, at least 1
    /// @return this model
    public Model threads(int count) {
        workers = Workers.of(count);
        batchPredictor = new BatchPredictor(graph, parameters, workers);
        renewUpdater(updater == null ? null : updater.state());
        return this;
    }

    /// Sets the precision of training. Weights, evaluation, prediction and files stay float32.
    /// @param value the precision
    /// @return this model
    /// @throws UnsupportedOperationException if this machine does not support it; the message says what to do
    public Model precision(Precision value) {
        Kernels.of(value);
        precision = value;
        return this;
    }

    /// {@return the precision of training}
    public Precision precision() {
        return precision;
    }

    /// Chooses how to train. The state of an earlier optimizer is discarded.
    /// @param optimizer the update rule
    /// @param loss the loss to minimise
    /// @param metrics the metrics to report besides the loss
    public void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        compile(optimizer, List.of(loss), List.of(1.0), List.of(List.of(metrics)));
    }

    /// Chooses how to train a network with several outputs. Its loss is the weighted sum of theirs.
    /// @param optimizer the update rule
    /// @param losses one loss per output, in order
    /// @param lossWeights the weight of each loss
    /// @param metrics the metrics of each output; [SavedModel.Compilation#logs(Graph)] are their names in logs
    /// @throws IllegalArgumentException if their numbers are not that of the outputs
    public void compile(Optimizer optimizer, List<Loss> losses, List<Double> lossWeights, List<List<Metric>> metrics) {
        compile(new SavedModel.Compilation(optimizer, losses, lossWeights, metrics));
    }

    /// Chooses how to train a network with several outputs, by the names of the outputs.
    /// @param optimizer the update rule
    /// @param losses one loss for every output
    /// @param lossWeights the weights of losses; 1 for an output without an entry
    /// @param metrics the metrics of outputs; none for an output without an entry
    /// @throws IllegalArgumentException if an output has no loss, or there is no output with one of the names
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
        renewUpdater(null);
    }

    private void renewUpdater(SavedModel.@Nullable OptimizerState state) {
        updater = compilation == null ? null : Updater.of(compilation.optimizer(), graph, parameters, workers);
        if (updater != null && state != null) {
            updater.restore(state);
        }
    }

    /// {@return the logs of each epoch of a training}
    /// @param data the training rows
    /// @param fit the settings
    /// @throws NotFiniteException if the loss or a weight becomes NaN or infinite
    /// @throws IllegalArgumentException if the data does not fit the model, before the first step
    /// @throws gradus.checkpoints.CheckpointException if the checkpoints' folder is unusable, before the first step
    public History fit(Dataset data, Fit fit) {
        return CheckpointedRun.finish(new TrainingRun(this, new RowBatches(this, data, fit), fit), fit.checkpoints());
    }

    /// {@return the logs of each epoch of a training on batches of the caller's own} See [Fit#stepsPerEpoch()].
    /// @param batches the batches, one per step, in a new iterator for each pass
    /// @param fit the settings, whose batch size and shuffling have no effect on these batches
    public History fit(Iterable<Dataset> batches, Fit fit) {
        return new TrainingRun(this, new SourceBatches(this, batches, fit), fit).finish();
    }

    /// {@return a training that the caller drives, step by step}
    /// @param data the training rows
    /// @param fit the settings
    /// @throws IllegalArgumentException if the data does not fit the model, or `fit` has checkpoints
    public TrainingRun start(Dataset data, Fit fit) {
        fit.requireNoCheckpoints();
        return new TrainingRun(this, new RowBatches(this, data, fit), fit);
    }

    /// Makes one training step.
    /// @param batch the rows of the step
    /// @return loss and metrics of these rows before the update, by name
    /// @throws NotFiniteException if the loss is NaN or infinite; no weight changes
    public Map<String, Double> trainOnBatch(Dataset batch) {
        return BatchStep.train(this, batch);
    }

    /// {@return loss and metrics of a batch, by name}
    /// @param batch the rows
    public Map<String, Double> testOnBatch(Dataset batch) {
        return BatchStep.test(this, batch, batch.rows());
    }

    /// {@return loss and metrics over a data set, by name}
    /// @param data the rows
    public Map<String, Double> evaluate(Dataset data) {
        return BatchStep.test(this, data, BatchPredictor.ROWS);
    }

    /// {@return the first output for each row} With the kernels `onednn`, a row predicted alone may differ in its
    /// last bits from the same row predicted among others.
    /// @param input the rows
    public Rows predict(Rows input) {
        return predict(List.of(input)).getFirst();
    }

    /// {@return the first output for each row}
    /// @param input the rows
    public float[][] predict(float[][] input) {
        return BatchPredictor.arrays(predict(Rows.of(input)));
    }

    /// {@return all outputs for each row, one table per output}
    /// @param inputs one table per input
    public List<Rows> predict(List<Rows> inputs) {
        return batchPredictor.predict(inputs);
    }

    /// {@return a predictor for single rows, without allocation and locks} Each thread needs its own.
    /// @throws IllegalArgumentException if the model has several inputs
    public Predictor predictor() {
        return new Predictor(graph, parameters, workers);
    }

    /// {@return an uncompiled model with more layers after this chain} Existing layers keep their weights.
    /// @param layers the layers to append, with newly initialized weights
    /// @throws IllegalStateException if this model is not a chain
    public Model append(List<? extends Layer> layers) {
        List<Layer> chain = Outline.of(graph).chain();
        chain.addAll(layers);
        return derived(Graph.chain(graph.name(), chain));
    }

    /// {@return an uncompiled model of this chain without its last layers} The others keep their weights.
    /// @param layers the number of layers to remove
    /// @throws IllegalStateException if this model is not a chain
    public Model withoutLast(int layers) {
        List<Layer> chain = Outline.of(graph).chain();
        return derived(Graph.chain(graph.name(), chain.subList(0, chain.size() - layers)));
    }

    /// {@return a copy of this model: layers, weights, compilation, and the state of the optimizer}
    public Model copy() {
        Model copy = derived(graph);
        copy.workers = workers;
        copy.precision = precision;
        copy.compilation = compilation;
        copy.renewUpdater(updater == null ? null : updater.state());
        return copy;
    }

    Model derived(Graph other) {
        Model derived = new Model(other);
        derived.seed(seed);
        derived.parameters.takeOver(parameters);
        derived.notes.putAll(notes);
        return derived;
    }

    /// {@return the layers as a layer of another model, with newly initialized weights; see [Transfer#weights]}
    /// @param name the name, unique in the other model, or null for an automatic one
    public Block asBlock(@Nullable String name) {
        return Outline.of(graph).block(name);
    }

    /// {@return a table of the layers, their output shapes and their numbers of parameters}
    public String summary() {
        return Summary.of(graph, parameters, updater);
    }

    /// Saves the model and how it is trained. Whatever happens, the file is either the old one or the new one.
    /// @param file the file to write; its extension determines the format
    /// @throws java.io.UncheckedIOException if the file cannot be written
    public void save(Path file) {
        ModelFormats.save(saved(), file);
    }

    /// Saves the weights and the optimizer's state, without the layers.
    /// @param file the file to write; its extension determines the format
    /// @throws java.io.UncheckedIOException if the file cannot be written
    public void saveWeights(Path file) {
        ModelFormats.saveWeights(saved(), file);
    }

    /// Loads weights of the same layers, and the optimizer's state if it fits. If anything fails, nothing changes.
    /// @param file the file to read; its extension determines the format
    /// @param skipMismatch whether layers that the file does not fit keep their weights, or cause an error
    /// @return the skipped layers, one sentence each
    /// @throws java.io.UncheckedIOException if the file cannot be read or does not fit; the message says why
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
        return new SavedModel(graph, parameters, compilation, updater == null ? null : updater.state(), notes);
    }

    /// Freezes or unfreezes a layer, with immediate effect. The state of the optimizer is discarded.
    /// @param layer the name of the layer
    /// @param value whether optimizers may change its weights
    /// @throws IllegalArgumentException if there is no such layer; the message lists the names
    public void trainable(String layer, boolean value) {
        graph = graph.withTrainable(layer, value);
        batchPredictor = new BatchPredictor(graph, parameters, workers);
        renewUpdater(null);
    }

    /// {@return the layers and their connections}
    public Graph graph() {
        return graph;
    }

    /// {@return the live weights: changes to them change the model}
    public Parameters parameters() {
        return parameters;
    }

    /// {@return the number of weights, including running statistics}
    public int parameterCount() {
        return parameters.values().length;
    }

    /// {@return the settings that the model was compiled with}
    /// @throws IllegalStateException if it was not compiled
    public SavedModel.Compilation compilation() {
        if (compilation == null) {
            throw new IllegalStateException(
                    "the model must be compiled first, as in" + " model.compile(new Adam(), new MeanSquaredError())");
        }
        return compilation;
    }

    /// {@return whether the model was compiled}
    public boolean isCompiled() {
        return compilation != null;
    }

    /// {@return the live optimizer, with its state}
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

    /// {@return a copy of the texts that are saved with the model, by name: column names, labels, the task}
    public Map<String, String> notes() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /// Adds a text to save with the model.
    /// @param name the name; an existing text with this name is replaced
    /// @param text the text
    public void note(String name, String text) {
        notes.put(name, text);
    }

    /// {@return the SHA-256 of all weights as little-endian float32, in layer order, in hexadecimal}
    public String weightsSha256() {
        return parameters.sha256();
    }
}
