package gradus.cli;

import static gradus.activations.Activations.RELU;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import gradus.data.tables.Csv;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.experiment.SchemaFile;
import gradus.experiment.comparisons.ReportFolder;
import gradus.losses.MeanSquaredError;
import gradus.onnx.OnnxExporter;
import gradus.optimizers.Adam;
import gradus.training.DiskErrors;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Everything that writes models, on a disk each of whose operations fails in turn.
class DiskErrorsTest {
    private static final Model MODEL =
            Sequential.of(input(3), dense(4, RELU), dense(1)).seed(1);

    private record Product(String name, DiskErrors.Writer writer) {}

    @TestFactory
    List<DynamicTest> oldFilesStay_andOneErrorSaysWhy(@TempDir Path folder) {
        MODEL.compile(new Adam(), new MeanSquaredError());
        Table table =
                Csv.read("t", () -> new ByteArrayInputStream("a,b\n1,2\n3,4\n5,7\n".getBytes(UTF_8)), new CsvOptions());
        Schema schema = Schema.infer(table, new SchemaOptions().targets(List.of("b")));
        return List.of(
                        new Product("m.keras", place -> MODEL.save(place.resolve("m.keras"))),
                        new Product("m.safetensors", place -> MODEL.save(place.resolve("m.safetensors"))),
                        new Product("m.weights.h5", place -> MODEL.saveWeights(place.resolve("m.weights.h5"))),
                        new Product("m.onnx", place -> OnnxExporter.export(MODEL, place.resolve("m.onnx"))),
                        new Product("t.csv", place -> Csv.write(table, place.resolve("t.csv"))),
                        new Product("s.json", place -> SchemaFile.of(schema).write(place.resolve("s.json"))),
                        new Product("r.csv", place -> new ReportFolder(place).write("r.csv", "a,b\n")))
                .stream()
                .map(product -> DynamicTest.dynamicTest(
                        product.name(),
                        () -> DiskErrors.everyOperation(
                                Files.createDirectory(folder.resolve(product.name())),
                                place -> Files.writeString(place.resolve(product.name()), "old"),
                                product.writer())))
                .toList();
    }

    /// Files that replace others go through one mechanism. Whoever writes in another way is named here, with why.
    @Test
    void noOtherClassWritesFiles() throws IOException {
        Pattern writing = Pattern.compile(
                "\\bFiles\\.(write|writeString|newOutputStream|newBufferedWriter|move|copy|createTempFile)\\("
                        + "|FileOutputStream|FileWriter|RandomAccessFile|CsvWriter|new PrintWriter\\([a-z]*[fF]ile"
                        + "|StandardOpenOption\\.(APPEND|WRITE)");
        Path root = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("src" + File.separator + "main"))
                    .filter(path -> !path.startsWith(root.resolve("benchmarks")))
                    .toList()) {
                String text = Files.readString(file);
                if (writing.matcher(text).find()) {
                    found.add(file.getFileName().toString());
                }
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        // The mechanism.
                        "AtomicFile.java",
                        "DiskStorage.java",
                        // Give it what it writes; tested above, or where the class is.
                        "Csv.java",
                        "KerasFormat.java",
                        "OnnxExporter.java",
                        "PredictCommand.java",
                        "RunStore.java",
                        "Safetensors.java",
                        // Look, before training, whether files can be made; the lock of a folder.
                        "CSVLogger.java",
                        "CheckpointFolder.java",
                        "RunFolder.java",
                        // Files that nobody but this process knows.
                        "Uploads.java",
                        "Scratch.java",
                        "WatchedFile.java",
                        "Network.java",
                        // A cache of tables, with a checksum, that is made again when it is not whole.
                        "CheckedFile.java",
                        // A log of events, which only grows.
                        "TensorBoard.java");
    }
}
