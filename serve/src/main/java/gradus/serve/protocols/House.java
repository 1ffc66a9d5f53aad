package gradus.serve.protocols;

import gradus.data.tables.Advice;
import gradus.data.tables.Target;
import gradus.experiment.Prediction;
import gradus.experiment.PredictionIntervals;
import gradus.experiment.PredictionQuantiles;
import gradus.serve.metrics.Drift;
import gradus.serve.models.ModelVersion;
import gradus.serve.models.ServedModel;
import gradus.serve.models.TensorSpec;
import gradus.serve.web.Exchange;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import gradus.serve.web.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/// The house's own protocol: rows by the names of columns, answers with everything that is known about them.
final class House {
    private final Serving serving;
    private final Runnable reload;

    /// @param reload looks for new versions
    House(Serving serving, Runnable reload) {
        this.serving = serving;
        this.reload = reload;
    }

    void enter(Router router) {
        router.get("/models", "The models with their versions", this::list)
                .get("/models/{model}/drift", "How rows differ from those of the training", this::drift);
        for (String path : List.of("/models/{model}", "/models/{model}/versions/{version}")) {
            router.get(path, "The columns, inputs and outputs of a model", this::describe)
                    .post(path + "/predict", "Predicts rows of named columns, JSON or CSV", this::predict);
        }
        router.post("/admin/reload", "Looks for new versions now", this::reload);
    }

    private void list(Exchange exchange) {
        exchange.json(Json.write(Map.of("models", all())));
    }

    private List<Map<String, Object>> all() {
        return serving.models().all().stream().map(House::summary).toList();
    }

