package gradus.lab.diagnosis;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Messages.Tone;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import gradus.lab.view.WatchedRun;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Runs of which it is known what is wrong with them: each has settings that cause one trouble, or none.
///
/// @param trouble the rule that should be named, or empty for a healthy run
/// @param also other rules that name the same trouble
/// @param settings of the run
/// @param spoil what is done to the weights before the first step
record Truth(String trouble, Set<String> also, LabSettings settings, Consumer<Run> spoil) {
    @SuppressWarnings("UnnecessaryLambda") // a value like the others
    private static final Consumer<Run> NOTHING = run -> {};

    /// What a diagnosis said: whether it named the trouble, whether it did so first, and whether it gave a false alarm.
    record Said(boolean named, boolean first, boolean alarmed, List<String> rules) {}

    /// The rules that are no alarm.
    private static final Set<String> HARMLESS = Set.of("still-improving", "learned");

    /// Trains it to its end, and asks for a diagnosis.
    Said ask(Uploads uploads) {
        WatchedRun watched = new WatchedRun(new Run(1, settings, uploads));
        Run run = watched.run();
        spoil.accept(run);
        for (int epoch = 0; epoch < settings.epochs() && run.goesOn(); epoch++) {
            watched.epoch();
        }
        List<Verdict> verdicts = Diagnosis.of(run, watched.picture(), watched.evidence(watched.look()));
        List<String> rules = verdicts.stream().map(Verdict::rule).toList();
        boolean named = rules.stream().anyMatch(rule -> rule.equals(trouble) || also.contains(rule));
        List<Verdict> bad =
                verdicts.stream().filter(verdict -> verdict.tone() == Tone.BAD).toList();
        boolean first = named
                && (bad.isEmpty()
                        || bad.getFirst().rule().equals(trouble)
                        || also.contains(bad.getFirst().rule()));
        boolean alarmed = trouble.isEmpty() && rules.stream().anyMatch(rule -> !HARMLESS.contains(rule));
        return new Said(named, first, alarmed, rules);
    }

    /// All kinds, with seeds of their own.
    static List<Truth> of(int seed, Uploads uploads) {
        List<Truth> all = new ArrayList<>();
        healthy(all, seed);
        faulty(all, seed, uploads);
        return all;
    }

    private static DataChoice made(String name, int samples, double noise, int seed) {
        return new DataChoice("generator", name, samples, noise, seed, "", 0.3, true);
    }

    private static DataChoice bundled(String name, boolean standardize) {
        return new DataChoice("bundled", name, 300, 0, 0, "", 0.3, standardize);
    }

    private static LayerChoice layer(int units, String activation, String normalization, double dropout) {
        String initializer = activation.equals("relu") ? "he_normal" : "glorot_uniform";
        return new LayerChoice(units, activation, true, normalization, dropout, initializer);
    }

    private static List<LayerChoice> two(int units, String activation, String normalization, double dropout) {
        return Collections.nCopies(2, layer(units, activation, normalization, dropout));
    }

    private static LabSettings settings(
            DataChoice data, List<LayerChoice> layers, String optimizer, double rate, int batch, int epochs, int seed) {
        Map<String, Object> arguments = optimizer.equals("sgd") && rate > 0.01 ? Map.of("momentum", 0.9) : Map.of();
        return new LabSettings(data, layers, "", optimizer, arguments, rate, "constant", batch, epochs, seed, 0, 0);
    }

    private static void healthy(List<Truth> all, int seed) {
        List<LabSettings> list = new ArrayList<>();
        for (String name : List.of("xor", "circle", "moons", "gaussians")) {
            DataChoice data = made(name, 400, 0.1, seed);
            for (String activation : List.of("tanh", "relu")) {
                list.add(settings(data, two(16, activation, "none", 0), "adam", 0.01, 16, 60, seed));
                list.add(settings(data, two(16, activation, "batch", 0), "adam", 0.01, 16, 60, seed));
                list.add(settings(data, two(16, activation, "none", 0.3), "adam", 0.01, 16, 60, seed));
                list.add(settings(data, two(16, activation, "batch", 0.2), "adam", 0.01, 16, 60, seed));
            }
            list.add(settings(data, two(12, "tanh", "layer", 0), "sgd", 0.05, 16, 60, seed));
        }
        list.add(settings(made("blobs", 300, 0.1, seed), two(8, "relu", "batch", 0), "adam", 0.01, 16, 40, seed));
        list.add(settings(made("spiral", 400, 0.02, seed), two(32, "tanh", "none", 0), "adam", 0.01, 16, 200, seed));
        list.add(settings(made("plane", 300, 0.1, seed), two(8, "tanh", "none", 0), "adam", 0.01, 16, 50, seed));
        list.add(settings(made("hills", 600, 0.05, seed), two(24, "tanh", "none", 0), "adam", 0.01, 16, 150, seed));
        for (String name : List.of("iris", "wine")) {
            list.add(settings(bundled(name, true), two(16, "relu", "none", 0.2), "adam", 0.005, 16, 40, seed));
            list.add(settings(bundled(name, true), two(16, "tanh", "batch", 0), "adam", 0.003, 16, 40, seed));
        }
        list.add(settings(bundled("digits", true), two(32, "relu", "batch", 0), "adam", 0.003, 32, 12, seed));
        list.add(settings(bundled("digits", true), two(32, "relu", "none", 0.1), "adam", 0.003, 32, 15, seed));
        list.forEach(settings -> all.add(new Truth("", Set.of(), settings, NOTHING)));
    }

