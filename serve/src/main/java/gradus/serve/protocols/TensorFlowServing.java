package gradus.serve.protocols;

import gradus.data.tables.Target;
import gradus.experiment.Decision;
import gradus.experiment.Prediction;
import gradus.problems.Task;
import gradus.serve.models.ModelVersion;
import gradus.serve.models.ServedModel;
import gradus.serve.models.Tensor;
import gradus.serve.models.TensorSpec;
import gradus.serve.web.Exchange;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import gradus.serve.web.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// TensorFlow Serving's REST; also KServe's first protocol, which is its `:predict` with other answers about models.
///
/// [The API](https://github.com/tensorflow/serving/blob/master/tensorflow_serving/g3doc/api_rest.md)
final class TensorFlowServing {
    private static final String MODEL = "/v1/models/{model}";

    private final Serving serving;

    TensorFlowServing(Serving serving) {
        this.serving = serving;
    }

    void enter(Router router) {
        router.get("/v1/models", "The names of the models, as KServe asks", this::list);
        for (String path : List.of(MODEL, MODEL + "/versions/{version}")) {
            router.get(path, "Which versions answer", this::status)
                    .get(path + "/metadata", "The signatures of a model", this::metadata)
                    .post(path + ":predict", "Answers instances (rows) or inputs (columns)", this::predict)
                    .post(path + ":classify", "Labels with their scores for examples", this::classify)
                    .post(path + ":regress", "Numbers for examples", this::regress);
        }
    }

    private void list(Exchange exchange) {
        exchange.json(Json.write(Map.of(
                "models", serving.models().all().stream().map(ServedModel::name).toList())));
    }

    private void status(Exchange exchange) {
        ServedModel model = serving.model(exchange);
        String wanted = exchange.argument("version");
        Map<Long, String> states = new TreeMap<>(Comparator.reverseOrder());
        model.broken().forEach((number, problem) -> states.put(number, problem));
        model.versions().keySet().forEach(number -> states.put(number, ""));
        if (!wanted.isEmpty()) {
            long number = states.containsKey(number(wanted))
                    ? number(wanted)
                    : serving.version(model, wanted).number();
            states.keySet().retainAll(List.of(number));
        }
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("name", model.name());
            json.writeBooleanProperty("ready", model.isReady());
            json.writeArrayPropertyStart("model_version_status");
            states.forEach((number, problem) -> {
                json.writeStartObject();
                json.writeStringProperty("version", Long.toString(number));
                json.writeStringProperty("state", problem.isEmpty() ? "AVAILABLE" : "END");
                json.writeObjectPropertyStart("status");
                json.writeStringProperty("error_code", problem.isEmpty() ? "OK" : "INVALID_ARGUMENT");
                json.writeStringProperty("error_message", problem);
                json.writeEndObject();
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private static long number(String version) {
        return version.matches("[0-9]{1,18}") ? Long.parseLong(version) : -1;
    }

    private void metadata(Exchange exchange) {
        ModelVersion version = serving.version(exchange);
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeObjectPropertyStart("model_spec");
            json.writeStringProperty("name", version.name());
            json.writeStringProperty("signature_name", "");
            json.writeStringProperty("version", Long.toString(version.number()));
            json.writeEndObject();
            json.writeObjectPropertyStart("metadata");
            json.writeObjectPropertyStart("signature_def");
            json.writeObjectPropertyStart("signature_def");
            new TreeMap<>(Signature.all(version)).forEach((name, signature) -> {
                json.writeObjectPropertyStart(name);
                tensors(json, "inputs", signature.inputs());
                tensors(json, "outputs", signature.outputs());
                json.writeStringProperty("method_name", "tensorflow/serving/predict");
                json.writeEndObject();
            });
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        }));
    }

    private static void tensors(JsonGenerator json, String name, List<TensorSpec> specs) {
        json.writeObjectPropertyStart(name);
        for (TensorSpec spec : specs) {
            json.writeObjectPropertyStart(spec.name());
            json.writeStringProperty("dtype", spec.type().tensorFlow());
            json.writeObjectPropertyStart("tensor_shape");
            json.writeArrayPropertyStart("dim");
            for (int size : spec.anyRows()) {
                json.writeStartObject();
                json.writeStringProperty("size", Integer.toString(size));
                json.writeStringProperty("name", "");
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanProperty("unknown_rank", false);
            json.writeEndObject();
            json.writeStringProperty("name", spec.name());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void predict(Exchange exchange) {
        ModelVersion version = serving.version(exchange);
        TensorFlowRequest request =
                TensorFlowRequest.predict(exchange.json(), exchange.limits().rows());
        Signature signature = signature(version, request.signature());
        List<Map<String, @Nullable Object>> examples = request.examples();
        Tensor tensor = request.tensor();
        Map<String, Tensor> named = request.named();
        List<Output> outputs;
        if (examples != null) {
            outputs = signature.columns()
                    ? signature.outputs(serving.rows(exchange, version, TensorFlowRequest.cells(examples)))
                    : serving.named(exchange, version, signature, TensorFlowRequest.stacked(examples));
        } else if (named != null) {
            outputs = serving.named(exchange, version, signature, named);
        } else if (tensor != null) {
            Serving.requireOneInput(version);
            signature = Signature.tensors(version);
            outputs = serving.tensors(exchange, version, List.of(tensor));
        } else {
            throw Refusal.bad("the body must have \"instances\", rows, or \"inputs\", columns");
        }
        boolean scalar = signature.columns();
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            if (request.isRowFormat()) {
                json.writeArrayPropertyStart("predictions");
                rows(json, outputs, scalar);
                json.writeEndArray();
            } else {
                columns(json, outputs, scalar);
            }
            json.writeEndObject();
        }));
    }

