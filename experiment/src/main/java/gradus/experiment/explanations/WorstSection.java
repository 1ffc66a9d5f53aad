package gradus.experiment.explanations;

import gradus.experiment.reports.Html;
import java.util.ArrayList;
import java.util.List;

/// The rows with the largest errors, and what would change the answers to them.
///
/// @param worst the rows, the worst first
record WorstSection(List<WorstRow> worst) {
    void addTo(Html page) {
        if (worst.isEmpty()) {
            return;
        }
        boolean changes = worst.stream().anyMatch(row -> !row.change().isEmpty());
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("line of the file", "true", "predicted"));
        header.addAll(worst.getFirst().values().keySet());
        if (changes) {
            header.add("what would change the answer");
        }
        rows.add(header);
        for (WorstRow each : worst) {
            List<String> row = new ArrayList<>(
                    List.of(each.line() == 0 ? "–" : Integer.toString(each.line()), each.truth(), each.answer()));
            row.addAll(each.values().values());
            if (changes) {
                row.add(each.change().isEmpty() ? "–" : each.change());
            }
            rows.add(row);
        }
        page.heading("The largest errors").table(rows);
        page.soft("Look at these rows first: errors in the data often stand here."
                + (changes
                        ? " The last column has the smallest change of one column, else of two, that gives another class,"
                                + " or a number outside the interval of 90%. It says how the network answers, and not"
                                + " what happens in the world."
                        : ""));
    }
}
