package gradus.experiment;

import gradus.Model;
import gradus.data.tables.DataException;
import gradus.data.tables.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What a run writes into its model's file, so that the file alone knows columns, labels and task.
final class Notes {
    private static final String SCHEMA = "schema";
    private static final String DECODER_LAYERS = "decoder_layers";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Notes() {}

    static void write(Model model, Schema schema, int decoderLayers) {
        model.note(SCHEMA, JSON.writeValueAsString(schema.toMap()));
        model.note(DECODER_LAYERS, Integer.toString(decoderLayers));
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
