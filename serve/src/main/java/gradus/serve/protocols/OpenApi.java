package gradus.serve.protocols;

import gradus.data.tables.Target;
import gradus.experiment.Decision;
import gradus.internal.Version;
import gradus.problems.Task;
import gradus.serve.models.Datatype;
import gradus.serve.models.Example;
import gradus.serve.models.ModelVersion;
import gradus.serve.models.ServedModel;
import gradus.serve.models.TensorSpec;
import gradus.serve.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The document that describes the server to programs, in OpenAPI 3.1: all that can be asked, and for each model a path
/// of its own with its columns, their types and an example.
final class OpenApi {
    private static final String ERROR = "Error";
    private static final String MLFLOW_ERROR = "MlflowError";
    private static final Set<String> TEXT =
            Set.of("/", "/page.js", "/page.css", "/metrics", "/ping", "/health", "/version");
    /// As many words of a column are listed.
    private static final int WORDS = 100;

    private static final Map<String, Object> STRING = Map.of("type", "string");

    private final Serving serving;
    private final Supplier<List<Router.Operation>> operations;

    /// @param operations all that can be asked
    OpenApi(Serving serving, Supplier<List<Router.Operation>> operations) {
        this.serving = serving;
        this.operations = operations;
    }

    Map<String, Object> document() {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put(ERROR, object(Map.of("error", STRING), List.of("error")));
        schemas.put(
                MLFLOW_ERROR,
                object(Map.of("error_code", STRING, "message", STRING), List.of("error_code", "message")));
        for (ServedModel model : serving.models().all()) {
            ModelVersion version = Serving.newest(model);
            String id = id(model.name());
            // Two names may differ in signs that an id does not have.
            while (schemas.containsKey(id + "Row")) {
                id += "_";
            }
            schemas.put(id + "Row", row(version));
            schemas.put(id + "Prediction", prediction(version));
            schemas.put(id + "Answer", answer(id));
            paths.put("/models/" + encoded(model.name()) + "/predict", Map.of("post", operation(version, id)));
        }
        for (Router.Operation operation : operations.get()) {
            paths.computeIfAbsent(operation.path(), path -> new LinkedHashMap<>())
                    .put(operation.method().toLowerCase(Locale.ROOT), described(operation));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Predictions of Gradus", "version", Version.current()));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
        document.put("security", List.of(Map.of(), Map.of("token", List.of())));
        return document;
    }

    /// A name that programs can have for a model: `red-wine` is `RedWine`.
    private static String id(String name) {
        StringBuilder id = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (kept) {
                id.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = !kept;
        }
        return id.isEmpty() || Character.isDigit(id.charAt(0)) ? "Model" + id : id.toString();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, Object> object(Map<String, ?> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        return schema;
    }

    private static Map<String, Object> json(Map<String, ?> schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }

    private static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static Map<String, Object> responses(Map<String, ?> content, String error) {
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", Map.of("description", "The answer", "content", content));
        responses.put(
                "default", Map.of("description", "What is wrong, and what to do", "content", json(reference(error))));
        return responses;
    }

    private static Map<String, Object> described(Router.Operation asked) {
        String path = asked.path();
        boolean mlflow = path.endsWith("/invocations");
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", asked.method().toLowerCase(Locale.ROOT) + id(path));
        operation.put("summary", asked.summary());
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (String name : List.of("model", "version")) {
            if (path.contains("{" + name + "}")) {
                parameters.add(Map.of("name", name, "in", "path", "required", true, "schema", STRING));
            }
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (asked.method().equals("POST") && !path.startsWith("/admin/")) {
            Map<String, Object> content = new LinkedHashMap<>();
            content.putAll(json(path.endsWith("/infer") ? inferRequest() : Map.of()));
            if (mlflow || path.startsWith("/models/")) {
                content.put("text/csv", Map.of("schema", STRING));
            }
            operation.put("requestBody", Map.of("required", true, "content", content));
        }
        operation.put(
                "responses",
                responses(
                        TEXT.contains(path) ? Map.of("text/plain", Map.of("schema", STRING)) : json(Map.of()),
                        mlflow ? MLFLOW_ERROR : ERROR));
        return operation;
    }

    private static Map<String, Object> inferRequest() {
        Map<String, Object> input = object(
                Map.of(
                        "name", STRING,
                        "shape", Map.of("type", "array", "items", Map.of("type", "integer")),
                        "datatype",
                                Map.of(
                                        "type",
                                        "string",
                                        "enum",
                                        Arrays.stream(Datatype.values())
                                                .map(Datatype::name)
                                                .toList()),
                        "data", Map.of("type", "array", "items", Map.of())),
                List.of("name", "shape", "datatype"));
        return object(Map.of("id", STRING, "inputs", Map.of("type", "array", "items", input)), List.of("inputs"));
    }

    private static Map<String, Object> operation(ModelVersion version, String id) {
        Map<String, Object> rows = Map.of("type", "array", "minItems", 1, "items", reference(id + "Row"));
        Map<String, Object> media = new LinkedHashMap<>();
        media.put("schema", rows);
        media.put("example", List.of(example(version)));
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", "predict" + id);
        operation.put("summary", "Predicts rows with model " + version.name() + ", version " + version.number());
        List<Object> parameters = new ArrayList<>();
        if (version.trained().intervals() != null) {
            parameters.add(query(
                    "interval",
                    "the probability that the interval of an answer contains the number",
                    Map.of("type", "number", "exclusiveMinimum", 0, "exclusiveMaximum", 1)));
        }
        if (version.trained().quantiles() != null) {
            parameters.add(query(
                    "quantiles",
                    "the probabilities that the number lies below a quantile, with commas between, as in 0.1,0.5,0.9",
                    STRING));
        }
        if (ChangesAsked.isKnown(version)) {
            changes(version, parameters);
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        operation.put("requestBody", Map.of("required", true, "content", Map.of("application/json", media)));
        operation.put("responses", responses(json(reference(id + "Answer")), ERROR));
        return operation;
    }

    private static void changes(ModelVersion version, List<Object> parameters) {
        boolean isNumber = version.requireTable().schema().target().task() == Task.REGRESSION;
        boolean needsNumber = isNumber && version.trained().intervals() == null;
        parameters.add(query(
                ChangesAsked.CHANGES,
                "the number of smallest changes of a row that change its answer"
                        + (needsNumber ? "; past is needed too" : "") + ", of at most 100 rows",
                Map.of("type", "integer", "minimum", 1, "maximum", ChangesAsked.MOST)));
        parameters.add(
                query(ChangesAsked.KEEP, "with changes: columns that stay as they are, with commas between", STRING));
        if (isNumber) {
            parameters.add(query(
                    ChangesAsked.PAST,
                    "with changes: the number that an answer has to pass",
                    Map.of("type", "number")));
        }
    }

    private static Map<String, Object> change(boolean numbers, Map<String, Object> number) {
        Map<String, Object> part =
                object(Map.of("name", STRING, "from", STRING, "to", STRING), List.of("name", "from", "to"));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("text", STRING);
        properties.put("columns", Map.of("type", "array", "items", part));
        if (!numbers) {
            properties.put("label", STRING);
        }
        properties.put(numbers ? "value" : "probability", number);
        properties.put("size", number);
        return object(properties, List.of("text", "columns", "size"));
    }

    private static Map<String, Object> query(String name, String description, Map<String, Object> schema) {
        return Map.of("name", name, "in", "query", "description", description, "schema", schema);
    }

    private static Map<String, @Nullable Object> example(ModelVersion version) {
        if (version.table() != null) {
            return Example.of(version.trained());
        }
        Map<String, @Nullable Object> example = new LinkedHashMap<>();
        version.inputs().forEach(input -> example.put(input.name(), zeros(input, input.shape())));
        return example;
    }

    private static Object zeros(TensorSpec input, List<Integer> shape) {
        if (shape.isEmpty()) {
            return input.type() == Datatype.BYTES ? "" : (Object) 0;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < shape.getFirst(); i++) {
            values.add(zeros(input, shape.subList(1, shape.size())));
        }
        return values;
    }

    private static Map<String, Object> row(ModelVersion version) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (ColumnView column : ColumnView.of(version)) {
            properties.put(column.name(), column(column));
            if (column.required()) {
                required.add(column.name());
            }
        }
        if (version.table() == null) {
            version.inputs().forEach(input -> properties.put(input.name(), tensor(input, input.shape())));
            required.addAll(properties.keySet());
        }
        return object(properties, required);
    }

    /// A column takes more than it was trained with; what is unusual is answered with a warning. Words may be sent as
    /// numbers and truth values too, which clients with types are spared.
    private static Map<String, Object> column(ColumnView column) {
        Map<String, Object> schema = new LinkedHashMap<>();
        List<String> types = new ArrayList<>();
        types.add(column.kind().equals("number") ? "number" : "string");
        if (!column.required()) {
            types.add("null");
        }
        schema.put("type", types);
        if (column.min() != null && column.max() != null) {
            schema.put("description", "from " + column.min() + " to " + column.max() + " in the training");
        } else if (!column.words().isEmpty()) {
            List<String> words = column.words();
            String more = words.size() <= WORDS ? "" : " and " + (words.size() - WORDS) + " more";
            schema.put(
                    "description",
                    "in the training one of: " + String.join(", ", words.subList(0, Math.min(WORDS, words.size())))
                            + more);
        }
        if (column.example() != null) {
            schema.put("examples", List.of(column.example()));
        }
        return schema;
    }

    private static Map<String, Object> tensor(TensorSpec spec, List<Integer> shape) {
        if (shape.isEmpty()) {
            return Map.of("type", spec.type() == Datatype.BYTES ? List.of("string") : List.of("number", "null"));
        }
        int size = shape.getFirst();
        return Map.of(
                "type",
                "array",
                "minItems",
                size,
                "maxItems",
                size,
                "items",
                tensor(spec, shape.subList(1, shape.size())));
    }

    private static Map<String, Object> prediction(ModelVersion version) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (version.table() == null) {
            Map<String, Object> outputs = new LinkedHashMap<>();
            version.outputs().forEach(output -> outputs.put(output.name(), tensor(output, output.shape())));
            properties.put("outputs", object(outputs, List.copyOf(outputs.keySet())));
            return object(properties, List.of("outputs"));
        }
        Target target = version.table().schema().target();
        boolean numbers = target.task() == Task.REGRESSION;
        Map<String, Object> number = Map.of("type", List.of("number", "null"));
        Map<String, Object> named = new LinkedHashMap<>();
        (numbers ? target.columns() : Decision.names(target)).forEach(name -> named.put(name, number));
        Map<String, Object> texts = Map.of("type", "array", "items", STRING);
        if (numbers) {
            properties.put("value", number);
            properties.put("quantiles", Map.of("type", "object", "additionalProperties", number));
            properties.put("interval", Map.of("type", "array", "items", number, "minItems", 2, "maxItems", 2));
        } else {
            properties.put("label", STRING);
            properties.put("labels", texts);
        }
        properties.put(numbers ? "values" : "probabilities", object(named, List.copyOf(named.keySet())));
        if (ChangesAsked.isKnown(version)) {
            properties.put(ChangesAsked.CHANGES, Map.of("type", "array", "items", change(numbers, number)));
        }
        properties.put("warnings", texts);
        return object(properties, List.of(numbers ? "values" : "probabilities", "warnings"));
    }

    private static Map<String, Object> answer(String id) {
        return object(
                Map.of(
                        "model", STRING,
                        "version", Map.of("type", "integer"),
                        "predictions", Map.of("type", "array", "items", reference(id + "Prediction"))),
                List.of("model", "version", "predictions"));
    }
}