    private static Signature signature(ModelVersion version, String name) {
        Map<String, Signature> all = Signature.all(version);
        Signature found = all.get(name.isEmpty() ? Signature.DEFAULT : name);
        if (found == null) {
            throw Refusal.bad("model \"" + version.name() + "\" has no signature \"" + name + "\"; it has "
                    + all.keySet().stream().sorted().toList());
        }
        return found;
    }

    /// A list of answers; several outputs are an object each.
    private static void rows(JsonGenerator json, List<Output> outputs, boolean scalar) {
        for (int row = 0; row < outputs.getFirst().rows(); row++) {
            if (outputs.size() == 1) {
                outputs.getFirst().row(json, row, scalar);
                continue;
            }
            json.writeStartObject();
            for (Output output : outputs) {
                json.writeName(output.spec().name());
                output.row(json, row, scalar);
            }
            json.writeEndObject();
        }
    }

    /// A tensor for each output; a single one has no name.
    private static void columns(JsonGenerator json, List<Output> outputs, boolean scalar) {
        BiConsumer<String, Output> column = (name, output) -> {
            json.writeArrayPropertyStart(name);
            for (int row = 0; row < output.rows(); row++) {
                output.row(json, row, scalar);
            }
            json.writeEndArray();
        };
        if (outputs.size() == 1) {
            column.accept("outputs", outputs.getFirst());
            return;
        }
        json.writeObjectPropertyStart("outputs");
        outputs.forEach(output -> column.accept(output.spec().name(), output));
        json.writeEndObject();
    }

    private void classify(Exchange exchange) {
        ModelVersion version = serving.version(exchange);
        Target target = Serving.target(version);
        boolean classes = target == null ? version.outputs().getFirst().size() > 1 : target.task() != Task.REGRESSION;
        if (!classes) {
            throw Refusal.bad("model \"" + version.name() + "\" predicts a number; use :regress or :predict");
        }
        List<Map<String, Double>> results = new ArrayList<>();
        examples(exchange, version, (prediction, output) -> {
            if (prediction != null) {
                results.add(prediction.probabilities());
                return;
            }
            List<String> names = target == null
                    ? IntStream.range(0, output.length)
                            .mapToObj(Integer::toString)
                            .toList()
                    : Decision.names(target);
            Map<String, Double> named = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                boolean binary = output.length == 1 && names.size() == 2;
                named.put(names.get(i), (double) (binary ? i == 0 ? 1 - output[0] : output[0] : output[i]));
            }
            results.add(named);
        });
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("result");
            for (Map<String, Double> result : results) {
                json.writeStartArray();
                result.forEach((label, score) -> {
                    json.writeStartArray();
                    json.writeString(label);
                    Json.number(json, score.floatValue());
                    json.writeEndArray();
                });
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private void regress(Exchange exchange) {
        ModelVersion version = serving.version(exchange);
        Target target = Serving.target(version);
        boolean number = version.outputs().size() == 1
                && version.outputs().getFirst().size() == 1
                && (target == null || target.task() == Task.REGRESSION);
        if (!number) {
            throw Refusal.bad(
                    "model \"" + version.name() + "\" does not predict one number; use :classify or :predict");
        }
        List<Float> results = new ArrayList<>();
        examples(
                exchange,
                version,
                (prediction, output) -> results.add(prediction == null ? output[0] : (float) prediction.value()));
        exchange.json(Json.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("result");
            results.forEach(result -> Json.number(json, result));
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /// Answers examples, each as a prediction if the model knows columns, else as the numbers of its first output.
    private void examples(Exchange exchange, ModelVersion version, BiConsumer<@Nullable Prediction, float[]> answer) {
        TensorFlowRequest request =
                TensorFlowRequest.examples(exchange.json(), exchange.limits().rows());
        Signature signature = signature(version, request.signature());
        List<Map<String, @Nullable Object>> examples = request.examples();
        if (examples == null) {
            throw Refusal.bad("the body must have \"examples\"");
        }
        if (signature.columns()) {
            serving.rows(exchange, version, TensorFlowRequest.cells(examples))
                    .forEach(prediction -> answer.accept(prediction, new float[0]));
            return;
        }
        Output output = serving.named(exchange, version, signature, TensorFlowRequest.stacked(examples))
                .getFirst();
        int width = output.spec().size();
        for (int row = 0; row < output.rows(); row++) {
            float[] numbers = new float[width];
            System.arraycopy(output.numbers(), row * width, numbers, 0, width);
            answer.accept(null, numbers);
        }
    }
}
