package gradus.serve.protocols;

import gradus.serve.models.Tensor;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of a request of TensorFlow Serving.
final class TensorFlowRequest {
    private String signature = "";
    private boolean rowFormat;
    private boolean columnFormat;
    private @Nullable List<Map<String, @Nullable Object>> examples;
    private @Nullable Map<String, Tensor> named;
    private @Nullable Tensor tensor;
    private @Nullable Map<String, @Nullable Object> context;
    private final int most;

    private TensorFlowRequest(int most) {
        this.most = most;
    }

    /// Reads `{"signature_name": …, "instances": […]}` or `{"signature_name": …, "inputs": …}`.
    static TensorFlowRequest predict(byte[] body, int most) {
        TensorFlowRequest request = new TensorFlowRequest(most);
        Json.read(body, parser -> {
            Json.fields(parser, "the body", name -> {
                switch (name) {
                    case "signature_name" -> request.signature = text(parser, name);
                    case "instances" -> request.instances(parser);
                    case "inputs" -> request.inputs(parser);
                    default -> {} // what other servers understand
                }
            });
            return request;
        });
        if (request.rowFormat && request.columnFormat) {
            throw Refusal.bad("the body must have either \"instances\" or \"inputs\", got both");
        }
        return request;
    }

    /// Reads `{"signature_name": …, "context": {…}, "examples": [{…}]}`.
    static TensorFlowRequest examples(byte[] body, int most) {
        TensorFlowRequest request = new TensorFlowRequest(most);
        Json.read(body, parser -> {
            Json.fields(parser, "the body", name -> {
                switch (name) {
                    case "signature_name" -> request.signature = text(parser, name);
                    case "context" -> request.context = example(parser, "context");
                    case "examples" -> request.objects(parser, name);
                    default -> {} // what other servers understand
                }
            });
            return request;
        });
        Map<String, @Nullable Object> common = request.context;
        List<Map<String, @Nullable Object>> own = request.examples;
        if (common != null && own != null) {
            own.forEach(example -> common.forEach(example::putIfAbsent));
        }
        return request;
    }

