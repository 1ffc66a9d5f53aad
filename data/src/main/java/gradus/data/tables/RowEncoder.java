package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns rows whose values have names into the numbers that a schema says, one at a time, as a table with one row would
/// be. For one thread at a time.
public final class RowEncoder {
    private final Schema schema;
    private final Doubts doubts = new Doubts();
    private final List<CellEncoder> encoders = new ArrayList<>();
    private final List<MissingValues> missing = new ArrayList<>();

    RowEncoder(Schema schema) {
        this.schema = schema;
        CsvOptions reading = new CsvOptions().alsoMissing(schema.na());
        for (Feature feature : schema.features()) {
            encoders.add(feature.encoder(doubts));
            missing.add(reading.missingIn(feature.name()));
        }
    }

    /// Encodes a row.
    ///
    /// @param row values by the names of columns, in any order. A number, a truth value, a date or time of
    ///     `java.time`, or another object as its text, which may be any that a CSV file could have. A column that
    ///     is null or absent, or whose text stands for [none][CsvOptions#MISSING], also [by the
    ///     schema][Schema#na()], is missing; others than those of the schema are not used
    /// @param target receives the inputs of the network
    /// @param offset place of the first input
    /// @return what the training rows lack, one sentence each; empty if they lack nothing
    /// @throws DataException if all columns are absent, a number is infinite, or a value is missing and that is an
    ///     error
    public List<Advice> encode(Map<String, ? extends @Nullable Object> row, float[] target, int offset) {
        List<String> lacking = lacking(row);
        doubts.clear();
        if (!lacking.isEmpty()) {
            doubts.lacking(lacking, schema.features());
        }
        int at = offset;
        for (int i = 0; i < encoders.size(); i++) {
            Feature feature = schema.features().get(i);
            for (int j = 0; j < feature.width(); j++) {
                target[at + j] = 0;
            }
            doubts.gapsAreKnown(schema.missing() == MissingPolicy.MEAN || lacking.contains(feature.name()));
            write(feature, encoders.get(i), missing.get(i), row.get(feature.name()), target, at);
            at += feature.width();
        }
        for (String name : row.keySet()) {
            if (!schema.columns().contains(name)) {
                doubts.add(Doubts.Kind.EXTRA, name, "", "");
            }
        }
        return doubts.advice();
    }

    private void write(
            Feature feature, CellEncoder encoder, MissingValues none, @Nullable Object value, float[] target, int at) {
        String exact = value == null ? "" : value.toString();
        String text = exact.strip();
        double number = value instanceof Number known ? known.doubleValue() : Double.NaN;
        if (none.has(text) || (value instanceof Number && none.has(number))) {
            if (schema.missing() == MissingPolicy.ERROR
                    && !(feature instanceof IgnoredFeature)
                    && feature.needsValue()) {
                throw new DataException("a row has no value in column " + Texts.quote(feature.name())
                        + ", and the model was trained without such rows");
            }
            encoder.missing(target, at);
        } else if (Double.isInfinite(number) || Float.isInfinite((float) number)) {
            throw new DataException(
                    "column " + Texts.quote(feature.name()) + " must be a finite 32-bit number, got " + value);
        } else if (Double.isNaN(number)) {
            encoder.text(feature.reading().isExact() ? exact : text, target, at);
        } else {
            encoder.number(number, target, at);
        }
    }

    /// The columns that a row lacks if they are at least half of them, of which one sentence is enough. Of fewer, each
    /// is a gap like one that is null: programs leave out what they do not know.
    private List<String> lacking(Map<String, ? extends @Nullable Object> row) {
        List<String> absent = new ArrayList<>();
        int needed = 0;
        for (Feature feature : schema.features()) {
            if (!(feature instanceof IgnoredFeature)) {
                needed++;
                if (!row.containsKey(feature.name())) {
                    absent.add(feature.name());
                }
            }
        }
        if (absent.size() == needed) {
            throw new DataException("a row lacks the columns "
                    + Texts.list(absent.stream().map(Texts::quote).toList())
                    + ", which the model was trained with. It has "
                    + (row.isEmpty() ? "none" : Texts.names(row.keySet())));
        }
        return 2 * absent.size() >= needed ? absent : List.of();
    }
}
