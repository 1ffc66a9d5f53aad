package gradus.keras;

import gradus.internal.Version;
import gradus.training.AtomicFile;
import gradus.training.Graph;
import gradus.training.ModelFormat;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.SavedModel.Compilation;
import gradus.training.SavedModel.OptimizerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keras's own format, `.keras`: layers, weights, compilation and the optimizer's state, of chains and graphs.
///
/// The file is a zip archive of `metadata.json`, `config.json`, `model.weights.h5` and `gradus.json`, the last of which
/// Keras does not read: it holds the notes and a checksum of every array. Files are written so that Keras 3.0 and later
/// open them; what Keras does not have, it refuses by the name `gradus>…`. Nothing in a file depends on the time of
/// writing: the same model gives the same bytes.
///
/// Files of tf.keras 2.12 to 2.15, which Keras 3 does not open, are read; their optimizers start afresh, since
/// their state has another layout.
///
/// Reading runs no code, opens no other file and no connection. It takes files of Keras 3 within these limits: 1,024
/// members; 2 GiB of weights; 16 MiB, 100 levels and a million tokens of JSON; 4,096 layers; parameters of at most 16
/// times the weight file plus 16 MiB. What cannot be read is refused with a [ModelFileException] that says what and
/// why; arguments without effect are ignored.
///
/// [Keras: the .keras format](https://keras.io/guides/serialization_and_saving/)
public final class KerasFormat implements ModelFormat {
    private static final String METADATA = "metadata.json";
    private static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.weights.h5";
    private static final String OWN = "gradus.json";

    /// The format's version: what this writes, any Keras from here on can open.
    private static final String KERAS_VERSION = "3.0.0";

    /// The earliest time that a zip archive can state, for all members.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /// The format, which has no settings.
    public KerasFormat() {}

    @Override
    public List<String> extensions() {
        return List.of(".keras");
    }

    @Override
    public void save(SavedModel model, Path file) throws IOException {
        Graph graph = model.graph();
        LayerGroups groups = LayerGroups.of(graph);
        Compilation compilation = model.compilation();
        OptimizerState state = model.optimizerState();
        ObjectNode config = GraphWriter.write(graph, true);
        OptimizerVariables variables = null;
        if (compilation != null) {
            config.set("compile_config", CompilationWriter.write(compilation, graph));
            variables = OptimizerVariables.of(compilation.optimizer(), graph, model.parameters(), groups.order());
        }
        OptimizerVariables stateVariables = variables;
        save(
                config,
                weights -> WeightsFile.write(weights, graph, model.parameters(), groups, stateVariables, state),
                Vocabularies.of(graph, groups),
                model,
                file);
    }

    /// What writes the weight file.
    interface Weights {
        void write(Path file) throws IOException;
    }

    /// Saves a model by its JSON, weights and vocabularies.
    static void save(ObjectNode config, Weights written, Map<String, byte[]> texts, SavedModel model, Path file)
            throws IOException {
        AtomicFile.replace(file, temporary -> {
            Path weights = AtomicFile.temporaryBeside(temporary);
            try {
                written.write(weights);
                Map<String, String> digests = digests(Files.readAllBytes(weights));
                writeArchive(temporary, config, weights, texts, own(model.notes(), digests));
            } finally {
                Files.deleteIfExists(weights);
            }
            verify(temporary, model);
        });
    }

    @Override
    public SavedModel load(Path file, boolean compile) throws IOException {
        return ModelFileException.inFile(file, () -> {
            try (Archive archive = new Archive(file)) {
                return read(archive, compile);
            }
        });
    }