    private static String text(JsonParser parser, String name) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw Refusal.bad("\"" + name + "\" must be a text, got " + Json.kind(parser.currentToken()));
        }
        return parser.getString();
    }

    private void instances(JsonParser parser) {
        rowFormat = true;
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Refusal.bad("\"instances\" must be an array, got " + Json.kind(parser.currentToken()));
        }
        RowsOrTensor read = new RowsOrTensor(parser, "\"instances\"");
        if (read.isRows()) {
            objects(read);
        } else {
            tensor = read.tensor();
        }
    }

    private void objects(JsonParser parser, String name) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Refusal.bad("\"" + name + "\" must be an array of objects, got " + Json.kind(parser.currentToken()));
        }
        RowsOrTensor read = new RowsOrTensor(parser, "\"" + name + "\"");
        if (!read.isRows()) {
            throw Refusal.bad("\"" + name + "\" must be an array of objects");
        }
        objects(read);
    }

    private void objects(RowsOrTensor read) {
        List<Map<String, @Nullable Object>> rows = read.rows(most, TensorFlowRequest::example);
        if (!rows.isEmpty() && rows.stream().allMatch(row -> row.keySet().equals(Set.of("b64")))) {
            List<@Nullable String> texts = new ArrayList<>();
            rows.forEach(row -> texts.add(Json.decoded("\"instances\"", String.valueOf(row.get("b64")))));
            tensor = Tensor.of(List.of(texts.size()), texts);
        } else {
            examples = rows;
        }
    }

    private void inputs(JsonParser parser) {
        columnFormat = true;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Tensor> read = new LinkedHashMap<>();
            Json.fields(
                    parser,
                    "\"inputs\"",
                    name -> Json.put(read, name, Json.tensor(parser, "input \"" + name + "\""), "\"inputs\""));
            named = read;
        } else {
            tensor = Json.tensor(parser, "\"inputs\"");
        }
    }

    static Map<String, @Nullable Object> example(JsonParser parser, String where) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Json.fields(
                parser, where, name -> Json.put(values, name, Json.value(parser, where + ": \"" + name + "\""), where));
        return values;
    }

    String signature() {
        return signature;
    }

    boolean isRowFormat() {
        return rowFormat;
    }

    @Nullable
    List<Map<String, @Nullable Object>> examples() {
        return examples;
    }

    @Nullable
    Map<String, Tensor> named() {
        return named;
    }

    @Nullable
    Tensor tensor() {
        return tensor;
    }

    /// Examples whose values are cells: a list of one is what it holds.
    static List<Map<String, @Nullable Object>> cells(List<Map<String, @Nullable Object>> examples) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> example : examples) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            example.forEach((name, value) -> {
                if (value instanceof Tensor several && several.size() != 1) {
                    throw Refusal.bad("row " + (rows.size() + 1) + ": column \"" + name
                            + "\" must have one value, got the shape " + several.shape());
                }
                row.put(name, value instanceof Tensor one ? one.cell(0) : value);
            });
            rows.add(row);
        }
        return rows;
    }

    /// The tensors of examples, one for each name, with a row for each example.
    static Map<String, Tensor> stacked(List<Map<String, @Nullable Object>> examples) {
        if (examples.isEmpty()) {
            throw Refusal.bad("a request needs at least one row, got none");
        }
        Map<String, Tensor> stacked = new LinkedHashMap<>();
        for (String name : examples.getFirst().keySet()) {
            List<Tensor> rows = new ArrayList<>();
            for (Map<String, @Nullable Object> example : examples) {
                String where = "row " + (rows.size() + 1) + ": \"" + name + "\"";
                if (!example.keySet().equals(examples.getFirst().keySet())) {
                    throw Refusal.bad("row " + (rows.size() + 1) + " must have the inputs "
                            + examples.getFirst().keySet() + " as the first has, got " + example.keySet());
                }
                rows.add(tensor(example.get(name), where));
            }
            stacked.put(name, stack(name, rows));
        }
        return stacked;
    }

    private static Tensor tensor(@Nullable Object value, String where) {
        if (value instanceof Tensor tensor) {
            return tensor;
        }
        if (value instanceof String text) {
            return Tensor.of(List.of(), new ArrayList<>(List.of(text)));
        }
        if (value instanceof Boolean truth) {
            return Tensor.of(List.of(), new double[] {truth ? 1 : 0});
        }
        if (value instanceof Number number) {
            return Tensor.of(List.of(), new double[] {number.doubleValue()});
        }
        throw Refusal.bad(where + " must be a number, a text or nested arrays of them");
    }

    private static Tensor stack(String name, List<Tensor> rows) {
        Tensor first = rows.getFirst();
        List<Integer> shape = new ArrayList<>(first.shape());
        shape.addFirst(rows.size());
        boolean texts = first.texts() != null;
        double[] numbers = new double[texts ? 0 : rows.size() * first.size()];
        List<@Nullable String> all = new ArrayList<>();
        int firstNull = -1;
        for (int i = 0; i < rows.size(); i++) {
            Tensor row = rows.get(i);
            if (!row.shape().equals(first.shape()) || (row.texts() != null) != texts) {
                throw Refusal.bad("row " + (i + 1) + ": \"" + name + "\" must be like that of the first row");
            }
            if (row.firstNull() >= 0 && firstNull < 0) {
                firstNull = i * first.size() + row.firstNull();
            }
            if (texts) {
                all.addAll(Objects.requireNonNull(row.texts()));
            } else {
                double[] values = Objects.requireNonNull(row.numbers());
                System.arraycopy(values, 0, numbers, i * first.size(), values.length);
            }
        }
        return new Tensor(shape, texts ? null : numbers, texts ? all : null, firstNull);
    }
}
