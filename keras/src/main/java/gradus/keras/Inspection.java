package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is in a model's file, of `.keras`, `.h5`, `.weights.h5` or `.safetensors`. Configs are read, numbers are not:
/// the file may be larger than the memory, and may have layers that Gradus lacks.
///
/// @param kind what the file is, in words
/// @param bytes its size
/// @param facts version, optimizer, losses, notes, by what they are called
/// @param layers of the model, nested ones after the model that has them
/// @param tensors all arrays of numbers
public record Inspection(
        String kind, long bytes, Map<String, String> facts, List<LayerLine> layers, List<TensorLine> tensors) {
    /// Copies the lists.
    public Inspection {
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        layers = List.copyOf(layers);
        tensors = List.copyOf(tensors);
    }

    /// A layer as the file's config has it.
    ///
    /// @param name its path, `encoder/dense`
    /// @param className such as `Dense`
    /// @param arguments what tells it from others of its class, such as `units=4, activation=relu`
    public record LayerLine(String name, String className, String arguments) {}

    /// An array of numbers.
    ///
    /// @param path its path in the file
    /// @param owner name of its layer or optimizer, where the file has it
    /// @param type element type, such as `float32`
    /// @param shape its dimensions
    /// @param bytes size of its content
    public record TensorLine(String path, String owner, String type, List<Long> shape, long bytes) {
        /// Copies the shape.
        public TensorLine {
            shape = List.copyOf(shape);
        }
    }

    /// Inspects a file.
    ///
    /// @param file a model file
    /// @return its content
    /// @throws ModelFileException if it is not a model file, or is damaged
    /// @throws IOException if it cannot be read
    public static Inspection of(Path file) throws IOException {
        return ModelFileException.inFile(file, () -> {
            String name = file.toString();
            if (name.endsWith(".safetensors")) {
                return ofSafetensors(file);
            }
            byte[] start = new byte[8];
            int length;
            try (var in = Files.newInputStream(file)) {
                length = in.readNBytes(start, 0, start.length);
            }
            if (length >= 4 && start[0] == 'P' && start[1] == 'K') {
                return ofKeras(file);
            }
            if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
                return ofHdf5(file);
            }
            throw new ModelFileException(
                    "it is not a model file: names end in .keras, .h5, .weights.h5 or .safetensors");
        });
    }

    private static Inspection ofKeras(Path file) throws IOException {
        try (Archive archive = new Archive(file)) {
            Collector collector = new Collector();
            byte[] metadata = archive.read("metadata.json", Json.MAX_BYTES);
            if (metadata != null) {
                JsonNode json = Json.parse("metadata.json", metadata);
                collector.fact("saved by Keras", json.path("keras_version").asString(""));
                collector.fact("saved on", json.path("date_saved").asString(""));
            }
            byte[] config = archive.read("config.json", Json.MAX_BYTES);
            if (config != null) {
                collector.model(Json.parse("config.json", config));
            }
            byte[] own = archive.read("gradus.json", Json.MAX_BYTES);
            if (own != null) {
                JsonNode json = Json.parse("gradus.json", own);
                collector.fact("saved by Gradus", json.path("gradus_version").asString(""));
                collector.notes(json.path("notes"));
            }
            for (String member : archive.names()) {
                if (Vocabularies.isVocabulary(member)) {
                    collector.fact("vocabulary of " + Vocabularies.group(member), Vocabularies.shown(archive, member));
                }
            }
            ByteBuffer weights = archive.view("model.weights.h5");
            if (weights != null) {
                try (Hdf5Reader reader = new Hdf5Reader("model.weights.h5", weights)) {
                    collector.tensors(reader);
                }
            }
            return collector.inspection("Keras model", Files.size(file));
        }
    }

    private static Inspection ofHdf5(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new ModelFileException("a file of more than 2 GiB cannot be read");
            }
            // Mapped, so that what is not looked at is not loaded.
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            try (Hdf5Reader reader = new Hdf5Reader("the file", content)) {
                Collector collector = new Collector();
                collector.fact("saved by Keras", text(reader, "keras_version"));
                String config = text(reader, "model_config");
                if (!config.isEmpty()) {
                    collector.model(Json.parse("model_config", config.getBytes(UTF_8)));
                }
                String training = text(reader, "training_config");
                if (!training.isEmpty()) {
                    JsonNode json = Json.parse("training_config", training.getBytes(UTF_8));
                    collector.compilation(json, json.path("optimizer_config"));
                }
                collector.tensors(reader);
                return collector.inspection(config.isEmpty() ? "weights, HDF5" : "Keras model, HDF5", size);
            }
        }
    }

    private static Inspection ofSafetensors(Path file) throws IOException {
        try (Safetensors reader = new Safetensors(file)) {
            Collector collector = new Collector();
            String config = reader.metadata().get("config");
            for (Map.Entry<String, String> text : reader.metadata().entrySet()) {
                if (text.getKey().equals("config")) {
                    collector.model(Json.parse("config", text.getValue().getBytes(UTF_8)));
                } else if (text.getKey().equals("notes")) {
                    collector.notes(Json.parse("notes", text.getValue().getBytes(UTF_8)));
                } else {
                    collector.fact(text.getKey(), text.getValue());
                }
            }
            reader.tensors().forEach((name, tensor) -> {
                int slash = name.lastIndexOf('/');
                collector.tensors.add(new TensorLine(
                        Json.shown(name),
                        Json.shown(slash < 0 ? "" : name.substring(0, slash)),
                        tensor.type(),
                        tensor.shape(),
                        tensor.bytes()));
            });
            String kind = config == null ? "weights, safetensors" : "Gradus model, safetensors";
            return collector.inspection(kind, Files.size(file));
        }
    }

    private static String text(Hdf5Reader reader, String attribute) throws ModelFileException {
        String text = reader.text("", attribute);
        return text == null ? "" : text;
    }

    /// Gathers lines.
    private static final class Collector {
        private static final int MAX_DEPTH = 16;
        private static final List<String> TELLING = List.of(
                "batch_shape", "batch_input_shape", "units", "activation", "rate", "stddev", "axis", "use_bias");

        private final Map<String, String> facts = new LinkedHashMap<>();
        private final List<LayerLine> layers = new ArrayList<>();
        private final List<TensorLine> tensors = new ArrayList<>();

        void fact(String name, String value) {
            if (!value.isEmpty()) {
                facts.put(Json.shown(name), value.length() > 400 ? Json.shown(value) : clean(value));
            }
        }

        void notes(JsonNode notes) {
            notes.properties()
                    .forEach(note ->
                            fact("note " + note.getKey(), note.getValue().asString("")));
        }

        void model(JsonNode model) {
            fact("model", model.path("config").path("name").asString("") + ", " + className(model));
            layers(model, "", 0);
            compilation(
                    model.path("compile_config"), model.path("compile_config").path("optimizer"));
        }

        void compilation(JsonNode config, JsonNode optimizer) {
            if (optimizer.isMissingNode() || optimizer.isNull()) {
                return;
            }
            JsonNode rate = optimizer.path("config").path("learning_rate");
            String shownRate = rate.isNumber()
                    ? Double.toString(ConceptReader.shortest(rate.doubleValue()))
                    : rate.isObject() ? className(rate) : "";
            fact("optimizer", className(optimizer) + (shownRate.isEmpty() ? "" : ", learning rate " + shownRate));
            fact("loss", names(config.path("loss")));
            fact("metrics", names(config.path("metrics")));
        }

        private void layers(JsonNode model, String prefix, int depth) {
            for (JsonNode layer : model.path("config").path("layers")) {
                JsonNode config = layer.path("config");
                String name = prefix + Json.shown(config.path("name").asString("(no name)"));
                List<String> arguments = new ArrayList<>();
                for (String key : TELLING) {
                    JsonNode value = config.path(key);
                    if (!value.isMissingNode() && !value.isNull()) {
                        arguments.add(key + "=" + (value.isString() ? clean(value.stringValue()) : Json.brief(value)));
                    }
                }
                if (!config.path("trainable").asBoolean(true)) {
                    arguments.add("frozen");
                }
                layers.add(new LayerLine(name, className(layer), String.join(", ", arguments)));
                if (depth < MAX_DEPTH) {
                    layers(layer, name + "/", depth + 1);
                }
            }
        }

        void tensors(Hdf5Reader reader) throws ModelFileException {
            for (String path : reader.paths()) {
                if (path.equals(Hdf5Writer.LAST)) {
                    continue;
                }
                Hdf5Reader.Entry entry = reader.entry(path);
                int slash = path.lastIndexOf('/');
                String owner = slash < 0 ? null : ownerName(reader, path.substring(0, slash));
                tensors.add(new TensorLine(
                        Json.shown(path),
                        owner == null ? "" : Json.shown(owner),
                        entry.type(),
                        entry.shape(),
                        entry.bytes()));
            }
        }

        private static @Nullable String ownerName(Hdf5Reader reader, String group) throws ModelFileException {
            return reader.text(group, "name");
        }

        Inspection inspection(String kind, long bytes) {
            return new Inspection(kind, bytes, facts, layers, tensors);
        }

        private static String names(JsonNode value) {
            if (value.isArray()) {
                List<String> names = new ArrayList<>();
                value.forEach(item -> names.add(names(item)));
                return String.join(", ", names);
            }
            if (value.isObject() && value.path("class_name").isMissingNode()) {
                List<String> names = new ArrayList<>();
                value.properties().forEach(item -> names.add(item.getKey() + "=" + names(item.getValue())));
                return clean(String.join(", ", names));
            }
            return value.isString() ? clean(value.stringValue()) : value.isObject() ? className(value) : "";
        }

        private static String className(JsonNode object) {
            String name = object.path("class_name").asString("?");
            return Json.shown(name.equals("function") ? object.path("config").asString("?") : name);
        }

        private static String clean(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }
    }
}
