package gradus.serve.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The models of a path, loaded. [#reload()] looks again: what is new is loaded, checked and warm before it takes the
/// place of what is there, and what cannot be loaded changes nothing.
public final class Models {
    private final Path path;
    private final @Nullable String name;
    private final Limits limits;
    private final Function<String, IntConsumer> batches;
    private final ConcurrentSkipListMap<String, ServedModel> models = new ConcurrentSkipListMap<>();
    /// What was found when it was last looked, loaded or broken.
    private final Map<ModelFiles.Found, Object> seen = new HashMap<>();
    private final List<String> problems;

    /// Loads the models.
    ///
    /// @param name for a single model, instead of that of its file or folder
    /// @param batches gives each model what is notified of the number of rows of its batches
    /// @throws IllegalArgumentException if there is no model
    /// @throws IllegalStateException if no version of a model can be loaded; the message says why
    public Models(Path path, @Nullable String name, Limits limits, Function<String, IntConsumer> batches) {
        this.path = path;
        this.name = name;
        this.limits = limits;
        this.batches = batches;
        problems = reload().stream()
                .map(Change::problem)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
        if (models.values().stream().noneMatch(ServedModel::isReady)) {
            throw new IllegalStateException(String.join("; ", problems));
        }
    }

    /// What a reload changed.
    ///
    /// @param version the version
    /// @param problem why it could not be loaded; null if it was
    public record Change(
            String model, long version, @Nullable String problem) {}

    /// Looks for new, changed and removed versions.
    ///
    /// @return what changed, or could not
    public synchronized List<Change> reload() {
        Map<String, SortedMap<Long, ModelFiles.Found>> found = ModelFiles.find(path, name);
        List<Change> changes = new ArrayList<>();
        Map<ModelFiles.Found, Object> now = new HashMap<>();
        found.forEach((model, files) -> load(model, files, now, changes));
        models.keySet().retainAll(found.keySet());
        seen.clear();
        seen.putAll(now);
        return changes;
    }

    private void load(
            String model,
            SortedMap<Long, ModelFiles.Found> files,
            Map<ModelFiles.Found, Object> now,
            List<Change> changes) {
        NavigableMap<Long, ModelVersion> versions = new TreeMap<>();
        Map<Long, String> broken = new TreeMap<>();
        ServedModel before = models.get(model);
        ServedModel served = before == null ? new ServedModel(model) : before;
        files.forEach((number, file) -> {
            Object known = seen.get(file);
            if (known == null) {
                known = load(model, number, file);
                changes.add(new Change(model, number, known instanceof String problem ? problem : null));
            }
            now.put(file, known);
            if (known instanceof ModelVersion version) {
                versions.put(number, version);
                return;
            }
            broken.put(number, known.toString());
            // What answered under this number keeps answering.
            ModelVersion answering = served.versions().get(number);
            if (answering != null) {
                versions.put(number, answering);
            }
        });
        served.serve(versions, broken);
        if (!versions.isEmpty()) {
            models.put(model, served);
        }
    }

    /// The version, or why it cannot be loaded.
    private Object load(String model, long number, ModelFiles.Found file) {
        try {
            return ModelVersion.load(model, number, file.file(), limits, batches.apply(model));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return "version " + number + " of model \"" + model + "\" cannot be loaded: " + e.getMessage();
        }
    }

    /// Why versions could not be loaded at the start.
    public List<String> problems() {
        return problems;
    }

    /// All models.
    public Collection<ServedModel> all() {
        return models.values();
    }

    /// A model; null if there is none of this name.
    public @Nullable ServedModel find(String model) {
        return models.get(model);
    }
}
