package gradus.experiment.explanations;

import gradus.data.tables.Feature;
import gradus.data.tables.Schema;
import java.util.ArrayList;
import java.util.List;

/// The inputs of the network that a column of the table becomes.
///
/// @param feature the column
/// @param from the first input
/// @param width how many there are
record ColumnInputs(Feature feature, int from, int width) {
    /// The columns that are looked at, in order.
    static List<ColumnInputs> of(Schema schema) {
        List<ColumnInputs> columns = new ArrayList<>();
        int at = 0;
        for (Feature feature : schema.features()) {
            int width = feature.width();
            if (width > 0) {
                columns.add(new ColumnInputs(feature, at, width));
            }
            at += width;
        }
        return columns;
    }

    String name() {
        return feature.name();
    }

    /// Writes the inputs of this column of one row into another.
    void copy(float[] source, int sourceAt, float[] target, int targetAt) {
        System.arraycopy(source, sourceAt + from, target, targetAt + from, width);
    }

    /// Whether the column is one number, as far as it is not missing.
    boolean isNumber() {
        return feature.kind().equals("number") || feature.kind().equals("ordinal");
    }

    /// Whether the number of a row is there. A missing one is a usual number, and a mark beside it.
    boolean isKnown(float[] row) {
        return width == 1 || row[from + 1] == 0;
    }

    /// What the inputs stand for: a number, or a category.
    String label(float[] row, int at) {
        List<String> names = feature.inputNames();
        if (!isNumber()) {
            for (int i = 0; i < width; i++) {
                if (row[at + from + i] == 1 && names.get(i).startsWith(feature.name() + "=")) {
                    return names.get(i).substring(feature.name().length() + 1);
                }
            }
        }
        return feature.kind().equals("category") ? "(other)" : number(row[at + from]);
    }

    static String number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : Float.toString(value);
    }
}
