package gradus.keras;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Models that Keras made, with what comes next in Keras: `interchange.py` makes them, and opens what this saves.
final class Interchange {
    private Interchange() {}

    /// The models of a folder.
    static List<Path> models(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("m\\d+\\.keras"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How far Gradus is from Keras.
    ///
    /// @param predictions the largest difference, relative where the number is above 1
    /// @param losses of three further epochs, likewise
    record Difference(double predictions, double losses) {
        boolean isSmall() {
            return predictions <= 1e-6 && losses <= 1e-5;
        }
    }

    /// Predicts with a model, trains on, and compares.
    static Difference compare(Path file, JsonNode numbers) {
        Model model = Model.load(file);
        List<Rows> inputs = new ArrayList<>();
        numbers.path("inputs").forEach(input -> inputs.add(Fixtures.rows(input)));
        double predictions = apart(Fixtures.predict(model, inputs), Fixtures.numbers(numbers.path("predictions")));
        Dataset data = new Dataset(inputs, List.of(Fixtures.rows(numbers.path("y"))), null);
        History history =
                model.fit(data, Fit.epochs(3).batchSize(4).shuffle(false).checkHead(false));
        double losses = 0;
        for (int epoch = 0; epoch < 3; epoch++) {
            double expected = numbers.path("losses").get(epoch).asDouble();
            double found = history.get("loss").get(epoch);
            losses = Math.max(losses, Math.abs(found - expected) / Math.max(1, Math.abs(expected)));
        }
        return new Difference(predictions, losses);
    }

    /// The numbers that Keras computed.
    static JsonNode numbers(Path file) {
        try {
            String name = file.getFileName().toString().replace(".keras", ".json");
            return Json.parse(name, Files.readAllBytes(file.resolveSibling(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double apart(float[] found, float[] expected) {
        double largest = found.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(found.length, expected.length); i++) {
            largest = Math.max(largest, Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
        }
        return largest;
    }

    /// Compares all models of a folder and saves each as `NAME.gradus.keras`.
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int differing = 0;
        List<Path> models = models(folder);
        for (Path file : models) {
            try {
                String name = file.getFileName().toString().replace(".keras", ".gradus.keras");
                Model.load(file).save(folder.resolve(name));
                Difference difference = compare(file, numbers(file));
                if (!difference.isSmall()) {
                    differing++;
                    System.out.println(file.getFileName() + ": " + difference);
                }
            } catch (RuntimeException e) {
                differing++;
                System.out.println(file.getFileName() + ": " + e);
            }
        }
        System.out.println(models.size() + " models of Keras opened in Gradus, " + differing + " differ");
        System.exit(differing > 0 ? 1 : 0);
    }
}
