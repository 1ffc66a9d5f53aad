package gradus.experiment;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.TableData;
import gradus.data.tables.Advice;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.Hint;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import gradus.data.tables.TableSource;
import gradus.data.tables.Target;
import gradus.losses.Loss;
import gradus.math.RandomStream;
import gradus.metrics.Metric;
import gradus.optimizers.Adam;
import gradus.problems.Task;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A finished model from a file, with what the file says of its columns and labels. The file of a run says all; one of
/// Keras says nothing, and the columns of a table are then its inputs, one after the other.
public final class TrainedModel {
    private static final List<Double> USUAL_QUANTILES = List.of(0.1, 0.5, 0.9);

    private final Model model;
    private final @Nullable Schema schema;
    private final @Nullable String leftOut;
    private @Nullable Loss chosenLoss;
    private @Nullable List<Double> quantileLevels;

    /// Reads what the file of a model says of its columns and labels.
    ///
    /// @param model the loaded model
    public TrainedModel(Model model) {
        this(model, model.notes().get("not_compiled"));
    }

    private TrainedModel(Model model, @Nullable String leftOut) {
        this.model = model;
        this.leftOut = leftOut;
        schema = Notes.schema(model);
    }

    /// Loads a model that a run saved, or that Keras did. One whose loss, metrics or optimizer are not known is not
    /// compiled; it can predict, see [#leftOut()].
    ///
    /// @param file the file
    /// @return the model
    /// @throws UncheckedIOException if the file cannot be read or is not a model
    public static TrainedModel load(Path file) {
        try {
            return new TrainedModel(Model.load(file));
        } catch (UncheckedIOException e) {
            try {
                return new TrainedModel(Model.load(file, false), e.getMessage());
            } catch (UncheckedIOException again) {
                throw e;
            }
        }
    }

    /// {@return why the model is not compiled as its file says; null if it is, or if the file says nothing}
    public @Nullable String leftOut() {
        return leftOut;
    }

    /// {@return the model itself}
    public Model model() {
        return model;
    }

    /// {@return the intervals around the numbers that the model predicts, or null if its file has none}
    public @Nullable PredictionIntervals intervals() {
        return Notes.intervals(model);
    }

    /// {@return the quantiles of the numbers that the model predicts, or null if its file has none}
    public @Nullable PredictionQuantiles quantiles() {
        return Notes.quantiles(model);
    }

    /// Chooses the quantiles by which the model is judged, besides its numbers. Without a choice, those of 0.1, 0.5 and
    /// 0.9 are, as far as the model has them.
    ///
    /// @param levels their levels
    /// @throws IllegalArgumentException if the model has no quantiles, or none of these levels
    public void judgeQuantiles(List<Double> levels) {
        PredictionQuantiles known = PredictionQuantiles.required(quantiles());
        levels.forEach(known::requireLevel);
        quantileLevels = List.copyOf(levels);
    }

    /// {@return the means of the inputs over the training rows; none if the file does not say}
    float[] reference() {
        return Notes.reference(model);
    }

    /// {@return how labels follow from the probabilities that the model predicts}
    public Decision decision() {
        return Notes.decision(model);
    }

    /// {@return columns and labels; null for a model of another program}
    public @Nullable Schema schema() {
        return schema;
    }

    /// {@return how a table for this model is read} Its first line may be data, since inputs have an order.
    ///
    /// @param chosen how the user wants it read
    public CsvOptions reading(CsvOptions chosen) {
        CsvOptions options = schema == null ? chosen : schema.reading(chosen);
        return options.header() == CsvOptions.Header.EXPECTED ? options.header(CsvOptions.Header.DETECTED) : options;
    }

    /// Replaces the loss by which the model is judged.
    ///
    /// @param loss the loss of every output
    public void judgeBy(Loss loss) {
        chosenLoss = loss;
        if (schema == null) {
            int outputs = model.graph().outputs().size();
            model.compile(
                    model.isCompiled() ? model.compilation().optimizer() : new Adam(),
                    Collections.nCopies(outputs, loss),
                    model.isCompiled() ? model.compilation().lossWeights() : Collections.nCopies(outputs, 1.0),
                    model.isCompiled() ? model.compilation().metrics() : Collections.nCopies(outputs, List.of()));
        }
    }

    /// {@return how rows with targets become numbers: as the model's file says, or, for a model of another program,
    /// as the options and the order of the columns say}
    ///
    /// @param data the data
    /// @param options where the file says nothing
    public Schema schema(LoadedData data, SchemaOptions options) {
        if (schema == null) {
            compileFor(options.task());
            return schema(data, options, true);
        }
        return weighted(schema, options);
    }

    private static Schema weighted(Schema schema, SchemaOptions options) {
        String weight = options.sampleWeight();
        return weight == null
                ? schema
                : new Schema(
                        schema.features(), schema.dropped(), schema.target(), schema.missing(), weight, schema.na());
    }

    private Schema schema(LoadedData data, SchemaOptions options, boolean judged) {
        return data instanceof TableData table
                ? columns(judged).schema(table.table(), options, judged)
                : data.prepare(options, 0, 0, RandomStream.of(0)).schema();
    }

    private ModelColumns columns(boolean judged) {
        return new ModelColumns(model.graph(), judged ? model.compilation() : null);
    }

