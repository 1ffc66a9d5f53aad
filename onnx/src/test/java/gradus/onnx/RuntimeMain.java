package gradus.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The program of the child process: runs the models of a folder in ONNX Runtime. For `0.onnx` it reads rows from
/// `0.in` and writes to `0.out` what comes out for all of them, then for the first alone, then the metadata. A file
/// `0.error` says why a model could not be run.
final class RuntimeMain {
    private RuntimeMain() {}

    public static void main(String[] arguments) throws IOException, OrtException {
        Path folder = Path.of(arguments[0]);
        try (OrtEnvironment environment =
                        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "gradus");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            for (int i = 0; Files.exists(folder.resolve(i + ".onnx")); i++) {
                try (OrtSession session =
                        environment.createSession(folder.resolve(i + ".onnx").toString(), options)) {
                    run(environment, session, folder, i);
                } catch (OrtException e) {
                    Files.writeString(folder.resolve(i + ".error"), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static void run(OrtEnvironment environment, OrtSession session, Path folder, int number)
            throws IOException, OrtException {
        Map<String, OnnxTensor> all = new LinkedHashMap<>();
        Map<String, OnnxTensor> first = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(folder.resolve(number + ".in")))) {
            int inputs = in.readInt();
            for (int i = 0; i < inputs; i++) {
                String name = in.readUTF();
                long[] shape = new long[in.readInt()];
                long size = 1;
                for (int k = 0; k < shape.length; k++) {
                    shape[k] = in.readInt();
                    size *= shape[k];
                }
                float[] values = new float[(int) size];
                for (int k = 0; k < values.length; k++) {
                    values[k] = in.readFloat();
                }
                all.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape));
                int rowSize = values.length / (int) shape[0];
                shape[0] = 1;
                first.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(values, 0, rowSize), shape));
            }
        }
        Path result = folder.resolve(number + ".out");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(result));
                OrtSession.Result ofAll = session.run(all);
                OrtSession.Result ofFirst = session.run(first)) {
            write(ofAll, out);
            write(ofFirst, out);
            var metadata = session.getMetadata();
            out.writeUTF(metadata.getProducerName());
            out.writeUTF(metadata.getDescription());
            out.writeInt(metadata.getCustomMetadata().size());
            for (Map.Entry<String, String> entry : metadata.getCustomMetadata().entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeUTF(entry.getValue());
            }
        }
    }

    private static void write(OrtSession.Result result, DataOutputStream out) throws IOException {
        out.writeInt(result.size());
        for (Map.Entry<String, OnnxValue> output : result) {
            FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
            out.writeUTF(output.getKey());
            out.writeInt(values.remaining());
            while (values.hasRemaining()) {
                out.writeFloat(values.get());
            }
        }
    }
}
