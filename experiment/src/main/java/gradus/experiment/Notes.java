package gradus.experiment;

import gradus.Model;
import gradus.data.Rows;
import gradus.data.tables.DataException;
import gradus.data.tables.Schema;
import gradus.experiment.answers.Temperature;
import gradus.losses.Loss;
import gradus.problems.Binning;
import gradus.problems.Logarithm;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.util.ArrayList;
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
        model.note(INTERVALS, JSON.writeValueAsString(intervals.widths()));
    }

    static void write(Model model, Decision decision) {
        model.note(THRESHOLD, Double.toString(decision.threshold()));
        model.note(GOAL, decision.goal());
    }

    /// How labels follow from the probabilities that the model of a file predicts.
    static Decision decision(Model model) {
        String threshold = model.notes().get(THRESHOLD);
        try {
            return threshold == null
                    ? Decision.USUAL
                    : new Decision(Double.parseDouble(threshold), model.notes().getOrDefault(GOAL, threshold));
        } catch (NumberFormatException e) {
            throw new DataException("the model's notes on its threshold are damaged", e);
        }
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
        String text = model.notes().get(REFERENCE);
        try {
            List<Double> means = text == null ? List.of() : numbers(JSON.readTree(text));
            float[] reference = new float[means.size()];
            for (int i = 0; i < reference.length; i++) {
                reference[i] = means.get(i).floatValue();
            }
            return reference;
        } catch (JacksonException e) {
            throw new DataException("the model's notes on the means of its inputs are damaged", e);
        }
    }

    static void write(Model model, TrainingProfile profile) {
        model.note(PROFILE, JSON.writeValueAsString(profile));
    }

    /// What the table of a file's run held, or null if the file does not say.
    static @Nullable TrainingProfile profile(Model model) {
        String text = model.notes().get(PROFILE);
        try {
            return text == null ? null : JSON.readValue(text, TrainingProfile.class);
        } catch (JacksonException e) {
            throw new DataException("the model's notes on its training table are damaged", e);
        }
    }

    /// The intervals around the numbers that the model of a file predicts, or null if it has none.
    static @Nullable PredictionIntervals intervals(Model model) {
        String text = model.notes().get(INTERVALS);
        try {
            return text == null ? null : new PredictionIntervals(numbers(JSON.readTree(text)));
        } catch (JacksonException e) {
            throw new DataException("the model's notes on intervals are damaged", e);
        }
    }

    /// How the model of a file learned its targets, or null for as they are.
    static @Nullable TargetTransform transform(Model model) {
        if (decoderLayers(model) == 0) {
            return null;
        }
        try {
            JsonNode note = JSON.readTree(model.notes().getOrDefault(LEARNED_TARGETS, "{}"));
            return note.has("edges")
                    ? new Binning(numbers(note.path("edges")), numbers(note.path("centers")))
                    : note.has("shift")
                            ? new Logarithm(
                                    note.path("shift").doubleValue(),
                                    note.path("mean").doubleValue(),
                                    note.path("deviation").doubleValue())
                            : new Standardization(
                                    note.path("mean").doubleValue(),
                                    note.path("deviation").doubleValue());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new DataException("the model's notes on how its targets were learned are damaged", e);
        }
    }

    private static List<Double> numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.doubleValue()));
        return numbers;
    }

    /// The loss by which transformed targets were learned, or null if there is none.
    static @Nullable Loss learnedLoss(Model model) {
        String text = model.notes().get(LEARNED_LOSS);
        return text == null ? null : TrainingOptions.LOSS.values().parse(LEARNED_LOSS, text);
    }

    /// The schema in a model's file, or null if it has none: a model that Keras saved, say.
    static @Nullable Schema schema(Model model) {
        String text = model.notes().get(SCHEMA);
        if (text == null) {
            return null;
        }
        try {
            return Schema.fromMap(JSON.readValue(text, new TypeReference<Map<String, Object>>() {}));
        } catch (JacksonException e) {
            throw new DataException(
                    "the model's notes on columns and labels are damaged: " + e.getOriginalMessage(), e);
        }
    }

    /// How many layers at the end of the model turn answers into the numbers of the data.
    static int decoderLayers(Model model) {
        try {
            return Integer.parseInt(model.notes().getOrDefault(DECODER_LAYERS, "0"));
        } catch (NumberFormatException e) {
            throw new DataException("the model's notes on its last layers are damaged", e);
        }
    }
}
