package gradus.serve.models;

import gradus.Model;
import gradus.data.DataType;
import gradus.data.Integers;
import gradus.data.Rows;
import gradus.data.TextRows;
import gradus.data.tables.DataException;
import gradus.data.tables.ImageFeature;
import gradus.data.tables.Schema;
import gradus.experiment.TablePredictor;
import gradus.experiment.TrainedModel;
import gradus.training.Graph;
import gradus.training.TextInputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A version of a model, loaded and warm. It does not change; a newer one takes its place.
public final class ModelVersion {
    private static final int WARM_UPS = 50;
    /// A process that has just started answers slowly until its compiler is done, which takes seconds of the processors
    /// however long it warms up; so it warms up no longer than this. One that runs makes all rounds in less.
    private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final long number;
    private final Path file;
    private final TrainedModel trained;
    private final Graph graph;
    private final Engine engine;
    private final @Nullable TablePredictor table;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    private ModelVersion(String name, long number, Path file, Limits limits) {
        this.name = name;
        this.number = number;
        this.file = file;
        trained = TrainedModel.load(file);
        Model model = trained.model();
        graph = model.graph();
        engine = new Engine(model, limits);
        inputs = specs(graph.inputNames(), graph.inputs());
        outputs = specs(graph.outputNames(), graph.outputs());
        Schema schema = trained.schema();
        boolean images = schema == null || schema.features().stream().anyMatch(ImageFeature.class::isInstance);
        table = images ? null : new TablePredictor(trained, this::answer);
    }

    /// Loads a version, checks that it answers, and lets the compiler see it at work before a client waits for it.
    ///
    /// @param file the file
    /// @param limits what a request may ask for
    /// @param batches is notified of the number of rows of each batch
    /// @throws RuntimeException if it cannot be loaded or does not answer; the message says why
    static ModelVersion load(String name, long number, Path file, Limits limits, IntConsumer batches) {
        ModelVersion version = new ModelVersion(name, number, file, limits);
        version.warmUp();
        version.engine.notify(batches);
        return version;
    }

