package gradus.serve.protocols;

import gradus.internal.Version;
import gradus.serve.models.ModelVersion;
import gradus.serve.models.ServedModel;
import gradus.serve.models.Tensor;
import gradus.serve.models.TensorSpec;
import gradus.serve.web.Exchange;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import gradus.serve.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// The Open Inference Protocol, version 2, with its binary tensors.
///
/// [The
/// protocol](https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md),
/// [binary tensors](https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md)
final class OpenInference {
    private final Serving serving;
    private final BooleanSupplier ready;

    /// @param ready whether the server takes requests
    OpenInference(Serving serving, BooleanSupplier ready) {
        this.serving = serving;
        this.ready = ready;
    }

    void enter(Router router) {
        router.get("/v2", "The server and its extensions", this::server)
                .get("/v2/health/live", "Whether the server answers", this::live)
                .get("/v2/health/ready", "Whether the server takes requests", this::ready);
        for (String path : List.of("/v2/models/{model}", "/v2/models/{model}/versions/{version}")) {
            router.get(path, "The inputs and outputs of a model", this::metadata)
                    .get(path + "/ready", "Whether a model takes requests", this::modelReady)
                    .post(path + "/infer", "Answers tensors, as JSON or binary", this::infer);
        }
    }

    private void server(Exchange exchange) {
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("name", "gradus");
            json.writeStringProperty("version", Version.current());
            json.writeArrayPropertyStart("extensions");
            json.writeString("binary_tensor_data");
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private void live(Exchange exchange) {
        exchange.json(Json.write(Map.of("live", true)));
    }

    private void ready(Exchange exchange) {
        boolean yes = ready.getAsBoolean();
        exchange.send(yes ? 200 : 503, Exchange.JSON, Json.write(Map.of("ready", yes)));
    }

    private void modelReady(Exchange exchange) {
        ServedModel model = serving.model(exchange);
        String number = exchange.argument("version");
        if (!number.isEmpty()) {
            serving.version(model, number);
        }
        boolean yes = ready.getAsBoolean() && model.isReady();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", model.name());
        answer.put("ready", yes);
        exchange.send(yes ? 200 : 503, Exchange.JSON, Json.write(answer));
    }

    private void metadata(Exchange exchange) {
        ServedModel model = serving.model(exchange);
        ModelVersion version = serving.version(model, exchange.argument("version"));
        Signature signature = Signature.of(version);
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("name", model.name());
            json.writeArrayPropertyStart("versions");
            model.versions().keySet().forEach(number -> json.writeString(Long.toString(number)));
            json.writeEndArray();
            json.writeStringProperty("platform", "gradus_keras");
            specs(json, "inputs", signature.inputs());
            specs(json, "outputs", signature.outputs());
            json.writeEndObject();
        }));
    }

    private static void specs(JsonGenerator json, String name, List<TensorSpec> specs) {
        json.writeArrayPropertyStart(name);
        for (TensorSpec spec : specs) {
            json.writeStartObject();
            json.writeStringProperty("name", spec.name());
            json.writeStringProperty("datatype", spec.type().name());
            json.writeArrayPropertyStart("shape");
            spec.anyRows().forEach(json::writeNumber);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void infer(Exchange exchange) {
        ModelVersion version = serving.version(exchange);
        InferRequest request = InferRequest.read(exchange);
        Map<String, Tensor> inputs = request.inputs();
        if (inputs.isEmpty()) {
            throw Refusal.bad("\"inputs\" must have at least one input");
        }
        Signature tensors = Signature.tensors(version);
        Signature usual = Signature.of(version);
        Set<String> names = tensors.inputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
        Signature signature = inputs.keySet().equals(names) ? tensors : usual;
        List<Output> outputs = serving.named(exchange, version, signature, inputs);
        new InferAnswer(version, request, outputs).send(exchange);
    }
}
