package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.training.Graph;
import gradus.training.SavedModel.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Any bytes, read as a model's file or a part of one. A build tries the seeds, which are the attacks and some
/// models, and what was ever found; `docs/fuzzing.md` tells how to search for more.
class ModelFilesFuzzTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final int SEEDS = 40;
    private static final Path FILE = temporary(".bin");
    private static final Path KERAS = temporary(".keras");

    private static Path temporary(String ending) {
        try {
            Path file = Files.createTempFile("fuzz", ending);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> archives() {
        return Stream.of(
                        files("attacks/models", ".keras"),
                        files("interchange", ".keras"),
                        files("feature-space", ".keras"))
                .flatMap(files -> files)
                .map(file -> arguments((Object) bytes(file)));
    }

    @MethodSource("archives")
    @FuzzTest(maxDuration = "4m")
    void archive(byte[] content) throws IOException {
        Files.write(FILE, content);
        FuzzBounds.hold(() -> {
            try (Archive archive = new Archive(FILE)) {
                for (String name : archive.names()) {
                    archive.read(name, Json.MAX_BYTES);
                    archive.view(name);
                }
            }
        });
        FuzzBounds.hold(() -> new KerasFormat().load(FILE));
    }

    static Stream<Arguments> configs() {
        return Stream.concat(files("interchange", ".keras"), files("feature-space", ".keras"))
                .map(file -> arguments((Object) config(file)));
    }

    private static byte[] config(Path file) {
        try (Archive archive = new Archive(file)) {
            return Objects.requireNonNull(archive.read("config.json", Json.MAX_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("configs")
    @FuzzTest(maxDuration = "4m")
    void config(byte[] content) throws IOException {
        FuzzBounds.hold(() -> ModelFileException.inFile(FILE, () -> {
            JsonNode config = Json.parse("config.json", content);
            Graph graph = GraphReader.read(config).graph();
            Compilation compilation = CompilationReader.read(config.path("compile_config"), graph);
            // What can be read can be written, and is then the same.
            ObjectNode written = GraphWriter.write(graph);
            assertThat(GraphReader.read(written).graph().toString()).isEqualTo(graph.toString());
            if (compilation != null) {
                assertThat(CompilationReader.read(CompilationWriter.write(compilation, graph), graph))
                        .isEqualTo(compilation);
            }
            return graph;
        }));
    }

    static Stream<Arguments> vocabularies() {
        return files("feature-space", ".keras").flatMap(file -> {
            try (Archive archive = new Archive(file)) {
                List<Arguments> texts = new ArrayList<>();
                for (String name : archive.names()) {
                    if (Vocabularies.isVocabulary(name)) {
                        texts.add(arguments((Object) archive.read(name, Json.MAX_BYTES)));
                    }
                }
                return texts.stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// A file of Keras whose first vocabulary is these bytes.
    @MethodSource("vocabularies")
    @FuzzTest(maxDuration = "4m")
    void vocabulary(byte[] content) throws IOException {
        try (Archive model = new Archive(RESOURCES.resolve("feature-space/model.keras"));
                ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(KERAS))) {
            boolean changed = false;
            for (String name : model.names()) {
                boolean here = !changed && Vocabularies.isVocabulary(name);
                changed |= here;
                zip.putNextEntry(new ZipEntry(name));
                zip.write(here ? content : Objects.requireNonNull(model.read(name, Integer.MAX_VALUE)));
            }
            assertThat(changed).isTrue();
        }
        FuzzBounds.hold(() -> new KerasFormat().load(KERAS));
        FuzzBounds.hold(() -> Inspection.of(KERAS));
    }

    static Stream<Arguments> hdf5s() {
        return Stream.of(files("attacks/models", ".h5"), files("attacks", ".h5"), files("fixtures/weights", ".h5"))
                .flatMap(files -> files)
                .map(file -> arguments((Object) bytes(file)));
    }

    @MethodSource("hdf5s")
    @FuzzTest(maxDuration = "4m")
    void hdf5(byte[] content) throws IOException {
        FuzzBounds.hold(() -> {
            try (Hdf5Reader reader = new Hdf5Reader("the file", content)) {
                reader.text("", "keras_version");
                reader.text("", "model_config");
                for (String path : reader.paths()) {
                    reader.entry(path);
                    reader.readAny(path);
                    int slash = path.lastIndexOf('/');
                    reader.texts(slash < 0 ? "" : path.substring(0, slash), "weight_names");
                }
            }
        });
        Files.write(FILE, content);
        FuzzBounds.hold(() -> new LegacyH5Format().load(FILE));
    }

    static Stream<Arguments> safetensors() {
        return files("attacks/models", ".safetensors").map(file -> arguments((Object) bytes(file)));
    }

    @MethodSource("safetensors")
    @FuzzTest(maxDuration = "4m")
    void safetensors(byte[] content) throws IOException {
        Files.write(FILE, content);
        FuzzBounds.hold(() -> ModelFileException.inFile(FILE, () -> {
            try (Safetensors tensors = new Safetensors(FILE)) {
                for (String name : tensors.tensors().keySet()) {
                    tensors.read(name);
                }
                return tensors.metadata();
            }
        }));
        FuzzBounds.hold(() -> new SafetensorsFormat().load(FILE));
    }

    private static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            int every = Math.max(1, found.size() / SEEDS);
            return Stream.iterate(0, i -> i < found.size(), i -> i + every).map(found::get);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
