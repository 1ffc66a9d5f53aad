package gradus.experiment;

import gradus.Model;
import gradus.data.Rows;
import gradus.data.tables.DataException;
import gradus.data.tables.Schema;
import gradus.experiment.answers.Temperature;
import gradus.losses.Loss;
import gradus.problems.Binning;
import gradus.problems.Counts;
import gradus.problems.Logarithm;
import gradus.problems.Ranks;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run writes into its model's file, so that the file alone knows columns, labels and task.
final class Notes {
    private static final String SCHEMA = "schema";
    private static final String DECODER_LAYERS = "decoder_layers";
    private static final String LEARNED_LOSS = "learned_loss";
    private static final String LEARNED_TARGETS = "learned_targets";
    private static final String INTERVALS = "interval_widths";
    private static final String QUANTILES = "error_quantiles";
    private static final String THRESHOLD = "threshold";
    private static final String GOAL = "threshold_goal";
    private static final String REFERENCE = "input_means";
    private static final int MOST_INPUTS = 10_000;
    private static final String TEMPERATURE = "temperature";
    private static final String PROFILE = "training_profile";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Notes() {}

    /// @param transform how targets are learned, or null for as they are
    /// @param loss by which they are learned
    static void write(Model model, Schema schema, @Nullable TargetTransform transform, Loss loss) {
        model.note(SCHEMA, JSON.writeValueAsString(schema.toMap()));
        model.note(
                DECODER_LAYERS,
                Integer.toString(transform == null ? 0 : transform.decoder().size()));
        if (transform != null) {
            model.note(LEARNED_LOSS, Notation.write(Registry.LOSSES, loss));
            model.note(LEARNED_TARGETS, JSON.writeValueAsString(transform));
        }
    }

    static void write(Model model, PredictionIntervals intervals) {
        Map<String, Object> note = new LinkedHashMap<>(Map.of("widths", intervals.widths()));
        put(intervals.scale(), note);
        model.note(INTERVALS, JSON.writeValueAsString(note));
    }

    static void write(Model model, PredictionQuantiles quantiles) {
        Map<String, Object> note =
                new LinkedHashMap<>(Map.of("first", quantiles.first(), "errors", quantiles.errors()));
        put(quantiles.scale(), note);
        model.note(QUANTILES, JSON.writeValueAsString(note));
    }

    private static void put(ErrorScale scale, Map<String, Object> note) {
        if (scale.least() > Double.NEGATIVE_INFINITY) {
            note.put("least", scale.least());
        }
        if (scale.isRelative()) {
            note.put("shift", scale.shift());
        }
    }

    private static ErrorScale scale(JsonNode note) {
        return new ErrorScale(
                note.path("least").doubleValue(Double.NEGATIVE_INFINITY),
                note.path("shift").doubleValue(Double.NaN));
    }

    /// The quantiles of the numbers that the model of a file predicts, or null if it has none.
    static @Nullable PredictionQuantiles quantiles(Model model) {
        return read(model, QUANTILES, "quantiles", text -> {
            JsonNode note = JSON.readTree(text);
            List<List<Double>> errors = new ArrayList<>();
            note.path("errors").forEach(target -> errors.add(numbers(target)));
            return new PredictionQuantiles(note.path("first").intValue(0), errors, scale(note));
        });
    }

    static void write(Model model, Decision decision) {
        model.note(THRESHOLD, Double.toString(decision.threshold()));
        model.note(GOAL, decision.goal());
    }

    /// What a note's text says.
    @FunctionalInterface
    private interface Reader<T> {
        @Nullable
        T read(String text);
    }

    /// Reads a note; null if there is none. Whatever is wrong with its text is wrong with the file.
    ///
    /// @param what what the note is on, for the message
    private static <T> @Nullable T read(Model model, String name, String what, Reader<T> reader) {
        String text = model.notes().get(name);
        if (text == null) {
            return null;
        }
        try {
            T value = reader.read(text);
            if (value == null) {
                throw new IllegalArgumentException("it is null");
            }
            return value;
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(what, e);
        }
    }

    private static DataException damaged(String what, Exception cause) {
        return new DataException("the model's notes on " + what + " are damaged", cause);
    }

    /// How labels follow from the probabilities that the model of a file predicts.
    static Decision decision(Model model) {
        Decision decision = read(
                model,
                THRESHOLD,
                "its threshold",
                text -> new Decision(Double.parseDouble(text), model.notes().getOrDefault(GOAL, text)));
        return decision == null ? Decision.USUAL : decision;
    }

