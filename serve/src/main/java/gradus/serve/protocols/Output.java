package gradus.serve.protocols;

import gradus.serve.models.Datatype;
import gradus.serve.models.TensorSpec;
import gradus.serve.web.Json;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// An output for some rows.
///
/// @param spec what clients see of it
/// @param rows the number of rows
/// @param numbers its elements, row by row, unless they are texts
/// @param texts its elements, if they are texts
@SuppressWarnings("ArrayRecordComponent") // a view that nobody compares
record Output(TensorSpec spec, int rows, float[] numbers, List<String> texts) {
    private static final float[] NONE = {};

    static Output numbers(TensorSpec spec, int rows, float[] numbers) {
        return new Output(spec, rows, numbers, List.of());
    }

    static Output texts(TensorSpec spec, int rows, List<String> texts) {
        return new Output(spec, rows, NONE, texts);
    }

    /// Writes a row as nested arrays. What has one element for a row, and is a column of a table, is that element.
    void row(JsonGenerator json, int row, boolean scalar) {
        if (spec.type() == Datatype.BYTES) {
            json.writeString(texts.get(row));
        } else if (scalar && spec.size() == 1) {
            element(json, row);
        } else if (spec.type() == Datatype.BOOL) {
            json.writeStartArray();
            for (int i = 0; i < spec.size(); i++) {
                element(json, row * spec.size() + i);
            }
            json.writeEndArray();
        } else {
            Json.nested(json, numbers, spec.shape(), row * spec.size());
        }
    }

    /// Writes an element.
    void element(JsonGenerator json, int index) {
        switch (spec.type()) {
            case BYTES -> json.writeString(texts.get(index));
            case BOOL -> json.writeBoolean(numbers[index] != 0);
            default -> Json.number(json, numbers[index]);
        }
    }
}
