package gradus.serve.protocols;

import gradus.serve.models.Datatype;
import gradus.serve.models.Tensor;
import gradus.serve.web.Exchange;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of a request of the Open Inference Protocol: JSON, which binary data may follow.
final class InferRequest {
    /// How many bytes of a body are JSON, if binary data follows.
    static final HeaderName LENGTH = HeaderNames.create("Inference-Header-Content-Length");

    private @Nullable String id;
    private boolean binaryOutput;
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    /// For each output that is asked for, whether its data shall be binary; null if it does not say.
    private final Map<String, @Nullable Boolean> outputs = new LinkedHashMap<>();
    private final ByteBuffer binary;

    private InferRequest(ByteBuffer binary) {
        this.binary = binary;
    }

    /// An input as it is read.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final class Input {
        private @Nullable String name;
        private @Nullable Datatype type;
        private @Nullable Tensor shape;
        private @Nullable Tensor data;
        private int bytes = -1;
    }

    static InferRequest read(Exchange exchange) {
        String given = exchange.header(LENGTH);
        // Clients of Triton say application/octet-stream, or nothing.
        byte[] body = given.isEmpty() ? exchange.json() : exchange.body();
        int length = length(given, body.length);
        InferRequest request = new InferRequest(
                ByteBuffer.wrap(body, length, body.length - length).order(ByteOrder.LITTLE_ENDIAN));
        Json.read(length == body.length ? body : Arrays.copyOf(body, length), parser -> {
            request.fields(parser);
            return request;
        });
        if (request.binary.hasRemaining()) {
            throw Refusal.bad("the binary data has " + request.binary.remaining()
                    + " bytes more than the inputs' binary_data_size say");
        }
        return request;
    }

    private static int length(String given, int most) {
        if (given.isEmpty()) {
            return most;
        }
        int length = NUMBER.matcher(given).matches() ? Integer.parseInt(given) : -1;
        if (length < 0 || length > most) {
            throw Refusal.bad(LENGTH.defaultCase() + " must be a number of bytes from 0 to those of the body, " + most
                    + ", got " + given);
        }
        return length;
    }

    private void fields(JsonParser parser) {
        Json.fields(parser, "the body", name -> {
            switch (name) {
                case "id" -> id = text(parser, "id");
                case "parameters" ->
                    Json.fields(parser, "\"parameters\"", key -> {
                        if (key.equals("binary_data_output")) {
                            binaryOutput = truth(parser, key);
                        }
                    });
                case "inputs" -> array(parser, "inputs", () -> input(parser));
                case "outputs" -> array(parser, "outputs", () -> output(parser));
                default -> {} // what other servers understand
            }
        });
    }

    private static void array(JsonParser parser, String name, Runnable element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Refusal.bad("\"" + name + "\" must be an array, got " + Json.kind(parser.currentToken()));
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.run();
        }
    }

    private static String text(JsonParser parser, String name) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw Refusal.bad("\"" + name + "\" must be a text, got " + Json.kind(parser.currentToken()));
        }
        return parser.getString();
    }

    private static boolean truth(JsonParser parser, String name) {
        if (parser.currentToken() != JsonToken.VALUE_TRUE && parser.currentToken() != JsonToken.VALUE_FALSE) {
            throw Refusal.bad("\"" + name + "\" must be true or false, got " + Json.kind(parser.currentToken()));
        }
        return parser.getBooleanValue();
    }

    private void output(JsonParser parser) {
        String[] name = new String[1];
        Boolean[] wanted = new Boolean[1];
        Json.fields(parser, "an output", field -> {
            if (field.equals("name")) {
                name[0] = text(parser, "name");
            } else if (field.equals("parameters")) {
                Json.fields(parser, "\"parameters\"", key -> {
                    switch (key) {
                        case "binary_data" -> wanted[0] = truth(parser, key);
                        case "classification" ->
                            throw Refusal.bad("the classification extension is not there; ask without it");
                        default -> {} // what other servers understand
                    }
                });
            }
        });
        if (name[0] == null) {
            throw Refusal.bad("an output needs a \"name\"");
        }
        outputs.put(name[0], wanted[0]);
    }

    private void input(JsonParser parser) {
        Input input = new Input();
        Json.fields(parser, "an input", field -> {
            String who = input.name == null ? "an input" : "input \"" + input.name + "\"";
            switch (field) {
                case "name" -> input.name = text(parser, "name");
                case "datatype" -> input.type = type(text(parser, "datatype"), who);
                case "shape" -> input.shape = Json.tensor(parser, who + ": \"shape\"");
                case "data" -> input.data = Json.tensor(parser, who + ": \"data\"");
                case "parameters" ->
                    Json.fields(parser, "\"parameters\"", key -> {
                        if (key.equals("binary_data_size")) {
                            input.bytes = size(parser, who);
                        }
                    });
                default -> {} // what other servers understand
            }
        });
        String name = input.name;
        Datatype type = input.type;
        if (name == null || type == null || input.shape == null) {
            throw Refusal.bad("an input must have \"name\", \"shape\" and \"datatype\"");
        }
        if (inputs.containsKey(name)) {
            throw Refusal.bad("input \"" + name + "\" is there twice");
        }
        List<Integer> shape = shape(input.shape, name);
        inputs.put(
                name, input.bytes < 0 ? json(name, type, shape, input.data) : binary(name, type, shape, input.bytes));
    }

    private static Datatype type(String name, String who) {
        for (Datatype type : Datatype.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw Refusal.bad(
                who + ": \"datatype\" must be one of " + Arrays.toString(Datatype.values()) + ", got \"" + name + "\"");
    }

    private static int size(JsonParser parser, String who) {
        double value = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getDoubleValue() : -1;
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw Refusal.bad(who + ": \"binary_data_size\" must be a number of bytes");
        }
        return (int) value;
    }

    private static List<Integer> shape(Tensor given, String name) {
        double[] numbers = given.numbers();
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (double dimension : numbers == null || given.shape().size() != 1 ? new double[] {-1} : numbers) {
            if (!(dimension >= 0) || dimension > Integer.MAX_VALUE || dimension != Math.rint(dimension)) {
                throw Refusal.bad("input \"" + name + "\": \"shape\" must be an array of whole numbers from 0");
            }
            shape.add((int) dimension);
            size = Math.min(Integer.MAX_VALUE, size * (long) dimension);
        }
        return shape;
    }

    private static long size(List<Integer> shape) {
        long size = 1;
        for (int dimension : shape) {
            size = Math.min(Integer.MAX_VALUE, size * dimension);
        }
        return size;
    }

    private static Tensor json(String name, Datatype type, List<Integer> shape, @Nullable Tensor data) {
        if (data == null) {
            throw Refusal.bad("input \"" + name + "\" must have \"data\", or binary data with \"binary_data_size\"");
        }
        if (data.size() != size(shape)) {
            throw Refusal.bad("input \"" + name + "\" must have as many elements as its shape " + shape + " says, got "
                    + data.size());
        }
        boolean texts = data.texts() != null;
        if (type == Datatype.BYTES != texts && data.size() > 0 && data.firstNull() < 0) {
            throw Refusal.bad("input \"" + name + "\" of datatype " + type + " must have "
                    + (texts ? "numbers, got texts" : "texts, got numbers"));
        }
        double[] numbers = data.numbers();
        for (int i = 0; type.isWhole() && numbers != null && i < numbers.length; i++) {
            if (!Double.isNaN(numbers[i]) && numbers[i] != Math.rint(numbers[i])) {
                throw Refusal.bad("input \"" + name + "\" of datatype " + type + " must have whole numbers, got "
                        + numbers[i] + " as element " + i);
            }
        }
        return new Tensor(shape, numbers, data.texts(), data.firstNull());
    }

    private Tensor binary(String name, Datatype type, List<Integer> shape, int bytes) {
        long size = size(shape);
        if (bytes > binary.remaining()) {
            throw Refusal.bad("input \"" + name + "\" should have " + bytes + " bytes of binary data, and "
                    + binary.remaining() + " are left");
        }
        ByteBuffer data = binary.slice(binary.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        binary.position(binary.position() + bytes);
        if (type == Datatype.BYTES) {
            return Tensor.of(shape, texts(name, data, size));
        }
        if (bytes != size * type.bytes()) {
            throw Refusal.bad("input \"" + name + "\" of shape " + shape + " and datatype " + type + " must have "
                    + size * type.bytes() + " bytes of binary data, got " + bytes);
        }
        double[] numbers = new double[(int) size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = type.read(data);
        }
        return Tensor.of(shape, numbers);
    }

    /// Each text after its number of bytes.
    private static List<@Nullable String> texts(String name, ByteBuffer data, long size) {
        List<@Nullable String> texts = new ArrayList<>();
        while (data.remaining() >= Integer.BYTES && texts.size() < size) {
            int length = data.getInt();
            if (length < 0 || length > data.remaining()) {
                throw Refusal.bad("input \"" + name + "\": text " + texts.size() + " should have " + length
                        + " bytes, and " + data.remaining() + " are left");
            }
            texts.add(new String(data.array(), data.arrayOffset() + data.position(), length, StandardCharsets.UTF_8));
            data.position(data.position() + length);
        }
        if (texts.size() != size || data.hasRemaining()) {
            throw Refusal.bad("input \"" + name + "\" must have " + size + " texts, each after its length in 4 bytes");
        }
        return texts;
    }

    @Nullable
    String id() {
        return id;
    }

    Map<String, Tensor> inputs() {
        return inputs;
    }

    /// The names of the outputs that are asked for; none for all.
    List<String> outputs() {
        return List.copyOf(outputs.keySet());
    }

    /// Whether an output shall have binary data.
    boolean isBinary(String output) {
        Boolean own = outputs.get(output);
        return own == null ? binaryOutput : own;
    }
}
