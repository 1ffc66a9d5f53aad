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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Models that Keras made, with what comes next in Keras: `interchange.py` makes them, and opens what this saves.
final class Interchange {
    /// How far apart predictions may be, relative where they are above 1.
    static final double PREDICTIONS = 1e-6;
    /// How far apart losses and metrics may be, likewise.
    static final double LOSSES = 1e-5;

    private static final int EPOCHS = 3;

    private final Path file;
    private final JsonNode numbers;
    private final List<Rows> inputs = new ArrayList<>();
    private final Dataset data;

    /// A model of Keras and the numbers beside it.
    Interchange(Path file) {
        this.file = file;
        numbers = read(sibling(file, ".json"));
        numbers.path("inputs").forEach(input -> inputs.add(Fixtures.table(input)));
        List<Rows> targets = new ArrayList<>();
        numbers.path("targets").forEach(target -> targets.add(Fixtures.rows(target)));
        JsonNode weights = numbers.path("sample_weight");
        data = new Dataset(inputs, targets, weights.isArray() ? Fixtures.rows(weights) : null);
    }

    /// The models of a folder.
    static List<Path> models(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\w+\\.keras"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a model computes, and how far that is from what Keras computed.
    ///
    /// @param model a loaded one; it is trained on
    /// @return by what was compared: `predictions`, `evaluation` and, unless the model draws random numbers, `losses`
    Map<String, Double> compare(Model model) {
        Map<String, Double> apart = new LinkedHashMap<>();
        apart.put("predictions", predictions(model));
        double evaluation = 0;
        Map<String, Double> logs = model.evaluate(data);
        for (Map.Entry<String, JsonNode> expected : numbers.path("evaluation").properties()) {
            if (isAdjusted(model, expected.getKey())) {
                continue;
            }
            double found = logs.getOrDefault(expected.getKey(), Double.NaN);
            evaluation = worse(evaluation, apart(found, expected.getValue().asDouble()));
        }
        apart.put("evaluation", evaluation);
        if (numbers.has("losses")) {
            double losses = 0;
            List<Double> history = train(model, EPOCHS);
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                losses = worse(
                        losses,
                        apart(
                                history.get(epoch),
                                numbers.path("losses").get(epoch).asDouble()));
            }
            apart.put("losses", losses);
        }
        return apart;
    }

    /// Whether a value is an adjusted R², for which Keras counts rows from 3.16 on, as Gradus does; up to 3.15 numbers.
    private static boolean isAdjusted(Model model, String log) {
        return model.compilation().metrics().stream()
                .flatMap(List::stream)
                .filter(metric -> log.endsWith(metric.name()))
                .anyMatch(metric -> metric.toString().matches(".*R2Score.*numRegressors=[1-9].*"));
    }

    /// How far a model's predictions are from Keras's.
    double predictions(Model model) {
        float[] found = Fixtures.predict(model, inputs);
        float[] expected = Fixtures.numbers(numbers.path("predictions"));
        double largest = found.length == expected.length ? 0 : Double.NaN;
        for (int i = 0; i < Math.min(found.length, expected.length); i++) {
            largest = worse(largest, apart(found[i], expected[i]));
        }
        return largest;
    }

    /// Whether all differences are as small as they must be.
    static boolean areSmall(Map<String, Double> apart) {
        return apart.entrySet().stream()
                .allMatch(found -> found.getValue()
                        <= (List.of("evaluation", "losses").contains(found.getKey()) ? LOSSES : PREDICTIONS));
    }

    private List<Double> train(Model model, int epochs) {
        History history =
                model.fit(data, Fit.epochs(epochs).batchSize(4).shuffle(false).checkHead(false));
        return history.get("loss");
    }

    /// A file that is not a number away is infinitely far away.
    private static double worse(double largest, double apart) {
        return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(largest, apart);
    }

    private static double apart(double found, double expected) {
        return Math.abs(found - expected) / Math.max(1, Math.abs(expected));
    }

    /// Compares with all files that Keras made of the model.
    private Map<String, Double> compareFiles() {
        Map<String, Double> apart = new LinkedHashMap<>(compare(Model.load(file)));
        for (String ending : List.of(".weights.h5", ".safetensors")) {
            Model model = Model.load(file);
            // Other weights than those that are to be read.
            train(model, 1);
            model.loadWeights(sibling(file, ending), false);
            apart.put(ending.substring(1), predictions(model));
        }
        return apart;
    }

    /// Trains the model for an epoch, saves it in all formats, and notes what comes next.
    private void saveFiles() throws IOException {
        Model model = Model.load(file);
        train(model, 1);
        model.save(sibling(file, ".gradus.keras"));
        model.saveWeights(sibling(file, ".gradus.weights.h5"));
        model.save(sibling(file, ".gradus.safetensors"));
        ObjectNode noted = Json.object();
        ArrayNode predictions = noted.putArray("predictions");
        for (float prediction : Fixtures.predict(model, inputs)) {
            predictions.add(prediction);
        }
        ObjectNode evaluation = noted.putObject("evaluation");
        model.evaluate(data).forEach(evaluation::put);
        if (numbers.has("losses")) {
            ArrayNode losses = noted.putArray("losses");
            train(model, EPOCHS).forEach(losses::add);
        }
        Files.write(sibling(file, ".gradus.json"), Json.bytes(noted));
    }

    private static Path sibling(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replace(".keras", ending));
    }

    private static JsonNode read(Path file) {
        try {
            return Json.parse(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Compares all models of a folder, and saves each as `NAME.gradus.keras`, and in the other formats, an epoch
    /// later.
    public static void main(String[] arguments) throws IOException {
        int differing = 0;
        Map<String, Double> worst = new LinkedHashMap<>();
        Map<String, String> where = new LinkedHashMap<>();
        List<Path> models = models(Path.of(arguments[0]));
        for (Path file : models) {
            String name = file.getFileName().toString();
            try {
                Interchange interchange = new Interchange(file);
                interchange.saveFiles();
                Map<String, Double> apart = interchange.compareFiles();
                if (!areSmall(apart)) {
                    differing++;
                    System.out.println(name + ": " + apart);
                }
                apart.forEach((kind, found) -> {
                    if (found >= worst.getOrDefault(kind, 0.0)) {
                        worst.put(kind, found);
                        where.put(kind, name);
                    }
                });
            } catch (RuntimeException e) {
                differing++;
                System.out.println(name + ": " + e);
            }
        }
        System.out.print(models.size() + " models of Keras opened in Gradus, " + differing + " differ; at most apart:");
        worst.forEach((kind, found) -> System.out.printf(" %s %.1e (%s)", kind, found, where.get(kind)));
        System.out.println();
        System.exit(differing > 0 || models.isEmpty() ? 1 : 0);
    }
}