    private static void faulty(List<Truth> all, int seed, Uploads uploads) {
        DataChoice xor = made("xor", 400, 0.1, seed);
        DataChoice moons = made("moons", 400, 0.1, seed);
        DataChoice circle = made("circle", 400, 0.1, seed);
        add(
                all,
                "rate-too-high",
                Set.of("diverged"),
                settings(xor, two(8, "tanh", "none", 0), "sgd", 10, 16, 40, seed));
        add(
                all,
                "rate-too-high",
                Set.of("diverged"),
                settings(moons, two(8, "relu", "none", 0), "sgd", 100, 16, 40, seed));
        add(
                all,
                "rate-too-high",
                Set.of("diverged"),
                settings(circle, two(8, "tanh", "none", 0), "adam", 3, 16, 40, seed));
        add(
                all,
                "rate-too-high",
                Set.of("diverged"),
                settings(made("hills", 300, 0.1, seed), two(8, "relu", "none", 0), "sgd", 3, 16, 40, seed));
        add(all, "rate-too-low", Set.of(), settings(circle, two(8, "tanh", "none", 0), "sgd", 1e-5, 16, 40, seed));
        add(all, "rate-too-low", Set.of(), settings(xor, two(8, "relu", "none", 0), "adam", 1e-6, 16, 40, seed));
        for (String equal : List.of("zeros", "ones")) {
            List<LayerChoice> layers = Collections.nCopies(2, new LayerChoice(6, "tanh", true, "none", 0, equal));
            add(all, "symmetric", Set.of(), settings(xor, layers, "adam", 0.01, 16, 30, seed));
        }
        add(
                all,
                "vanishing",
                Set.of(),
                settings(circle, Collections.nCopies(7, layer(8, "sigmoid", "none", 0)), "sgd", 0.01, 16, 30, seed));
        add(
                all,
                "unscaled",
                Set.of(),
                settings(bundled("auto_mpg", false), two(8, "relu", "none", 0), "sgd", 1e-6, 16, 10, seed));
        add(
                all,
                "unscaled",
                Set.of(),
                settings(bundled("wine", false), two(8, "tanh", "none", 0), "adam", 0.001, 16, 20, seed));
        all.add(new Truth(
                "dead",
                Set.of(),
                settings(circle, two(8, "relu", "none", 0), "adam", 0.003, 16, 40, seed),
                run -> shift(run, -100)));
        all.add(new Truth(
                "saturated",
                Set.of(),
                settings(xor, two(8, "tanh", "none", 0), "adam", 0.001, 16, 40, seed),
                run -> shift(run, 40)));
        add(all, "linear", Set.of(), settings(xor, two(6, "linear", "none", 0), "adam", 0.01, 16, 40, seed));
        add(all, "linear", Set.of(), settings(circle, List.of(), "adam", 0.01, 16, 40, seed));
        add(
                all,
                "underfitting",
                Set.of(),
                settings(xor, List.of(layer(1, "tanh", "none", 0)), "adam", 0.03, 16, 100, seed));
        add(
                all,
                "underfitting",
                Set.of(),
                settings(
                        made("spiral", 400, 0.05, seed),
                        List.of(layer(2, "tanh", "none", 0)),
                        "adam",
                        0.03,
                        16,
                        100,
                        seed));
        LabSettings plain = settings(moons, two(8, "tanh", "none", 0), "adam", 0.01, 16, 40, seed);
        add(
                all,
                "one-answer",
                Set.of(),
                new LabSettings(
                        plain.data(), plain.layers(), "", "adam", Map.of(), 0.01, "constant", 16, 40, seed, 0, 3));
        add(
                all,
                "overfitting",
                Set.of(),
                settings(
                        new DataChoice("generator", "moons", 100, 0.45, seed, "", 0.5, true),
                        two(32, "relu", "none", 0),
                        "adam",
                        0.01,
                        8,
                        200,
                        seed));
        DataChoice flipped = new DataChoice(
                "upload", uploads.add("flipped.csv", flipped(seed)).id(), 0, 0, 0, "label", 0.3, true);
        add(all, "contradiction", Set.of(), settings(flipped, two(12, "tanh", "none", 0), "adam", 0.01, 16, 40, seed));
        add(
                all,
                "too-few-rows",
                Set.of(),
                settings(made("circle", 30, 0.1, seed), two(8, "tanh", "none", 0), "adam", 0.01, 8, 40, seed));
        add(
                all,
                "noisy-validation",
                Set.of(),
                settings(made("circle", 100, 0.1, seed), two(8, "tanh", "none", 0), "adam", 0.01, 8, 40, seed));
    }

    private static void add(List<Truth> all, String trouble, Set<String> also, LabSettings settings) {
        all.add(new Truth(trouble, also, settings, NOTHING));
    }

    /// Gives all biases of hidden layers another value.
    private static void shift(Run run, float value) {
        var slices = run.model().parameters().slices().stream()
                .filter(slice -> slice.spec().name().equals("bias"))
                .toList();
        for (var slice : slices.subList(0, slices.size() - 1)) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                run.model().parameters().values()[i] = value;
            }
        }
    }

    /// Points of two classes that a circle separates, a fifth of which have the wrong label.
    private static ByteArrayInputStream flipped(int seed) {
        Random random = new Random(seed);
        String rows = random.ints(0, 1)
                .limit(400)
                .mapToObj(any -> {
                    double x = 2 * random.nextDouble() - 1;
                    double y = 2 * random.nextDouble() - 1;
                    boolean inside = x * x + y * y < 0.6;
                    return x + "," + y + "," + (inside ^ random.nextDouble() < 0.2 ? "in" : "out");
                })
                .collect(Collectors.joining("\n", "x,y,label\n", "\n"));
        return new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8));
    }
}
