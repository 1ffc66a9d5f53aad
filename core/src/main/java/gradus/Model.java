package gradus;

import static gradus.internal.Require.require;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.internal.Hash;
import gradus.kernels.Precision;
import gradus.kernels.Workers;
import gradus.layers.Block;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.losses.Loss;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.problems.HeadCheck;
import gradus.random.RandomStream;
import gradus.training.BatchReader;
import gradus.training.Evaluator;
import gradus.training.Graph;
import gradus.training.ModelFormats;
import gradus.training.Network;
import gradus.training.Outline;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.Updater;
import gradus.training.WeightsFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// A network with weights: what is compiled, trained, evaluated, asked for predictions, saved and loaded.
///
/// Layers are values and stay as they are; weights belong to the model. [#predict(Rows)] may be called by many threads
/// at once, and [#predictor()] gives each its own for single rows; everything else is for one thread at a time.
public final class Model {
    /// How many rows are predicted at a time.
    static final int PREDICTION_ROWS = 256;

    private Graph graph;
    private final Parameters parameters;
    private final ConcurrentLinkedQueue<Network> idleNetworks = new ConcurrentLinkedQueue<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private Workers workers = Workers.shared();
    private Precision precision = Precision.FLOAT32;
    private long seed;
    private SavedModel.@Nullable Compilation compilation;
    private @Nullable Updater updater;

    Model(Graph graph) {
        this.graph = graph;
        parameters = new Parameters(graph);
        parameters.initialize(graph, seed);
    }