    private List<TensorSpec> specs(List<String> names, List<Integer> calls) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new TensorSpec(
                        names.get(i),
                        Datatype.of(graph.typeOf(calls.get(i))),
                        graph.calls().get(calls.get(i)).shape().dimensions()))
                .toList();
    }

    private void warmUp() {
        if (table != null) {
            Map<String, @Nullable Object> example = Example.of(trained);
            repeat(() -> table.predict(example));
            return;
        }
        List<Rows> rows = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            int width = inputs.get(i).size();
            boolean text = inputs.get(i).type() == Datatype.BYTES;
            Integers integers = graph.integers(i);
            float[] usual = new float[width];
            if (integers != null) {
                Arrays.fill(usual, integers.contains(0) ? 0 : integers.least());
            }
            rows.add(text ? TextRows.of(Collections.nCopies(width, List.of(""))) : Rows.wrap(usual, width));
        }
        try {
            repeat(() -> predict(rows));
        } catch (IllegalArgumentException e) {
            // A text that it does not know: it loads, and its own rows are what a client has.
        }
    }

    private static void repeat(Runnable round) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; i < WARM_UPS && System.nanoTime() < end; i++) {
            round.run();
        }
    }

    /// The name of the model.
    public String name() {
        return name;
    }

    /// Its number.
    public long number() {
        return number;
    }

    /// Where it was loaded from.
    public Path file() {
        return file;
    }

    /// The model with what its file says of columns and labels.
    public TrainedModel trained() {
        return trained;
    }

    /// How it takes rows by the names of columns; null if its file does not know them.
    public @Nullable TablePredictor table() {
        return table;
    }

    /// The inputs of the network.
    public List<TensorSpec> inputs() {
        return inputs;
    }

    /// The outputs of the network.
    public List<TensorSpec> outputs() {
        return outputs;
    }

    /// The number of requests that wait for it.
    public int queued() {
        return engine.queued();
    }

    /// Answers rows of the only input.
    private Rows answer(Rows rows) {
        return predict(List.of(rows)).getFirst();
    }

    /// Answers rows.
    ///
    /// @param rows a table for each input, in order
    /// @return a table for each output
    /// @throws IllegalArgumentException if a value is not one that an input takes; the message names its row
    public List<Rows> predict(List<Rows> rows) {
        for (int i = 0; i < rows.size(); i++) {
            Integers integers = graph.integers(i);
            if (integers != null) {
                integers.check("input \"" + inputs.get(i).name() + "\"", rows.get(i));
            }
        }
        boolean texts = graph.inputs().stream().anyMatch(input -> graph.typeOf(input) == DataType.STRING);
        List<Rows> numbers = texts ? TextInputs.encode(graph, rows) : rows;
        float[][] arrays = new float[numbers.size()][];
        Arrays.setAll(arrays, i -> numbers.get(i).toArray());
        int count = rows.getFirst().count();
        float[][] answers = engine.answer(arrays, count);
        return IntStream.range(0, answers.length)
                .mapToObj(i -> Rows.wrap(answers[i], outputs.get(i).size()))
                .toList();
    }

    /// Answers tensors.
    ///
    /// @param tensors one for each input, in order; each has as many rows as the first
    /// @return a table for each output
    /// @throws IllegalArgumentException if a tensor does not fit its input; the message names it
    public List<Rows> predictTensors(List<Tensor> tensors) {
        List<Rows> rows = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            rows.add(rows(inputs.get(i), tensors.get(i), tensors.getFirst().rows()));
        }
        return predict(rows);
    }

    private static Rows rows(TensorSpec spec, Tensor tensor, int count) {
        List<Integer> shape = tensor.shape();
        boolean flat = shape.size() == 1 && spec.size() == 1;
        boolean fits = flat
                || (shape.size() == spec.shape().size() + 1
                        && shape.subList(1, shape.size()).equals(spec.shape()));
        if (!fits) {
            throw new IllegalArgumentException("input \"" + spec.name() + "\" must have the shape " + spec.anyRows()
                    + ", where -1 is the number of rows, got " + shape);
        }
        if (tensor.rows() != count) {
            throw new IllegalArgumentException("input \"" + spec.name() + "\" must have " + count
                    + " rows as the first input has, got " + tensor.rows());
        }
        if (tensor.firstNull() >= 0) {
            throw new IllegalArgumentException("input \"" + spec.name() + "\" has null as element " + tensor.firstNull()
                    + "; a network needs a value");
        }
        double[] numbers = tensor.numbers();
        List<@Nullable String> texts = tensor.texts();
        if ((spec.type() == Datatype.BYTES) != (texts != null)) {
            throw new IllegalArgumentException("input \"" + spec.name() + "\" must have "
                    + (texts == null ? "texts, got numbers" : "numbers, got the text \"" + first(texts) + "\""));
        }
        int width = spec.size();
        if (texts != null) {
            return TextRows.of(IntStream.range(0, width)
                    .mapToObj(column -> IntStream.range(0, count)
                            .mapToObj(row -> text(texts.get(row * width + column), spec, row))
                            .toList())
                    .toList());
        }
        float[] values = new float[numbers == null ? 0 : numbers.length];
        for (int i = 0; i < values.length && numbers != null; i++) {
            values[i] = (float) numbers[i];
            if (Float.isInfinite(values[i])) {
                throw new IllegalArgumentException("input \"" + spec.name() + "\" must have finite 32-bit numbers, got "
                        + numbers[i] + " in row " + i / width + ", element " + i % width);
            }
        }
        return Rows.wrap(values, width);
    }

    private static String first(List<@Nullable String> texts) {
        return texts.stream().filter(text -> text != null).findFirst().orElse("");
    }

    private static String text(@Nullable String text, TensorSpec spec, int row) {
        if (text == null) {
            throw new IllegalArgumentException("input \"" + spec.name() + "\" has no text in row " + row);
        }
        return text;
    }

    /// Answers rows of named columns.
    ///
    /// @throws DataException if the model's file knows no columns
    public TablePredictor requireTable() {
        TablePredictor known = table;
        if (known == null) {
            throw new DataException("the file of model \"" + name + "\" does not say which columns its inputs are; send"
                    + " tensors: " + inputs.stream().map(TensorSpec::name).toList());
        }
        return known;
    }
}
