package gradus.experiment.explanations;

import gradus.data.tables.Column;
import gradus.data.tables.Feature;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import gradus.experiment.Experiment;
import gradus.experiment.reports.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was found in the data, and what was done with it.
///
/// @param notes what was assumed, and what is odd, one sentence each
record DataSection(Experiment experiment, List<String> notes) {
    private static final int MOST_COLUMNS = 60;

    void addTo(Html page) {
        page.heading("The data");
        Schema schema = experiment.data().schema();
        var data = experiment.data();
        page.text(String.format(
                Locale.ROOT,
                "%,d rows were used for training%s%s.%s",
                data.train().rows(),
                data.validation() == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %,d to watch it",
                                data.validation().rows()),
                data.test() == null
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %,d for the test", data.test().rows()),
                data.dropped() == 0 ? "" : String.format(Locale.ROOT, " %,d rows were left out.", data.dropped())));
        notes.forEach(page::note);
        if (data.sources() == null || schema.isPixels()) {
            return;
        }
        Table train = data.sources().train();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("column", "taken as", "inputs", "missing", "values"));
        for (Feature feature : schema.features()) {
            Column column = train.find(feature.name());
            if (column != null && rows.size() <= MOST_COLUMNS) {
                rows.add(List.of(
                        feature.name(),
                        feature.width() == 0 ? "left out" : feature.kind(),
                        Integer.toString(feature.width()),
                        Integer.toString(column.missing()),
                        column.describe()));
            }
        }
        for (String target : schema.target().columns()) {
            Column column = train.find(target);
            if (column != null) {
                rows.add(List.of(target, "to be predicted", "", "", column.describe()));
            }
        }
        page.table(rows);
        if (schema.features().size() > MOST_COLUMNS) {
            int more = schema.features().size() - MOST_COLUMNS;
            page.soft("and " + more + (more == 1 ? " more column" : " more columns"));
        }
    }
}
