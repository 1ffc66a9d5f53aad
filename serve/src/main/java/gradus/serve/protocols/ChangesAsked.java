package gradus.serve.protocols;

import gradus.data.tables.NameList;
import gradus.experiment.Change;
import gradus.experiment.Changes;
import gradus.experiment.TablePredictor;
import gradus.problems.Task;
import gradus.serve.models.ModelVersion;
import gradus.serve.web.Exchange;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What a request wants to know of changes that change an answer: `?changes=3&keep=sex,age`, and of a number also
/// `past=100`.
///
/// @param table the model
/// @param search what is looked for
/// @param most the number of changes of a row
record ChangesAsked(TablePredictor table, Changes search, int most) {
    static final String CHANGES = "changes";
    static final String PAST = "past";
    static final String KEEP = "keep";
    static final int MOST = 100;
    /// Each takes about as long as a thousand predictions.
    private static final int MOST_ROWS = 100;

    /// Whether a model can be asked.
    static boolean isKnown(ModelVersion version) {
        return version.table() != null && Changes.areKnown(version.trained());
    }

    /// {@return what a request asks for, or null for nothing}
    static @Nullable ChangesAsked of(Exchange exchange, ModelVersion version) {
        String most = exchange.query(CHANGES);
        String past = exchange.query(PAST);
        String kept = exchange.query(KEEP);
        if (most.isEmpty()) {
            if (!past.isEmpty() || !kept.isEmpty()) {
                throw Refusal.bad("past and keep say which changes are looked for, and changes how many, as in"
                        + " ?changes=3; give it too");
            }
            return null;
        }
        if (!most.matches("[0-9]{1,3}") || Integer.parseInt(most) < 1 || Integer.parseInt(most) > MOST) {
            throw Refusal.bad("changes must be a whole number from 1 to " + MOST + ", got \"" + most + "\"");
        }
        if (!isKnown(version)) {
            throw Refusal.bad("model \"" + version.name() + "\" knows no changes; train it for one number or for"
                    + " classes of a table");
        }
        boolean isNumber = version.requireTable().schema().target().task() == Task.REGRESSION;
        if (isNumber && past.isEmpty() && version.trained().intervals() == null) {
            throw Refusal.bad(
                    "model \"" + version.name() + "\" knows no intervals, so say which number an answer has to"
                            + " pass, as in ?changes=3&past=100");
        }
        Changes all = version.requireTable().changes().keep(Set.copyOf(NameList.split(kept)));
        return new ChangesAsked(
                version.requireTable(), past.isEmpty() ? all : all.past(number(past)), Integer.parseInt(most));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw Refusal.bad("past must be a number, as in ?changes=3&past=100, got \"" + text + "\"");
        }
    }

    /// Refuses more rows than there is time for.
    void requireFew(int rows) {
        if (rows > MOST_ROWS) {
            throw Refusal.bad("changes are looked for in at most " + MOST_ROWS + " rows of a request, got " + rows
                    + "; send fewer");
        }
    }

    /// Writes the changes of a row.
    void write(JsonGenerator json, Map<String, ? extends @Nullable Object> row) {
        List<Change> changes = table.changes(row, search, most);
        json.writeArrayPropertyStart(CHANGES);
        for (Change change : changes) {
            json.writeStartObject();
            json.writeStringProperty("text", change.toString());
            json.writeArrayPropertyStart("columns");
            for (Change.Part part : change.parts()) {
                json.writeStartObject();
                json.writeStringProperty("name", part.column());
                json.writeStringProperty("from", part.from());
                json.writeStringProperty("to", part.to());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (change.isLabel()) {
                json.writeStringProperty("label", change.answer());
            }
            json.writeName(change.isLabel() ? "probability" : "value");
            Json.number(json, (float) change.number());
            json.writeName("size");
            Json.number(json, (float) change.size());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
