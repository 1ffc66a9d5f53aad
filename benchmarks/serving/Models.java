import gradus.Model;
import gradus.experiment.workloads.Workload;
import gradus.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Writes the networks that are served, as .keras and .onnx, and the bodies of requests.
final class Models {
    private Models() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        write(folder, "playground", Workload.named("playground-10").orElseThrow());
        write(folder, "tabular", Workload.named("tabular-32").orElseThrow());
        write(folder, "wide", Workload.named("fashion-128").orElseThrow());
    }

    private static void write(Path folder, String name, Workload workload) throws IOException {
        int inputs = workload.inputs();
        Model model = workload.model(1);
        Files.createDirectories(folder.resolve("models/" + name));
        model.save(folder.resolve("models/" + name + "/model.keras"));
        OnnxExporter.export(model, folder.resolve(name + ".onnx"));
        Random random = new Random(1);
        StringBuilder json = new StringBuilder("{\"instances\":[[");
        ByteBuffer bytes = ByteBuffer.allocate(4 * inputs).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < inputs; i++) {
            float value = random.nextInt(1000) / 1000f;
            json.append(i == 0 ? "" : ",").append(value);
            bytes.putFloat(value);
        }
        Files.writeString(folder.resolve(name + ".json"), json.append("]]}"));
        String header = "{\"inputs\":[{\"name\":\""
                + model.graph().inputNames().getFirst() + "\",\"shape\":[1," + inputs + "],\"datatype\":\"FP32\","
                + "\"parameters\":{\"binary_data_size\":" + 4 * inputs + "}}],\"outputs\":[{\"name\":\""
                + model.graph().outputNames().getFirst() + "\",\"parameters\":{\"binary_data\":true}}]}";
        byte[] binary = new byte[header.length() + 4 * inputs];
        System.arraycopy(header.getBytes(), 0, binary, 0, header.length());
        System.arraycopy(bytes.array(), 0, binary, header.length(), 4 * inputs);
        Files.write(folder.resolve(name + ".v2"), binary);
        Files.writeString(folder.resolve(name + ".v2.length"), Integer.toString(header.length()));
        Files.write(folder.resolve(name + ".raw"), bytes.array());
    }
}