    private Model(SavedModel saved) {
        graph = saved.graph();
        parameters = saved.parameters();
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
    /// @throws IllegalArgumentException if an output depends on an input that is not named, or an input leads nowhere
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
        try {
            return new Model(ModelFormats.of(file).load(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// Gives all weights their first values from a seed, and takes order, dropout and noise from it too, in separate
    /// streams. The same seed gives the same bits. An optimizer's state is forgotten.
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
        idleNetworks.clear();
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
        value.kernels();
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

    /// Chooses how to train a network of several outputs: a loss, its weight and metrics for each, in the order of the
    /// outputs. The loss of the network is the sum of weight times loss. See [SavedModel.Compilation#logs(Graph)] for
    /// what is logged.
    public void compile(Optimizer optimizer, List<Loss> losses, List<Double> lossWeights, List<List<Metric>> metrics) {
        int outputs = graph.outputs().size();
        require(
                losses.size() == outputs && lossWeights.size() == outputs && metrics.size() == outputs,
                "the model has %s outputs (%s) and needs a loss, a loss weight and a list of metrics for each,"
                        + " got %s, %s and %s",
                outputs,
                String.join(", ", graph.outputNames()),
                losses.size(),
                lossWeights.size(),
                metrics.size());
        require(
                Set.copyOf(graph.outputs()).size() == outputs,
                "a model to be trained must have every output once, got %s, of which two are the same value",
                String.join(", ", graph.outputNames()));
        SavedModel.Compilation chosen = new SavedModel.Compilation(optimizer, losses, lossWeights, metrics);
        chosen.logs(graph);
        compilation = chosen;
        updater = new Updater(optimizer, graph, parameters, workers);
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
        List<String> names = graph.outputNames();
        for (Map<String, ?> given : List.of(losses, lossWeights, metrics)) {
            given.keySet()
                    .forEach(name -> require(
                            names.contains(name),
                            "no output is named \"%s\"; there are %s",
                            name,
                            String.join(", ", names)));
        }
        List<Loss> inOrder = new ArrayList<>();
        for (String name : names) {
            Loss loss = losses.get(name);
            if (loss == null) {
                throw new IllegalArgumentException("output \"" + name + "\" must have a loss, got none");
            }
            inOrder.add(loss);
        }
        compile(
                optimizer,
                inOrder,
                names.stream().map(name -> lossWeights.getOrDefault(name, 1.0)).toList(),
                names.stream()
                        .map(name -> metrics.getOrDefault(name, List.of()))
                        .toList());
    }

    /// Trains, and returns what was logged.
    ///
    /// @throws NotFiniteException if the loss or a weight becomes NaN or infinite
    /// @throws IllegalArgumentException if the data does not fit the model, before the first step
    /// @throws gradus.checkpoints.CheckpointException if checkpoints are wanted, and their folder cannot be used or is
    ///     another training's, before the first step
    public History fit(Dataset data, Fit fit) {
        SavedModel.Compilation chosen = compilation();
        Dataset train = data;
        Dataset validation = fit.validation();
        if (validation == null && fit.validationFraction() > 0) {
            boolean labels = data.target().width() == 1 && Targets.areLabels(data.target());
            Dataset.Split split = data.split(
                    fit.validationFraction(), labels, RandomStream.of(seed).derive("split"));
            train = split.train();
            validation = split.test();
        }
        check("training", train, true);
        if (validation != null) {
            check("validation", validation, true);
        }
        for (int i = 0; i < chosen.losses().size(); i++) {
            int width = outputWidth(i);
            if (fit.checkHead()) {
                HeadCheck.check(graph, i, chosen.losses().get(i));
            }
            chosen.losses().get(i).checkTargets(train.targets().get(i), width);
            if (validation != null) {
                chosen.losses().get(i).checkTargets(validation.targets().get(i), width);
            }
        }
        if (!fit.classWeights().isEmpty()) {
            train = Targets.weighted(train, fit.classWeights());
        }
        return new FitLoop(this, train, validation, fit, workers).run();
    }

    /// Loss and metrics over a data set, by name.
    public Map<String, Double> evaluate(Dataset data) {
        check("evaluation", data, true);
        return new Evaluator(graph, parameters, compilation(), data, PREDICTION_ROWS, workers).evaluate();
    }

    /// What comes out of the first output for each row.
    /// With the kernels `onednn`, a row that is asked alone may differ in its last bits from the same row among others.
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
        check("prediction", new Dataset(inputs, List.of(), null), false);
        int count = inputs.getFirst().count();
        float[][] results = new float[graph.outputs().size()][];
        Arrays.setAll(results, output -> new float[Math.multiplyExact(count, outputWidth(output))]);
        // With many batches each thread takes whole ones. With few, the threads share each batch.
        int batches = Math.ceilDiv(count, PREDICTION_ROWS);
        workers.run(batches, batches >= 2 * workers.threads() ? 1 : batches, (first, last) -> {
            predict(inputs, first * PREDICTION_ROWS, Math.min(last * PREDICTION_ROWS, count), results);
        });
        return Arrays.stream(results)
                .map(values -> Rows.of(values, values.length / count))
                .toList();
    }

    private void predict(List<Rows> inputs, int start, int end, float[][] results) {
        Network idle = idleNetworks.poll();
        Network network = idle == null ? Network.forInference(graph, parameters, PREDICTION_ROWS, workers) : idle;
        BatchReader reader = new BatchReader(inputs, network, workers);
        int[] order = new int[end - start];
        Arrays.setAll(order, i -> start + i);
        for (int from = start; from < end; from += PREDICTION_ROWS) {
            int rows = Math.min(PREDICTION_ROWS, end - from);
            reader.read(order, from - start, rows);
            network.forward(rows, false, 0);
            for (int output = 0; output < results.length; output++) {
                int width = outputWidth(output);
                System.arraycopy(network.output(output), 0, results[output], from * width, rows * width);
            }
        }
        idleNetworks.add(network);
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
        List<Layer> chain = chain();
        chain.addAll(layers);
        return derived(chain);
    }

    /// A new model, not compiled: this chain without its last layers. The others keep their weights.
    ///
    /// @throws IllegalStateException if this model is no chain
    public Model withoutLast(int layers) {
        List<Layer> chain = chain();
        return derived(chain.subList(0, chain.size() - layers));
    }

    private List<Layer> chain() {
        if (!graph.sequential()) {
            throw new IllegalStateException("layers can be appended to and taken from a Sequential model only");
        }
        List<Layer> chain = new ArrayList<>();
        for (Outline.Unit unit : Outline.of(graph).units()) {
            chain.add(unit.layer());
        }
        return chain;
    }

    private Model derived(List<? extends Layer> chain) {
        Model derived = new Model(Graph.chain(graph.name(), chain)).seed(seed);
        for (Parameters.Slice slice : parameters.slices()) {
            if (slice.layer() < derived.graph.layers().size()) {
                int target = derived.parameters
                        .slices(slice.layer())
                        .get(slice.index())
                        .offset();
                System.arraycopy(
                        parameters.values(), slice.offset(), derived.parameters.values(), target, slice.size());
            }
        }
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

    /// Writes the model, and how it is trained, to a file; the ending of its name tells the format. The file is the old
    /// one or the new one, whatever happens.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void save(Path file) {
        try {
            ModelFormats.of(file).save(saved(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// Writes the weights, and the optimizer's state, to a file that does not say what layers they belong to.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void saveWeights(Path file) {
        try {
            ModelFormats.weightsOf(file).save(saved(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// Takes over weights from a file of a model with the same layers, and the optimizer's state if there is one that
    /// fits. Nothing changes if anything fails.
    ///
    /// @param skipMismatch whether layers that the file does not fit keep their weights; otherwise they are an error
    /// @return what was skipped, a sentence for each layer
    /// @throws UncheckedIOException if the file cannot be read or does not fit; the message lists the layers
    public List<String> loadWeights(Path file, boolean skipMismatch) {
        try {
            WeightsFormat.Weights weights = ModelFormats.weightsOf(file).load(saved(), file, skipMismatch);
            System.arraycopy(weights.values(), 0, parameters.values(), 0, parameters.values().length);
            SavedModel.OptimizerState state = weights.optimizerState();
            if (updater != null && state != null) {
                updater.restore(state);
            }
            return weights.skipped();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private SavedModel saved() {
        SavedModel.OptimizerState state = updater == null ? null : updater.state();
        return new SavedModel(graph, parameters, compilation, state, notes);
    }

    /// Freezes a layer, or frees it again. Takes effect at once; an optimizer's state is forgotten, as by
    /// [#compile(Optimizer, Loss, Metric...)].
    public void trainable(String layer, boolean value) {
        graph = graph.withTrainable(layer, value);
        idleNetworks.clear();
        if (compilation != null) {
            updater = new Updater(compilation.optimizer(), graph, parameters, workers);
        }
    }

    /// The layers and how they are connected.
    public Graph graph() {
        return graph;
    }

    /// The weights, live.
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

    /// What changes the weights.
    Updater updater() {
        Updater made = updater;
        if (made == null) {
            throw new IllegalStateException("the model must be compiled first");
        }
        return made;
    }

    /// Texts that are saved with the model, by name: column names, labels, the task.
    public Map<String, String> notes() {
        return notes;
    }

    /// SHA-256 of all weights as little-endian float32, in layer order, in hexadecimal: equal for models that are equal
    /// to the bit.
    public String weightsSha256() {
        MessageDigest digest = Hash.sha256();
        for (Parameters.Slice slice : parameters.slices()) {
            ByteBuffer bytes = ByteBuffer.allocate(slice.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(parameters.values(), slice.offset(), slice.size());
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Nullable
    String firstNotFiniteParameter() {
        float[] values = parameters.values();
        for (Parameters.Slice slice : parameters.slices()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                if (!Float.isFinite(values[i])) {
                    return graph.layers().get(slice.layer()).name() + "/"
                            + slice.spec().name();
                }
            }
        }
        return null;
    }

    private int outputWidth(int output) {
        return graph.calls().get(graph.outputs().get(output)).shape().size();
    }

    private void check(String purpose, Dataset data, boolean targets) {
        require(
                data.inputs().size() == graph.inputs().size(),
                "the model has %s inputs, the %s data %s",
                graph.inputs().size(),
                purpose,
                data.inputs().size());
        for (int i = 0; i < data.inputs().size(); i++) {
            var shape = graph.calls().get(graph.inputs().get(i)).shape();
            require(
                    data.inputs().get(i).width() == shape.size(),
                    "input \"%s\" expects rows of %s numbers %s, the %s data has rows of %s",
                    graph.entry(graph.calls().get(graph.inputs().get(i))).name(),
                    shape.size(),
                    shape,
                    purpose,
                    data.inputs().get(i).width());
        }
        if (!targets) {
            return;
        }
        List<Loss> losses = compilation().losses();
        require(
                data.targets().size() == losses.size(),
                "the model has %s outputs, the %s data %s targets",
                losses.size(),
                purpose,
                data.targets().size());
        for (int i = 0; i < losses.size(); i++) {
            int expected = losses.get(i).targetWidth(outputWidth(i));
            require(
                    data.targets().get(i).width() == expected,
                    "%s with %s outputs expects rows of %s target numbers, the %s data has rows of %s",
                    losses.get(i).className(),
                    outputWidth(i),
                    expected,
                    purpose,
                    data.targets().get(i).width());
        }
    }
}
