import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What one writes in an afternoon: a handler of Helidon around ONNX Runtime, with JSON by Jackson, and raw floats.
final class OnnxHandler {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private OnnxHandler() {}

    private record Request(float[][] instances) {}

    private record Answer(float[][] predictions) {}

    public static void main(String[] arguments) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        WebServer.builder()
                .port(Integer.parseInt(arguments[1]))
                .routing(routing -> {
                    for (String name : new String[] {"playground", "tabular", "wide"}) {
                        OrtSession session;
                        try {
                            session = ENVIRONMENT.createSession(
                                    Path.of(arguments[0], name + ".onnx").toString(), options);
                        } catch (OrtException e) {
                            throw new IllegalStateException(e);
                        }
                        routing.post("/v1/models/" + name + ":predict", (request, response) -> {
                            Request body = JSON.readValue(bytes(request), Request.class);
                            response.header("Content-Type", "application/json");
                            response.send(JSON.writeValueAsBytes(new Answer(run(session, body.instances()))));
                        });
                        routing.post("/raw/" + name, (request, response) -> {
                            FloatBuffer row = ByteBuffer.wrap(bytes(request))
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .asFloatBuffer();
                            float[] values = new float[row.remaining()];
                            row.get(values);
                            float[] answer = run(session, new float[][] {values})[0];
                            ByteBuffer bytes =
                                    ByteBuffer.allocate(4 * answer.length).order(ByteOrder.LITTLE_ENDIAN);
                            bytes.asFloatBuffer().put(answer);
                            response.send(bytes.array());
                        });
                    }
                })
                .build()
                .start();
        System.out.println("ready");
    }

    private static byte[] bytes(ServerRequest request) {
        return request.content().as(byte[].class);
    }

    private static float[][] run(OrtSession session, float[][] rows) throws OrtException {
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, rows);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return (float[][]) result.get(0).getValue();
        }
    }
}