    static void write(Model model, Temperature temperature) {
        model.note(TEMPERATURE, Double.toString(temperature.value()));
    }

    /// The means of the inputs over the training rows, from which answers are explained.
    static void writeReference(Model model, Rows inputs) {
        int width = inputs.width();
        if (width > MOST_INPUTS) {
            return;
        }
        double[] sums = new double[width];
        float[] row = new float[width];
        for (int i = 0; i < inputs.count(); i++) {
            inputs.copy(i, row, 0);
            for (int j = 0; j < width; j++) {
                sums[j] += row[j];
            }
        }
        List<Float> means = new ArrayList<>();
        for (double sum : sums) {
            means.add((float) (sum / inputs.count()));
        }
        model.note(REFERENCE, JSON.writeValueAsString(means));
    }

    /// The means of the inputs over the training rows; none if the file does not say.
    static float[] reference(Model model) {
        List<Double> means = read(model, REFERENCE, "the means of its inputs", text -> numbers(JSON.readTree(text)));
        if (means == null) {
            return new float[0];
        }
        float[] reference = new float[means.size()];
        for (int i = 0; i < reference.length; i++) {
            reference[i] = means.get(i).floatValue();
        }
        return reference;
    }

    static void write(Model model, TrainingProfile profile) {
        model.note(PROFILE, JSON.writeValueAsString(profile));
    }

    /// What the table of a file's run held, or null if the file does not say.
    static @Nullable TrainingProfile profile(Model model) {
        return read(model, PROFILE, "its training table", text -> JSON.readValue(text, TrainingProfile.class));
    }

    /// The intervals around the numbers that the model of a file predicts, or null if it has none.
    static @Nullable PredictionIntervals intervals(Model model) {
        return read(model, INTERVALS, "intervals", text -> {
            JsonNode note = JSON.readTree(text);
            if (note.isObject()) {
                return new PredictionIntervals(numbers(note.path("widths")), scale(note));
            }
            // Files of before have differences, however the target is learned.
            TargetTransform transform = transform(model);
            return new PredictionIntervals(
                    numbers(note),
                    transform == null ? ErrorScale.DIFFERENCE : new ErrorScale(transform.least(), Double.NaN));
        });
    }

    /// How the model of a file learned its targets, or null for as they are.
    static @Nullable TargetTransform transform(Model model) {
        if (decoderLayers(model) == 0) {
            return null;
        }
        String what = "how its targets were learned";
        TargetTransform transform = read(model, LEARNED_TARGETS, what, text -> transform(JSON.readTree(text)));
        if (transform == null) {
            throw damaged(what, new IllegalArgumentException("it is not there"));
        }
        return transform;
    }

    private static TargetTransform transform(JsonNode note) {
        if (note.has("edges")) {
            return new Binning(numbers(note.path("edges")), numbers(note.path("centers")));
        }
        if (note.has("scores")) {
            return new Ranks(
                    numbers(note.path("values")),
                    numbers(note.path("scores")),
                    note.path("stretch").doubleValue(1));
        }
        double mean = note.path("mean").doubleValue();
        double deviation = note.path("deviation").doubleValue(1);
        return note.has("shift")
                ? new Logarithm(
                        note.path("shift").doubleValue(),
                        mean,
                        deviation,
                        note.path("correction").doubleValue(0))
                : note.has("deviation") ? new Standardization(mean, deviation) : new Counts(mean);
    }

    private static List<Double> numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.doubleValue()));
        return numbers;
    }

    /// The loss by which transformed targets were learned, or null if there is none.
    static @Nullable Loss learnedLoss(Model model) {
        return read(
                model,
                LEARNED_LOSS,
                "the loss by which its targets were learned",
                text -> TrainingOptions.LOSS.values().parse(LEARNED_LOSS, text));
    }

    /// The schema in a model's file, or null if it has none: a model that Keras saved, say.
    static @Nullable Schema schema(Model model) {
        Map<String, Object> map = read(
                model,
                SCHEMA,
                "columns and labels",
                text -> JSON.readValue(text, new TypeReference<Map<String, Object>>() {}));
        return map == null ? null : Schema.fromMap(map);
    }

    /// How many layers at the end of the model turn answers into the numbers of the data.
    static int decoderLayers(Model model) {
        Integer layers = read(model, DECODER_LAYERS, "its last layers", Integer::valueOf);
        return layers == null ? 0 : layers;
    }
}
