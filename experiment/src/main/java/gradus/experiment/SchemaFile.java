package gradus.experiment;

import gradus.data.tables.ColumnKind;
import gradus.data.tables.DataException;
import gradus.data.tables.Schema;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the columns of a table hold, in a file that can be edited: `{"target": ["price"], "columns": {"zip":
/// "category", "size": "ordinal(S<M<L)", "name": "ignore"}}`. Columns that it does not name are found out.
///
/// @param target the columns to predict; empty if they are not said
/// @param columns kinds by the names of columns
public record SchemaFile(List<String> target, Map<String, ColumnKind> columns) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Copies the collections.
    public SchemaFile {
        target = List.copyOf(target);
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /// {@return what was found out about a table}
    ///
    /// @param schema of the table
    public static SchemaFile of(Schema schema) {
        Map<String, ColumnKind> columns = new LinkedHashMap<>();
        schema.features().forEach(feature -> columns.put(feature.name(), feature.reading()));
        schema.dropped().forEach(name -> columns.put(name, ColumnKind.of("ignore")));
        List<String> labels = schema.target().labels();
        if (schema.target().ordered() && labels.stream().noneMatch(label -> label.contains("<"))) {
            columns.put(schema.target().columns().getFirst(), new ColumnKind("ordinal", String.join("<", labels)));
        }
        return new SchemaFile(schema.target().columns(), columns);
    }

    /// Reads a file.
    ///
    /// @param file the file
    /// @return what it says
    /// @throws DataException if it cannot be read; the message says what is wrong
    public static SchemaFile read(Path file) {
        try {
            String text = Files.readString(file);
            if (text.isBlank()) {
                throw new DataException(file + " is empty");
            }
            JsonNode tree = JSON.readTree(text);
            Map<String, Object> map = tree.isObject() ? JSON.convertValue(tree, new TypeReference<>() {}) : null;
            Map<String, ColumnKind> columns = new LinkedHashMap<>();
            if (map == null
                    || !(map.getOrDefault("columns", Map.of()) instanceof Map<?, ?> kinds)
                    || !(map.getOrDefault("target", List.of()) instanceof List<?> target)) {
                throw new DataException(file + " must have an object \"columns\" and a list \"target\"");
            }
            for (Map.Entry<?, ?> kind : kinds.entrySet()) {
                columns.put(String.valueOf(kind.getKey()), kind(file, kind.getKey(), String.valueOf(kind.getValue())));
            }
            return new SchemaFile(target.stream().map(String::valueOf).toList(), columns);
        } catch (IOException e) {
            throw new DataException("cannot read " + file + ": the file does not exist or cannot be read", e);
        } catch (JacksonException e) {
            throw new DataException(file + " is not JSON: " + where(e) + reason(e), e);
        }
    }

    private static String where(JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        return place == null || place.getLineNr() < 1
                ? ""
                : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
    }

    /// What is wrong, without the places that Jackson names in its own way.
    private static String reason(JacksonException e) {
        String first = e.getOriginalMessage().lines().findFirst().orElse("");
        return first.replaceAll("\\s*\\(start marker at \\[Source[^\\]]*\\]\\)", "");
    }

    private static ColumnKind kind(Path file, Object column, String text) {
        try {
            return ColumnKind.of(text);
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ", column \"" + column + "\": " + e.getMessage(), e);
        }
    }

    /// Writes a file.
    ///
    /// @param file the file
    /// @throws IOException if it cannot be written
    public void write(Path file) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("target", target);
        Map<String, String> kinds = new LinkedHashMap<>();
        columns.forEach((name, kind) -> kinds.put(name, kind.toString()));
        map.put("columns", kinds);
        AtomicFile.replace(file, Json.pretty(map));
    }
}
