package gradus.serve.protocols;

import gradus.data.Rows;
import gradus.data.tables.DataException;
import gradus.data.tables.Target;
import gradus.experiment.Prediction;
import gradus.serve.metrics.ServerMetrics;
import gradus.serve.models.ModelVersion;
import gradus.serve.models.Models;
import gradus.serve.models.ServedModel;
import gradus.serve.models.Tensor;
import gradus.serve.models.TensorSpec;
import gradus.serve.web.Exchange;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What all protocols share: which model is asked, and its answer.
final class Serving {
    private final Models models;
    private final ServerMetrics metrics;

    Serving(Models models, ServerMetrics metrics) {
        this.models = models;
        this.metrics = metrics;
    }

    Models models() {
        return models;
    }

    ServerMetrics metrics() {
        return metrics;
    }

    /// The model of `{model}` in the path.
    ServedModel model(Exchange exchange) {
        return model(exchange, exchange.argument("model"));
    }

    ServedModel model(Exchange exchange, String name) {
        ServedModel model = models.find(name);
        if (model == null) {
            throw new Refusal(404, "there is no model \"" + name + "\"; there is " + names());
        }
        exchange.model(name);
        return model;
    }

    private String names() {
        return models.all().stream().map(model -> "\"" + model.name() + "\"").collect(Collectors.joining(", "));
    }

    /// The only model, where a path names none.
    ServedModel only(Exchange exchange) {
        if (models.all().size() != 1) {
            throw new Refusal(
                    404, "there are several models: " + names() + "; name one, as in /models/NAME/invocations");
        }
        return model(exchange, models.all().iterator().next().name());
    }

    /// The version of `{version}` in the path, or the newest.
    ModelVersion version(Exchange exchange) {
        return version(model(exchange), exchange.argument("version"));
    }

    ModelVersion version(ServedModel model, String number) {
        if (number.isEmpty()) {
            return newest(model);
        }
        Long wanted = number.matches("[0-9]{1,18}") ? (Long) Long.parseLong(number) : null;
        ModelVersion version = wanted == null ? null : model.versions().get(wanted);
        if (version == null && wanted != null && model.broken().containsKey(wanted)) {
            throw new Refusal(503, String.valueOf(model.broken().get(wanted)));
        }
        if (version == null) {
            throw new Refusal(
                    404,
                    "model \"" + model.name() + "\" has no version \"" + number + "\"; it has "
                            + model.versions().keySet());
        }
        return version;
    }

    static ModelVersion newest(ServedModel model) {
        return model.versions().lastEntry().getValue();
    }

    /// Answers rows of named columns, and counts them.
    List<Prediction> rows(
            Exchange exchange, ModelVersion version, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        limit(exchange, rows.size());
        List<Prediction> predictions = version.requireTable().predict(rows);
        metrics.drift(version).count(rows);
        exchange.rows(rows.size());
        return predictions;
    }

    /// Answers tensors, one for each input of the network, in order.
    List<Output> tensors(Exchange exchange, ModelVersion version, List<Tensor> tensors) {
        int rows = tensors.getFirst().rows();
        limit(exchange, rows);
        List<Rows> answers = version.predictTensors(tensors);
        exchange.rows(rows);
        List<Output> outputs = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            outputs.add(Output.numbers(
                    version.outputs().get(i), rows, answers.get(i).toArray()));
        }
        return outputs;
    }

    private static void limit(Exchange exchange, int rows) {
        if (rows > exchange.limits().rows()) {
            throw Json.tooMany(exchange.limits().rows());
        }
        if (rows == 0) {
            throw Refusal.bad("a request needs at least one row, got none");
        }
    }

    /// Answers values by name: columns of a table, or inputs of the network, with a value for each row.
    ///
    /// @param signature whose inputs they are
    List<Output> named(Exchange exchange, ModelVersion version, Signature signature, Map<String, Tensor> values) {
        if (!signature.columns()) {
            return tensors(exchange, version, inOrder(version, values));
        }
        if (values.isEmpty()) {
            throw Refusal.bad("a request needs at least one column");
        }
        int rows = values.values().iterator().next().rows();
        limit(exchange, rows);
        values.forEach((name, tensor) -> {
            if (tensor.size() != rows) {
                throw Refusal.bad("column \"" + name + "\" must have one value for each of " + rows
                        + " rows, got the shape " + tensor.shape());
            }
        });
        List<Map<String, @Nullable Object>> table = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor> column : values.entrySet()) {
                cells.put(column.getKey(), column.getValue().cell(row));
            }
            table.add(cells);
        }
        return signature.outputs(rows(exchange, version, table));
    }

    /// The tensors of named inputs.
    private static List<Tensor> inOrder(ModelVersion version, Map<String, Tensor> values) {
        List<String> names = version.inputs().stream().map(TensorSpec::name).toList();
        if (!values.keySet().equals(Set.copyOf(names))) {
            throw Refusal.bad(
                    "model \"" + version.name() + "\" takes the inputs " + names + ", got " + values.keySet());
        }
        List<Tensor> ordered = new ArrayList<>();
        names.forEach(name -> ordered.add(value(values, name)));
        return ordered;
    }

    private static Tensor value(Map<String, Tensor> values, String name) {
        Tensor value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name);
        }
        return value;
    }

    /// The only input of the network, for tensors that have no name.
    static void requireOneInput(ModelVersion version) {
        if (version.inputs().size() != 1) {
            throw Refusal.bad("model \"" + version.name() + "\" has several inputs, "
                    + version.inputs().stream().map(TensorSpec::name).toList() + "; name them");
        }
    }

    /// The labels of the classes; null if the model's file does not say.
    static @Nullable Target target(ModelVersion version) {
        return version.trained().schema() == null
                ? null
                : version.trained().schema().target();
    }

    /// What is wrong with a request, from what is wrong with its data.
    static String text(DataException e) {
        return e.message(option -> "");
    }
}
