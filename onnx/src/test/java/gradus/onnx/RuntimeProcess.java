package gradus.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.data.Rows;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// ONNX Runtime in a process of its own, so that a fault in it ends no test run. One process runs many models.
final class RuntimeProcess {
    private RuntimeProcess() {}

    /// A model and the rows that it is asked for.
    record Question(String name, Model model, List<Rows> inputs) {}

    /// What ONNX Runtime answered.
    ///
    /// @param all by names of outputs
    /// @param first the same for the first row alone
    /// @param error why there is no answer, or null
    record Answer(
            Map<String, float[]> all,
            Map<String, float[]> first,
            String producer,
            String description,
            Map<String, String> metadata,
            @Nullable String error) {}

    /// Exports the models to a folder, runs them, and returns the answers in the same order.
    static List<Answer> ask(List<Question> questions, Path folder) throws IOException, InterruptedException {
        for (int i = 0; i < questions.size(); i++) {
            OnnxExporter.export(questions.get(i).model(), folder.resolve(i + ".onnx"));
            writeInputs(questions.get(i), folder.resolve(i + ".in"));
        }
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RuntimeMain.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("ONNX Runtime ends in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            answers.add(answer(folder, i));
        }
        return answers;
    }

    private static void writeInputs(Question question, Path file) throws IOException {
        var graph = question.model().graph();
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(question.inputs().size());
            for (int i = 0; i < question.inputs().size(); i++) {
                Rows rows = question.inputs().get(i);
                var call = graph.calls().get(graph.inputs().get(i));
                out.writeUTF(graph.entry(call).name());
                out.writeInt(1 + call.shape().rank());
                out.writeInt(rows.count());
                for (int dimension : call.shape().dimensions()) {
                    out.writeInt(dimension);
                }
                float[] row = new float[rows.width()];
                for (int k = 0; k < rows.count(); k++) {
                    rows.copy(k, row, 0);
                    for (float value : row) {
                        out.writeFloat(value);
                    }
                }
            }
        }
    }

    private static Answer answer(Path folder, int number) throws IOException {
        Path error = folder.resolve(number + ".error");
        if (Files.exists(error)) {
            return new Answer(Map.of(), Map.of(), "", "", Map.of(), Files.readString(error));
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(folder.resolve(number + ".out")))) {
            Map<String, float[]> all = outputs(in);
            Map<String, float[]> first = outputs(in);
            String producer = in.readUTF();
            String description = in.readUTF();
            Map<String, String> metadata = new LinkedHashMap<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                metadata.put(in.readUTF(), in.readUTF());
            }
            return new Answer(all, first, producer, description, metadata, null);
        }
    }

    private static Map<String, float[]> outputs(DataInputStream in) throws IOException {
        Map<String, float[]> outputs = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            float[] values = new float[in.readInt()];
            for (int k = 0; k < values.length; k++) {
                values[k] = in.readFloat();
            }
            outputs.put(name, values);
        }
        return outputs;
    }
}
