import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Model;
import gradus.Sequential;
import gradus.activations.Relu;
import gradus.activations.Softmax;
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
        write(folder, "small", 64, 128, 64);
        write(folder, "wide", 784, 512, 512);
    }

    private static void write(Path folder, String name, int inputs, int first, int second) throws IOException {
        Model model = Sequential.of(
                        input(inputs), dense(first, new Relu()), dense(second, new Relu()), dense(10, new Softmax()))
                .seed(1);
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
        String header = "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1," + inputs + "],\"datatype\":\"FP32\","
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