    private static Map<String, Object> summary(ServedModel model) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("name", model.name());
        summary.put("version", Serving.newest(model).number());
        summary.put("versions", model.versions().keySet());
        if (!model.broken().isEmpty()) {
            summary.put("broken", model.broken());
        }
        return summary;
    }

    private void reload(Exchange exchange) {
        reload.run();
        list(exchange);
    }

    private void describe(Exchange exchange) {
        ServedModel model = serving.model(exchange);
        ModelVersion version = serving.version(model, exchange.argument("version"));
        Map<String, Object> answer = summary(model);
        answer.put("version", version.number());
        answer.put("parameters", version.trained().model().parameterCount());
        answer.put("columns", ColumnView.of(version));
        answer.put("inputs", views(version.inputs()));
        answer.put("outputs", views(version.outputs()));
        Target target = Serving.target(version);
        if (target != null) {
            Map<String, Object> predicted = new LinkedHashMap<>();
            predicted.put("task", target.task().name().toLowerCase(Locale.ROOT));
            predicted.put("columns", target.columns());
            predicted.put("labels", target.labels());
            answer.put("target", predicted);
        }
        exchange.json(Json.write(answer));
    }

    private static List<Map<String, Object>> views(List<TensorSpec> specs) {
        return specs.stream()
                .<Map<String, Object>>map(spec ->
                        Map.of("name", spec.name(), "datatype", spec.type().name(), "shape", spec.anyRows()))
                .toList();
    }

    private void drift(Exchange exchange) {
        ModelVersion version = Serving.newest(serving.model(exchange));
        Map<String, Object> columns = new LinkedHashMap<>();
        serving.metrics().drift(version).columns().forEach((name, column) -> {
            columns.put(name, view(column));
        });
        exchange.json(Json.write(Map.of("version", version.number(), "columns", columns)));
    }

    private static Map<String, @Nullable Object> view(Drift.Column column) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("rows", (long) column.rows());
        view.put("missing", (long) column.missing());
        view.put("unknown", (long) column.unknown());
        view.put("outside", (long) column.outside());
        view.put("psi", Double.isNaN(column.stability()) ? null : (Object) column.stability());
        return view;
    }

    private void predict(Exchange exchange) {
        ModelVersion version = serving.version(exchange);
        exchange.allowQuery(
                List.of("interval", "quantiles", ChangesAsked.CHANGES, ChangesAsked.PAST, ChangesAsked.KEEP));
        double coverage = coverage(exchange, version);
        List<Double> levels = levels(exchange, version);
        ChangesAsked asked = ChangesAsked.of(exchange, version);
        boolean csv = exchange.type().equals("text/csv");
        int most = exchange.limits().rows();
        if (version.table() == null) {
            tensors(exchange, version, csv);
            return;
        }
        List<Map<String, @Nullable Object>> rows = csv
                ? CsvBody.rows(exchange.body(), most)
                : Json.read(exchange.json(), parser -> Json.rows(parser, "the body", most));
        if (asked != null) {
            asked.requireFew(rows.size());
        }
        List<Prediction> predictions = serving.rows(exchange, version, rows);
        answer(exchange, version, json -> {
            for (int i = 0; i < rows.size(); i++) {
                json.writeStartObject();
                write(json, predictions.get(i), coverage, levels);
                if (asked != null) {
                    asked.write(json, rows.get(i));
                }
                json.writeEndObject();
            }
        });
    }

    /// The coverage of the intervals that are asked for; NaN for none.
    private static double coverage(Exchange exchange, ModelVersion version) {
        String text = exchange.query("interval");
        if (text.isEmpty()) {
            return Double.NaN;
        }
        PredictionIntervals intervals = version.trained().intervals();
        if (intervals == null) {
            throw Refusal.bad("model \"" + version.name() + "\" knows no intervals; train it for one number of a table"
                    + " with at least 20 test rows, or with the net auto or realmlp");
        }
        try {
            double coverage = Double.parseDouble(text);
            intervals.width(coverage);
            return coverage;
        } catch (NumberFormatException e) {
            throw Refusal.bad("interval must be a probability, as in ?interval=0.9, got \"" + text + "\"");
        }
    }

    /// The levels of the quantiles that are asked for.
    private static List<Double> levels(Exchange exchange, ModelVersion version) {
        String text = exchange.query("quantiles");
        if (text.isEmpty()) {
            return List.of();
        }
        PredictionQuantiles quantiles = version.trained().quantiles();
        if (quantiles == null) {
            throw Refusal.bad("model \"" + version.name()
                    + "\" knows no quantiles; train it for numbers of a table with at least 20 test rows, or with the"
                    + " net auto or realmlp");
        }
        List<Double> levels = PredictionQuantiles.levels("quantiles", text);
        levels.forEach(quantiles::requireLevel);
        return levels;
    }

    private static void write(JsonGenerator json, Prediction prediction, double coverage, List<Double> levels) {
        if (prediction.values().isEmpty()) {
            if (prediction.labels().size() == 1) {
                json.writeStringProperty("label", prediction.labels().getFirst());
            }
            json.writeArrayPropertyStart("labels");
            prediction.labels().forEach(json::writeString);
            json.writeEndArray();
            numbers(json, "probabilities", prediction.probabilities());
        } else {
            if (prediction.values().size() == 1) {
                json.writeName("value");
                Json.number(json, (float) prediction.value());
            }
            numbers(json, "values", prediction.values());
        }
        if (!Double.isNaN(coverage)) {
            Prediction.Interval interval = prediction.interval(coverage);
            json.writeArrayPropertyStart("interval");
            Json.number(json, (float) interval.low());
            Json.number(json, (float) interval.high());
            json.writeEndArray();
        }
        if (!levels.isEmpty()) {
            numbers(json, "quantiles", prediction.quantiles(levels));
        }
        json.writeArrayPropertyStart("warnings");
        for (Advice warning : prediction.warnings()) {
            json.writeString(warning.text(hint -> ""));
        }
        json.writeEndArray();
    }

    private static void numbers(JsonGenerator json, String name, Map<String, Double> numbers) {
        json.writeObjectPropertyStart(name);
        numbers.forEach((key, value) -> {
            json.writeName(key);
            Json.number(json, value.floatValue());
        });
        json.writeEndObject();
    }

    /// A model whose file knows no columns: each row is an object of inputs by name, or of columns.
    private void tensors(Exchange exchange, ModelVersion version, boolean csv) {
        List<Output> outputs;
        if (csv) {
            outputs = serving.tensors(
                    exchange,
                    version,
                    Columns.tensors(
                            version,
                            CsvBody.rows(exchange.body(), exchange.limits().rows())));
        } else {
            List<Map<String, @Nullable Object>> rows = Json.read(exchange.json(), parser -> {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    return new ArrayList<>(List.of(TensorFlowRequest.example(parser, "row 1")));
                }
                if (parser.currentToken() != JsonToken.START_ARRAY) {
                    throw Refusal.bad("the body must be an array of objects, got " + Json.kind(parser.currentToken()));
                }
                return new RowsOrTensor(parser, "the rows")
                        .rows(exchange.limits().rows(), TensorFlowRequest::example);
            });
            outputs = serving.named(exchange, version, Signature.tensors(version), TensorFlowRequest.stacked(rows));
        }
        answer(exchange, version, json -> {
            for (int row = 0; row < outputs.getFirst().rows(); row++) {
                json.writeStartObject();
                json.writeObjectPropertyStart("outputs");
                for (Output output : outputs) {
                    json.writeName(output.spec().name());
                    output.row(json, row, false);
                }
                json.writeEndObject();
                json.writeEndObject();
            }
        });
    }

    private static void answer(Exchange exchange, ModelVersion version, Consumer<JsonGenerator> predictions) {
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("model", version.name());
            json.writeNumberProperty("version", version.number());
            json.writeArrayPropertyStart("predictions");
            predictions.accept(json);
            json.writeEndArray();
            json.writeEndObject();
        }));
    }
}
