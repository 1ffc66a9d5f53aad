package gradus.cli;

import static gradus.activations.Activations.RELU;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import gradus.losses.MeanSquaredError;
import gradus.onnx.OnnxExporter;
import gradus.optimizers.Adam;
import gradus.training.DiskErrors;
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
        return List.of(
                        new Product("m.keras", place -> MODEL.save(place.resolve("m.keras"))),
                        new Product("m.safetensors", place -> MODEL.save(place.resolve("m.safetensors"))),
                        new Product("m.weights.h5", place -> MODEL.saveWeights(place.resolve("m.weights.h5"))),
                        new Product("m.onnx", place -> OnnxExporter.export(MODEL, place.resolve("m.onnx"))))
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
                "\\bFiles\\.(write|writeString|newOutputStream|newBufferedWriter|move|copy)\\(|FileOutputStream|FileWriter|new"
                        + " PrintWriter\\([a-z]*[fF]ile|StandardOpenOption\\.(APPEND|WRITE)");
        Path root = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("src" + File.separator + "main"))
                    .filter(path -> !path.startsWith(root.resolve("benchmarks")))
                    .toList()) {
                String text = Files.readString(file);
                if (writing.matcher(text).find() && !text.contains("AtomicFile")) {
                    found.add(file.getFileName().toString());
                }
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        // What AtomicFile itself uses.
                        "DiskStorage.java",
                        // Writes what AtomicFile replaces.
                        "Safetensors.java",
                        // Files that nobody but this process knows.
                        "Uploads.java",
                        "Scratch.java",
                        "WatchedFile.java",
                        // A log of events, which only grows.
                        "TensorBoard.java");
    }
}
