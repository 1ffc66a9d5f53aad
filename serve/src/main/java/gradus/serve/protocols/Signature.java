package gradus.serve.protocols;

import gradus.data.tables.CategoryFeature;
import gradus.data.tables.Feature;
import gradus.data.tables.IgnoredFeature;
import gradus.data.tables.NumericFeature;
import gradus.data.tables.Target;
import gradus.experiment.Decision;
import gradus.experiment.Prediction;
import gradus.experiment.TablePredictor;
import gradus.problems.Task;
import gradus.serve.models.Datatype;
import gradus.serve.models.ModelVersion;
import gradus.serve.models.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How a model is asked: by the columns of its table, or by the tensors of its network.
///
/// @param inputs what it takes
/// @param outputs what it answers
/// @param columns whether the inputs are columns
record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs, boolean columns) {
    /// The name of the one that is used when none is named.
    static final String DEFAULT = "serving_default";
    /// The name of the one by tensors, of a model that knows columns.
    static final String TENSORS = "tensors";

    private static final List<Integer> ONE = List.of(1);

    /// The signature that is used when none is named.
    static Signature of(ModelVersion version) {
        TablePredictor table = version.table();
        return table == null ? tensors(version) : columns(table);
    }

    static Signature tensors(ModelVersion version) {
        return new Signature(version.inputs(), version.outputs(), false);
    }

    /// The signatures by name.
    static Map<String, Signature> all(ModelVersion version) {
        return version.table() == null
                ? Map.of(DEFAULT, tensors(version))
                : Map.of(DEFAULT, of(version), TENSORS, tensors(version));
    }

    private static Signature columns(TablePredictor table) {
        List<TensorSpec> inputs = new ArrayList<>();
        for (Feature feature : table.schema().features()) {
            if (!(feature instanceof IgnoredFeature)) {
                inputs.add(new TensorSpec(feature.name(), type(feature), ONE));
            }
        }
        Target target = table.schema().target();
        List<TensorSpec> outputs = new ArrayList<>();
        if (target.task() == Task.REGRESSION) {
            target.columns().forEach(name -> outputs.add(new TensorSpec(name, Datatype.FP32, ONE)));
        } else {
            int classes = Decision.names(target).size();
            boolean several = target.task() == Task.MULTILABEL;
            outputs.add(
                    several
                            ? new TensorSpec("labels", Datatype.BOOL, List.of(classes))
                            : new TensorSpec("label", Datatype.BYTES, ONE));
            outputs.add(new TensorSpec("probabilities", Datatype.FP32, List.of(classes)));
        }
        return new Signature(inputs, outputs, true);
    }

    private static Datatype type(Feature feature) {
        return feature instanceof NumericFeature ? Datatype.FP64 : Datatype.BYTES;
    }

    /// The words that a column may have; none if it may have any text.
    static List<String> words(Feature feature) {
        return feature instanceof CategoryFeature category ? category.categories() : List.of();
    }

    /// The outputs of rows of columns.
    List<Output> outputs(List<Prediction> predictions) {
        List<Output> found = new ArrayList<>();
        int rows = predictions.size();
        for (TensorSpec spec : outputs) {
            if (spec.type() == Datatype.BYTES) {
                found.add(Output.texts(
                        spec, rows, predictions.stream().map(Prediction::label).toList()));
                continue;
            }
            float[] numbers = new float[rows * spec.size()];
            int at = 0;
            for (Prediction prediction : predictions) {
                if (spec.type() == Datatype.BOOL) {
                    for (String name : prediction.probabilities().keySet()) {
                        numbers[at++] = prediction.labels().contains(name) ? 1 : 0;
                    }
                } else if (prediction.probabilities().isEmpty()) {
                    numbers[at++] = Objects.requireNonNull(prediction.values().get(spec.name()))
                            .floatValue();
                } else {
                    for (double probability : prediction.probabilities().values()) {
                        numbers[at++] = (float) probability;
                    }
                }
            }
            found.add(Output.numbers(spec, rows, numbers));
        }
        return found;
    }
}