    private void compileFor(@Nullable Task task) {
        if (model.isCompiled()) {
            return;
        }
        if (task == null) {
            throw uncompiled();
        }
        int outputs = model.graph().outputs().size();
        model.compile(
                new Adam(),
                Collections.nCopies(outputs, task.loss()),
                Collections.nCopies(outputs, 1.0),
                Collections.nCopies(outputs, task.metrics()));
    }

    /// For a model whose file names no loss that is known, where one is needed.
    static DataException uncompiled() {
        return new DataException(Advice.of(
                "the model's file has no loss that is known here. Name one",
                Hint.of("loss"),
                ", or the kind of answer",
                Hint.of("task")));
    }

    /// Opens the rows that the model predicts, or on which it is evaluated. A table is read a block at a time if
    /// its columns are known without looking at its rows: from the model's file, or from the order of the model's
    /// inputs.
    ///
    /// @param data a name, a generator, a CSV file or a folder, as for [Data#open]
    /// @param csv how a CSV file is read
    /// @param options where the model's file says nothing: over the options of the data
    /// @param judged whether the targets are needed, as for an evaluation
    /// @return the rows, to be closed
    /// @throws DataException if the data does not fit the model
    public RowBlocks rows(String data, CsvOptions csv, UnaryOperator<SchemaOptions> options, boolean judged) {
        TableSource source = Data.source(data, reading(csv));
        if (source != null && (schema != null || !judged)) {
            return blocks(source, options.apply(new SchemaOptions()), judged);
        }
        LoadedData all = Data.open(data, reading(csv));
        SchemaOptions chosen = options.apply(all.defaults());
        Schema whole = judged || schema != null ? schema(all, chosen) : schema(all, chosen, false);
        return RowBlocks.of(all, whole, this::split);
    }

    private RowBlocks blocks(TableSource source, SchemaOptions options, boolean judged) {
        TableBlocks blocks = source.blocks();
        boolean open = false;
        try {
            Schema known = schema(source.name(), blocks.names(), options, judged);
            open = true;
            return RowBlocks.of(Data.label(source), blocks, known, this::split);
        } finally {
            if (!open) {
                blocks.close();
            }
        }
    }

    /// How the rows of a table of these columns become numbers.
    private Schema schema(String source, List<String> names, SchemaOptions options, boolean judged) {
        if (schema == null) {
            Table empty = Table.of(
                    source,
                    names.stream()
                            .map(name -> new NumericColumn(name, new double[0]))
                            .toList());
            return columns(judged).schema(empty, options, judged);
        }
        Schema weighted = weighted(schema, options);
        return judged ? weighted : inOrder(weighted, names);
    }

    /// A table whose columns have numbers only has them in the order of the model's.
    private static Schema inOrder(Schema schema, List<String> names) {
        boolean ordered = names.size() == schema.features().size();
        for (int i = 0; ordered && i < names.size(); i++) {
            ordered = names.get(i).equals("column_" + (i + 1));
        }
        return ordered ? schema.renamed(names) : schema;
    }

    private List<Rows> split(Schema known, Rows inputs) {
        return schema == null ? columns(false).split(known, inputs) : List.of(inputs);
    }

    /// Predicts rows.
    ///
    /// @param inputs a table for each input
    /// @return a table for each output, in the units of the data
    public List<Rows> predict(List<Rows> inputs) {
        return model.predict(inputs);
    }

    /// Evaluates the model: one of a run by its task, one of another program as it was compiled, with the penalties of
    /// its regularizers and the weights of its losses.
    ///
    /// @param known schema of the rows, see [#schema(LoadedData, SchemaOptions)]
    /// @param encoded rows with targets, encoded by it
    /// @return the metrics
    public Judgement judge(Schema known, Dataset encoded) {
        if (schema == null) {
            return Judgement.of(model, known, rows(known, encoded));
        }
        return Judgement.of(by(known.target()), encoded, model);
    }

    /// Evaluates the model on rows of which none has been read.
    ///
    /// @param rows rows with targets
    /// @return the metrics
    public Judgement judge(RowBlocks rows) {
        Iterator<Dataset> blocks = rows.withTargets();
        if (schema == null) {
            return judge(rows.schema(), blocks.next()); // there is one
        }
        Target target = rows.schema().target();
        int width = Judgement.width(model);
        Judgement.Accumulator sums = new Judgement.Accumulator(by(target), width, target.width());
        while (blocks.hasNext()) {
            Dataset block = blocks.next();
            sums.add(block, model.predict(block.input()));
        }
        return sums.judgement();
    }

    private Judgement.By by(Target target) {
        Task task = target.task();
        Loss by = chosenLoss == null ? loss(task) : chosenLoss;
        return Judgement.By.of(task, by, decision(), Measures.ofOrder(target)).with(quantileScores());
    }

    private List<Metric> quantileScores() {
        PredictionQuantiles known = quantiles();
        List<Metric> scores = new ArrayList<>();
        if (known != null) {
            List<Double> usual = USUAL_QUANTILES.stream().filter(known::has).toList();
            for (double level : quantileLevels == null ? usual : quantileLevels) {
                scores.add(new QuantileScore(known, level, false));
                scores.add(new QuantileScore(known, level, true));
            }
        }
        return scores;
    }

    private Loss loss(Task task) {
        return model.isCompiled() && Notes.decoderLayers(model) == 0
                ? model.compilation().losses().getFirst()
                : task.loss();
    }

    /// Encoded rows as the model takes them, a table for each input and each output.
    Dataset rows(Schema known, Dataset encoded) {
        return schema == null ? columns(true).split(known, encoded) : encoded;
    }
}
