package gradus.serve.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where models lie:
///
/// ```
/// model.keras                 a file is a model with version 1
/// houses/model.keras          so is a folder with one model file, as a run writes it
/// houses/3/model.keras        a folder of numbered folders is a model with versions
/// models/houses/3/model.keras a folder of such folders, or of files, has several models
/// ```
final class ModelFiles {
    private static final List<String> ENDINGS = List.of(".keras", ".h5", ".safetensors");
    private static final String RUN_FILE = "model.keras";

    private ModelFiles() {}

    /// A file as it is now. When it changes, it is another one.
    record Found(Path file, long size, long modified) {
        private static Found of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Found(file, now.size(), now.lastModifiedTime().toMillis());
        }
    }

    /// Returns the models of a path: versions and their files by the names of models.
    ///
    /// @param name for a single model, instead of that of its file or folder
    /// @throws IllegalArgumentException if there is no model; the message says what is expected
    static Map<String, SortedMap<Long, Found>> find(Path path, @Nullable String name) {
        try {
            Map<String, SortedMap<Long, Found>> models = new TreeMap<>();
            SortedMap<Long, Found> versions = versions(path);
            if (!versions.isEmpty()) {
                models.put(name == null ? nameOf(path) : name, versions);
                return models;
            }
            if (Files.isDirectory(path)) {
                for (Path inner : list(path)) {
                    versions = versions(inner);
                    if (!versions.isEmpty()) {
                        models.put(nameOf(inner), versions);
                    }
                }
            }
            if (models.isEmpty()) {
                throw new IllegalArgumentException((Files.exists(path) ? path + " has no model" : "there is no " + path)
                        + "; a model is a .keras, .h5 or .safetensors file, a folder with one, or folders"
                        + " NAME/VERSION/model.keras");
            }
            if (name != null && models.size() > 1) {
                throw new IllegalArgumentException("a name is for a single model, and " + path + " has " + models.size()
                        + ": " + String.join(", ", models.keySet()));
            }
            return name == null
                    ? models
                    : new TreeMap<>(Map.of(name, models.values().iterator().next()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /// Returns the versions of a model; none if it is not a model.
    private static SortedMap<Long, Found> versions(Path path) throws IOException {
        SortedMap<Long, Found> versions = new TreeMap<>();
        Path file = modelFile(path);
        if (file != null) {
            versions.put(1L, Found.of(file));
        } else if (Files.isDirectory(path)) {
            for (Path inner : list(path)) {
                String number = inner.getFileName().toString();
                Path numbered = number.matches("[0-9]{1,18}") && Files.isDirectory(inner) ? modelFile(inner) : null;
                if (numbered != null) {
                    versions.put(Long.parseLong(number), Found.of(numbered));
                }
            }
        }
        return versions;
    }

    /// The file itself, or the one of a folder.
    private static @Nullable Path modelFile(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return isModel(path) ? path : null;
        }
        if (!Files.isDirectory(path)) {
            return null;
        }
        Path usual = path.resolve(RUN_FILE);
        if (Files.isRegularFile(usual)) {
            return usual;
        }
        List<Path> files = new ArrayList<>();
        for (Path inner : list(path)) {
            if (Files.isRegularFile(inner) && isModel(inner)) {
                files.add(inner);
            } else if (Files.isDirectory(inner) && modelFile(inner) != null) {
                // A folder of several models, some of which are files.
                return null;
            }
        }
        return files.size() == 1 ? files.getFirst() : null;
    }

    private static boolean isModel(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        // What a run has beside its model: only the state of layers and optimizer.
        return ENDINGS.stream().anyMatch(name::endsWith) && !name.endsWith(".weights.h5") && !name.startsWith(".");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> inner = Files.list(folder)) {
            return inner.sorted().toList();
        }
    }

    private static String nameOf(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "model" : last.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        for (String ending : ENDINGS) {
            if (lower.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }
}
