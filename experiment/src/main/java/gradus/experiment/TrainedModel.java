package gradus.experiment;

import gradus.Model;
import gradus.activations.Activation;
import gradus.activations.Sigmoid;
import gradus.activations.Softmax;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.TableData;
import gradus.data.tables.Advice;
import gradus.data.tables.DataException;
import gradus.data.tables.Feature;
import gradus.data.tables.Hint;
import gradus.data.tables.MissingPolicy;
import gradus.data.tables.NumericFeature;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.data.tables.Target;
import gradus.layers.AppliedActivation;
import gradus.layers.Dense;
import gradus.layers.Layer;
import gradus.losses.Loss;
import gradus.math.RandomStream;
import gradus.problems.Task;
import gradus.training.Graph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finished model from a file, with what the file says of its columns and labels.
public final class TrainedModel {
    private final Model model;
    private final @Nullable Schema schema;

    private TrainedModel(Model model) {
        this.model = model;
        schema = Notes.schema(model);
    }

    /// Loads a model that a run saved, or that Keras did.
    ///
    /// @param file the file
    /// @return the model
    public static TrainedModel load(Path file) {
        return new TrainedModel(Model.load(file));
    }

    /// {@return the model itself}
    public Model model() {
        return model;
    }

    /// {@return columns and labels; null for a model of another program}
    public @Nullable Schema schema() {
        return schema;
    }

    /// {@return how rows become numbers: as the model's file says, or, for a model of another program, all columns
    /// of the data in their order}
    ///
    /// @param data the data
    /// @param options where the file says nothing
    public Schema schema(LoadedData data, SchemaOptions options) {
        if (schema != null) {
            return schema;
        }
        Schema inferred = data.prepare(options, 0, 0, RandomStream.of(0)).schema();
        requireWidth(
                data,
                inferred.inputWidth(),
                " beside " + String.join(", ", inferred.target().columns()));
        return inferred;
    }

    /// The rows of data as the model takes them. The columns of a table are the inputs, in their order, if the model's
    /// file says nothing of columns and the options name no target.
    ///
    /// @param options where the file says nothing
    public Rows inputs(LoadedData data, SchemaOptions options) {
        if (schema == null && options.targets().isEmpty() && data instanceof TableData table) {
            Table columns = table.table().without(options.drop());
            requireWidth(data, columns.columns().size(), " columns");
            List<Feature> features = new ArrayList<>();
            columns.names().forEach(name -> features.add(new NumericFeature(name, 0, 1)));
            Target none = new Target(Task.REGRESSION, List.of(""), List.of());
            return new Schema(features, List.of(), none, MissingPolicy.ERROR).encodeInputs(columns);
        }
        return data.encodeInputs(schema(data, options));
    }

    private void requireWidth(LoadedData data, int width, String what) {
        int inputs = model.graph()
                .calls()
                .get(model.graph().inputs().getFirst())
                .shape()
                .size();
        if (width != inputs) {
            throw new DataException(Advice.of(
                    "the model takes " + inputs + " numbers, and " + data.name() + " has " + width + what
                            + "; leave columns out",
                    Hint.of("drop")));
        }
    }

    /// Predicts rows.
    ///
    /// @param inputs input rows
    /// @return the predictions, in the units of the data
    public Rows predict(Rows inputs) {
        return model.predict(inputs);
    }

    /// Evaluates the model.
    ///
    /// @param known schema of the model
    /// @param rows rows with targets
    /// @return the metrics
    public Judgement judge(Schema known, Dataset rows) {
        Task task = known.target().task();
        Rows predictions = model.predict(rows.input());
        if (schema == null) {
            requireHead(task);
        }
        int width = predictions.width();
        int expected = task == Task.MULTICLASS
                ? known.target().labels().size()
                : known.target().width();
        if (width != expected) {
            throw new DataException("the model gives " + width + " numbers a row, and " + task.problem() + " with "
                    + expected + " answers is asked of it");
        }
        Loss loss = model.isCompiled() && Notes.decoderLayers(model) == 0
                ? model.compilation().losses().getFirst()
                : task.loss();
        return Judgement.of(task, loss, rows, predictions);
    }

    private void requireHead(Task task) {
        Graph graph = model.graph();
        Layer last = graph.entry(graph.calls().get(graph.outputs().getFirst())).layer();
        Activation activation = last instanceof Dense dense
                ? dense.activation()
                : last instanceof AppliedActivation applied ? applied.activation() : null;
        boolean classes = activation instanceof Softmax || activation instanceof Sigmoid;
        if (activation != null && classes == (task == Task.REGRESSION)) {
            throw new DataException(Advice.of(
                    "the model's last layer is for another task than " + task.problem() + "; say which one",
                    Hint.of("task")));
        }
    }
}