    private static SavedModel read(Archive archive, boolean compile) throws IOException {
        JsonNode config = Json.parse(CONFIG, required(archive, CONFIG, Json.MAX_BYTES));
        String version = kerasVersion(archive);
        boolean old = version != null && version.startsWith("2.");
        if (old) {
            config = LegacyConfig.model(config);
        }
        GraphReader.Structure structure = GraphReader.read(config, new Vocabularies(archive));
        Graph graph = structure.graph();
        JsonNode compileConfig = config.path("compile_config");
        Compilation compilation = compile
                ? CompilationReader.read(old ? LegacyConfig.compilation(compileConfig) : compileConfig, graph)
                : null;
        byte[] weights = required(archive, WEIGHTS, Integer.MAX_VALUE);
        byte[] ownBytes = archive.read(OWN, Json.MAX_BYTES);
        JsonNode own = ownBytes == null ? Json.object() : Json.parse(OWN, ownBytes);
        try (Hdf5Reader file = new Hdf5Reader(WEIGHTS, weights)) {
            LayerGroups groups = old ? structure.groups().ofKeras2(file.paths()) : structure.groups();
            Parameters parameters = WeightsFile.read(file, graph, groups, weights.length);
            OptimizerState state = null;
            if (compilation != null && !old) {
                state = OptimizerVariables.of(
                                compilation.optimizer(),
                                graph,
                                parameters,
                                structure.groups().order())
                        .read(file, ownBytes == null ? version : null);
            }
            checkDigests(own, file);
            return new SavedModel(graph, parameters, compilation, state, notes(own));
        }
    }

    /// The version of Keras that wrote a file, or null if the file does not say.
    private static @Nullable String kerasVersion(Archive archive) throws IOException {
        byte[] metadata = archive.read(METADATA, Json.MAX_BYTES);
        return metadata == null
                ? null
                : Json.parse(METADATA, metadata).path("keras_version").asString("");
    }

    private static byte[] required(Archive archive, String member, int limit) throws IOException {
        byte[] content = archive.read(member, limit);
        if (content == null) {
            throw new ModelFileException("it has no member " + member + "; a .keras file needs " + CONFIG + " and "
                    + WEIGHTS + ", this one has " + String.join(", ", archive.names()));
        }
        return content;
    }

    private static ObjectNode own(Map<String, String> notes, Map<String, String> digests) throws IOException {
        ObjectNode own = Json.object();
        own.put("gradus_version", Version.current());
        ObjectNode noteNode = own.putObject("notes");
        new TreeMap<>(notes).forEach(noteNode::put);
        ObjectNode digestNode = own.putObject("sha256");
        digests.forEach(digestNode::put);
        return own;
    }

    private static Map<String, String> notes(JsonNode own) {
        Map<String, String> notes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> note : own.path("notes").properties()) {
            notes.put(note.getKey(), note.getValue().asString(""));
        }
        return notes;
    }

    private static void checkDigests(JsonNode own, Hdf5Reader file) throws ModelFileException {
        JsonNode stated = own.path("sha256");
        if (!stated.isObject()) {
            return;
        }
        for (Map.Entry<String, String> digest : WeightsFile.digests(file).entrySet()) {
            if (!stated.path(digest.getKey()).asString("").equals(digest.getValue())) {
                throw new ModelFileException("the file is damaged: the numbers of " + digest.getKey()
                        + " do not match their checksum in " + OWN);
            }
        }
    }

    private static Map<String, String> digests(byte[] weights) throws ModelFileException {
        try (Hdf5Reader file = new Hdf5Reader(WEIGHTS, weights)) {
            return WeightsFile.digests(file);
        }
    }

    private static void writeArchive(
            Path file, ObjectNode config, Path weights, Map<String, byte[]> texts, ObjectNode own) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            ObjectNode metadata = Json.object().put("keras_version", KERAS_VERSION);
            putBytes(zip, METADATA, Json.bytes(metadata));
            putBytes(zip, CONFIG, Json.bytes(config));
            putFile(zip, WEIGHTS, weights);
            for (Map.Entry<String, byte[]> text : texts.entrySet()) {
                putBytes(zip, text.getKey(), text.getValue());
            }
            putBytes(zip, OWN, Json.bytes(own));
        }
    }

    private static void putBytes(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        zip.putNextEntry(stored(name, content.length, crc.getValue()));
        zip.write(content);
        zip.closeEntry();
    }

    private static void putFile(ZipOutputStream zip, String name, Path content) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(content), crc)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        zip.putNextEntry(stored(name, Files.size(content), crc.getValue()));
        Files.copy(content, zip);
        zip.closeEntry();
    }

    private static ZipEntry stored(String name, long size, long crc) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc);
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    /// Reads back what was written, before it replaces anything.
    private static void verify(Path written, SavedModel model) throws IOException {
        try (Archive archive = new Archive(written)) {
            SavedModel back = read(archive, model.compilation() != null);
            if (!java.util.Arrays.equals(
                    back.parameters().values(), model.parameters().values())) {
                throw new ModelFileException("the file that was written does not read back as the model");
            }
        }
    }
}
