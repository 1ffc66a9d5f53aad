package gradus.serve.protocols;

import gradus.experiment.Prediction;
import gradus.internal.Version;
import gradus.serve.models.ModelVersion;
import gradus.serve.models.ServedModel;
import gradus.serve.models.Tensor;
import gradus.serve.web.Exchange;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import gradus.serve.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// MLflow's scoring server. Where several models are served, a path names one: `/models/NAME/invocations`.
///
/// [The format](https://mlflow.org/docs/latest/deployment/deploy-model-locally)
final class Mlflow {
    private static final List<String> FORMS = List.of("dataframe_split", "dataframe_records", "instances", "inputs");

    private final Serving serving;
    private final BooleanSupplier ready;

    /// @param ready whether the server takes requests
    Mlflow(Serving serving, BooleanSupplier ready) {
        this.serving = serving;
        this.ready = ready;
    }

    void enter(Router router) {
        String summary = "Scores a data frame or tensors";
        router.post("/invocations", summary, exchange -> answer(exchange, serving.only(exchange)))
                .post("/models/{model}/invocations", summary, exchange -> answer(exchange, serving.model(exchange)))
                .get("/ping", "Whether the server takes requests", this::ping)
                .get("/health", "Whether the server takes requests", this::ping)
                .get("/version", "The version of Gradus", exchange -> text(exchange, 200, Version.current()));
    }

    private void ping(Exchange exchange) {
        boolean yes = ready.getAsBoolean();
        text(exchange, yes ? 200 : 503, yes ? "\n" : "the server is about to end\n");
    }

    private static void text(Exchange exchange, int status, String text) {
        exchange.send(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// What a request asks: a table, tensors by name, or a tensor.
    private static final class Request {
        private @Nullable String form;
        private @Nullable List<Map<String, @Nullable Object>> table;
        private @Nullable List<Map<String, @Nullable Object>> examples;
        private @Nullable Map<String, Tensor> named;
        private @Nullable Tensor tensor;
    }

    private void answer(Exchange exchange, ServedModel model) {
        ModelVersion version = Serving.newest(model);
        int most = exchange.limits().rows();
        if (exchange.type().equals("text/csv")) {
            table(exchange, version, CsvBody.rows(exchange.body(), most));
            return;
        }
        Request request = Json.read(exchange.json(), parser -> read(parser, most));
        List<Map<String, @Nullable Object>> table = request.table;
        List<Map<String, @Nullable Object>> examples = request.examples;
        Map<String, Tensor> named = request.named;
        Signature signature = Signature.of(version);
        if (table != null) {
            table(exchange, version, table);
        } else if (examples != null && signature.columns()) {
            table(exchange, version, TensorFlowRequest.cells(examples));
        } else if (named != null || examples != null) {
            Map<String, Tensor> values =
                    named == null && examples != null ? TensorFlowRequest.stacked(examples) : named;
            write(exchange, serving.named(exchange, version, signature, values == null ? Map.of() : values));
        } else if (request.tensor != null) {
            Serving.requireOneInput(version);
            write(exchange, serving.tensors(exchange, version, List.of(request.tensor)));
        } else {
            throw Refusal.bad("the body must have exactly one of " + FORMS);
        }
    }

    private static Request read(JsonParser parser, int most) {
        Request request = new Request();
        Json.fields(parser, "the body", name -> {
            if (!FORMS.contains(name)) {
                if (!name.equals("params")) {
                    throw Refusal.bad(
                            "the body must have exactly one of " + FORMS + ", and \"params\", got \"" + name + "\"");
                }
                return;
            }
            if (request.form != null) {
                throw Refusal.bad("the body must have exactly one of " + FORMS + ", got \"" + request.form + "\" and \""
                        + name + "\"");
            }
            request.form = name;
            switch (name) {
                case "dataframe_split" -> request.table = split(parser, most);
                case "dataframe_records" -> request.table = Json.rows(parser, "\"dataframe_records\"", most);
                default -> tensors(parser, name, request, most);
            }
        });
        return request;
    }

    private static void tensors(JsonParser parser, String name, Request request, int most) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            Json.fields(
                    parser,
                    "\"" + name + "\"",
                    input -> named.put(input, Json.tensor(parser, "input \"" + input + "\"")));
            request.named = named;
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            RowsOrTensor read = new RowsOrTensor(parser, "\"" + name + "\"");
            if (read.isRows()) {
                request.examples = read.rows(most, TensorFlowRequest::example);
            } else {
                request.tensor = read.tensor();
            }
        } else {
            throw Refusal.bad(
                    "\"" + name + "\" must be an array or an object, got " + Json.kind(parser.currentToken()));
        }
    }

    /// `{"columns": [names], "data": [[values]]}`
    private static List<Map<String, @Nullable Object>> split(JsonParser parser, int most) {
        List<String> columns = new ArrayList<>();
        List<List<@Nullable Object>> data = new ArrayList<>();
        Json.fields(parser, "\"dataframe_split\"", name -> {
            switch (name) {
                case "columns" ->
                    array(parser, "\"columns\"", () -> columns.add(String.valueOf(Json.cell(parser, "a column"))));
                case "data" ->
                    array(parser, "\"data\"", () -> {
                        if (data.size() == most) {
                            throw Json.tooMany(most);
                        }
                        String where = "row " + (data.size() + 1);
                        List<@Nullable Object> row = new ArrayList<>();
                        array(parser, where, () -> row.add(Json.cell(parser, where + ", value " + (row.size() + 1))));
                        data.add(row);
                    });
                default -> {} // the index of a data frame
            }
        });
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> values : data) {
            if (values.size() != columns.size()) {
                throw Refusal.bad("row " + (rows.size() + 1) + " must have a value for each of the " + columns.size()
                        + " columns, got " + values.size());
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                row.put(columns.get(i), values.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static void array(JsonParser parser, String what, Runnable element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Refusal.bad(what + " must be an array, got " + Json.kind(parser.currentToken()));
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.run();
        }
    }

    private void table(Exchange exchange, ModelVersion version, List<Map<String, @Nullable Object>> rows) {
        if (version.table() == null) {
            write(exchange, serving.tensors(exchange, version, Columns.tensors(version, rows)));
            return;
        }
        List<Prediction> predictions = serving.rows(exchange, version, rows);
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("predictions");
            predictions.forEach(prediction -> write(json, prediction));
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /// The label, the labels, the number, or the numbers.
    private static void write(JsonGenerator json, Prediction prediction) {
        boolean several = prediction.values().size() > 1
                || (prediction.values().isEmpty() && prediction.labels().size() != 1);
        if (several) {
            json.writeStartArray();
        }
        prediction.labels().forEach(json::writeString);
        prediction.values().values().forEach(value -> Json.number(json, value.floatValue()));
        if (several) {
            json.writeEndArray();
        }
    }

    private static void write(Exchange exchange, List<Output> outputs) {
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeName("predictions");
            if (outputs.size() == 1) {
                rows(json, outputs.getFirst());
            } else {
                json.writeStartObject();
                outputs.forEach(output -> {
                    json.writeName(output.spec().name());
                    rows(json, output);
                });
                json.writeEndObject();
            }
            json.writeEndObject();
        }));
    }

    private static void rows(JsonGenerator json, Output output) {
        json.writeStartArray();
        for (int row = 0; row < output.rows(); row++) {
            output.row(json, row, false);
        }
        json.writeEndArray();
    }
}
