package gradus.serve.models;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A model with its versions. Requests see one state; a reload replaces it as a whole.
public final class ServedModel {
    private final String name;
    private volatile State state = new State(Collections.emptyNavigableMap(), Map.of());

    /// What is served at a time.
    ///
    /// @param versions those that answer
    /// @param broken why others could not be loaded
    record State(NavigableMap<Long, ModelVersion> versions, Map<Long, String> broken) {}

    ServedModel(String name) {
        this.name = name;
    }

    /// Its name.
    public String name() {
        return name;
    }

    State state() {
        return state;
    }

    void serve(NavigableMap<Long, ModelVersion> versions, Map<Long, String> broken) {
        state = new State(
                Collections.unmodifiableNavigableMap(new TreeMap<>(versions)),
                Collections.unmodifiableMap(new TreeMap<>(broken)));
    }

    /// Whether a version answers.
    public boolean isReady() {
        return !state.versions().isEmpty();
    }

    /// The versions that answer, by number.
    public NavigableMap<Long, ModelVersion> versions() {
        return state.versions();
    }

    /// Why versions could not be loaded, by number.
    public Map<Long, String> broken() {
        return state.broken();
    }
}
