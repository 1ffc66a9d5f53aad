package gradus.keras;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.TextRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The files that Keras wrote, with the numbers that Keras computed.
final class Fixtures {
    private static final Path FOLDER = Path.of("src/test/resources/fixtures");

    private Fixtures() {}

    /// All `.keras` files.
    static List<Path> readable() {
        return files(file -> true);
    }

    /// Files of models that Keras trained for some epochs.
    static List<Path> trained() {
        return files(file -> file.toString().endsWith(".trained.keras"));
    }

    /// A file by its name without ending.
    static Path file(String name) {
        return FOLDER.resolve(name + ".keras");
    }

    /// What Keras computed with the model of a file.
    static JsonNode numbers(Path file) {
        String name = file.getFileName().toString().replace(".trained", "").replace(".keras", ".json");
        try {
            return Json.parse(name, Files.readAllBytes(file.resolveSibling(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nested lists, with one row for each element of the outermost.
    static Rows rows(JsonNode list) {
        float[][] rows = new float[list.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = numbers(list.get(i));
        }
        return Rows.of(rows);
    }

    /// Rows of text or of numbers.
    static Rows table(JsonNode list) {
        if (!list.path(0).path(0).isString()) {
            return rows(list);
        }
        List<List<String>> columns = new ArrayList<>();
        for (int column = 0; column < list.path(0).size(); column++) {
            List<String> texts = new ArrayList<>();
            for (JsonNode row : list) {
                texts.add(row.path(column).stringValue());
            }
            columns.add(texts);
        }
        return TextRows.of(columns);
    }

    /// One table, or several if the lists are one deeper.
    static List<Rows> tables(JsonNode list) {
        if (!list.path(0).path(0).isArray()) {
            return List.of(rows(list));
        }
        List<Rows> tables = new ArrayList<>();
        list.forEach(table -> tables.add(rows(table)));
        return tables;
    }

    /// Rows to train on or to validate with, and sample weights where there are some.
    static Dataset data(JsonNode numbers, String x, String y) {
        JsonNode weights = x.equals("x") ? numbers.path("sample_weight") : Json.NULL;
        return new Dataset(
                tables(numbers.path(x)),
                tables(numbers.path(y)),
                weights.isArray() ? Rows.of(numbers(weights), 1) : null);
    }

    /// All numbers of nested lists, or one number.
    static float[] numbers(JsonNode node) {
        List<Float> values = new ArrayList<>();
        collect(node, values);
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    /// All outputs of a model, row after row, output after output.
    static float[] predict(Model model, List<Rows> inputs) {
        float[] all = {};
        for (Rows output : model.predict(inputs)) {
            float[] values = output.toArray();
            int before = all.length;
            all = Arrays.copyOf(all, before + values.length);
            System.arraycopy(values, 0, all, before, values.length);
        }
        return all;
    }

    private static void collect(JsonNode node, List<Float> values) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, values));
        } else {
            values.add((float) node.asDouble());
        }
    }

    private static List<Path> files(Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".keras"))
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
