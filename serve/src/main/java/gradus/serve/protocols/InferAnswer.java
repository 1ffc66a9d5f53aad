package gradus.serve.protocols;

import gradus.serve.models.Datatype;
import gradus.serve.models.ModelVersion;
import gradus.serve.web.Exchange;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The answer of the Open Inference Protocol: JSON, which binary data may follow.
///
/// @param outputs all that the model has
record InferAnswer(ModelVersion version, InferRequest request, List<Output> outputs) {
    void send(Exchange exchange) {
        List<Output> wanted = wanted();
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        byte[] json = Json.write(generator -> {
            generator.writeStartObject();
            generator.writeStringProperty("model_name", version.name());
            generator.writeStringProperty("model_version", Long.toString(version.number()));
            if (request.id() != null) {
                generator.writeStringProperty("id", request.id());
            }
            generator.writeArrayPropertyStart("outputs");
            wanted.forEach(output -> write(generator, output, binary));
            generator.writeEndArray();
            generator.writeEndObject();
        });
        if (wanted.stream().noneMatch(output -> request.isBinary(output.spec().name()))) {
            exchange.json(json);
            return;
        }
        byte[] all = new byte[json.length + binary.size()];
        System.arraycopy(json, 0, all, 0, json.length);
        System.arraycopy(binary.toByteArray(), 0, all, json.length, binary.size());
        exchange.header(InferRequest.LENGTH, Integer.toString(json.length));
        exchange.send(200, "application/octet-stream", all);
    }

    private List<Output> wanted() {
        List<String> names = request.outputs();
        if (names.isEmpty()) {
            return outputs;
        }
        return names.stream()
                .map(name -> outputs.stream()
                        .filter(output -> output.spec().name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Refusal.bad("model \"" + version.name() + "\" has no output \"" + name
                                + "\"; it has "
                                + outputs.stream()
                                        .map(output -> output.spec().name())
                                        .toList())))
                .toList();
    }

    private void write(JsonGenerator json, Output output, ByteArrayOutputStream binary) {
        String name = output.spec().name();
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("datatype", output.spec().type().name());
        json.writeArrayPropertyStart("shape");
        json.writeNumber(output.rows());
        output.spec().shape().forEach(json::writeNumber);
        json.writeEndArray();
        if (request.isBinary(name)) {
            byte[] bytes = bytes(output);
            binary.writeBytes(bytes);
            json.writeObjectPropertyStart("parameters");
            json.writeNumberProperty("binary_data_size", bytes.length);
            json.writeEndObject();
        } else {
            json.writeArrayPropertyStart("data");
            for (int i = 0; i < output.rows() * output.spec().size(); i++) {
                output.element(json, i);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    @SuppressWarnings("ByteBufferBackingArray") // as little makes it
    private static byte[] bytes(Output output) {
        if (output.spec().type() == Datatype.BYTES) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String text : output.texts()) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(little(4).putInt(encoded.length).array());
                bytes.writeBytes(encoded);
            }
            return bytes.toByteArray();
        }
        float[] numbers = output.numbers();
        boolean truths = output.spec().type() == Datatype.BOOL;
        ByteBuffer bytes = little(truths ? numbers.length : 4 * numbers.length);
        for (float number : numbers) {
            if (truths) {
                bytes.put((byte) number);
            } else {
                bytes.putFloat(number);
            }
        }
        return bytes.array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
