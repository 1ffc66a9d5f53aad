package gradus.cli;

import gradus.data.tables.NameList;
import gradus.data.tables.Schema;
import gradus.experiment.Change;
import gradus.experiment.Changes;
import gradus.experiment.TrainedModel;
import gradus.internal.CsvText;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of `predict` on what would change an answer.
final class RowChanges {
    private static final int MOST = 100;

    @Option(
            names = "--changes",
            paramLabel = "N",
            description =
                    "Also print the N smallest changes of a column, else of two, that change the class, or move the"
                            + " number out of its interval of 0.9.")
    private @Nullable Integer most;

    @Option(
            names = "--past",
            paramLabel = "NUMBER",
            description = "With --changes: what moves the number past this one.")
    private @Nullable Double past;

    @Option(names = "--keep", paramLabel = "COLUMNS", description = "With --changes: columns that stay as they are.")
    private String kept = "";

    private @Nullable Changes search;

    /// Prepares the search for a model.
    ///
    /// @return whether changes are asked for
    boolean prepare(TrainedModel trained) {
        if (most == null) {
            if (past != null || !kept.isEmpty()) {
                throw new IllegalArgumentException(
                        "--past and --keep say which changes are looked for, and --changes how"
                                + " many, as in --changes 3; give it too");
            }
            return false;
        }
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("--changes must be from 1 to " + MOST + ", got " + most);
        }
        Changes all = new Changes(trained).keep(Set.copyOf(NameList.split(kept)));
        Schema schema = trained.schema();
        boolean isNumber = schema != null && schema.target().task() == Task.REGRESSION;
        if (isNumber && past == null && trained.intervals() == null) {
            throw new IllegalArgumentException("--changes needs a number that an answer has to pass, as in --past 100,"
                    + " because the file of the model knows no intervals");
        }
        search = past == null ? all : all.past(past);
        return true;
    }

    /// The names of the columns.
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; most != null && i <= most; i++) {
            names.add("change " + i);
        }
        return names;
    }

    /// Writes the changes of a row; a column is empty where there is none.
    void append(float[] row, float[] answer, StringBuilder out) {
        if (search == null || most == null) {
            return;
        }
        List<Change> changes = search.of(row, answer, most);
        for (int i = 0; i < most; i++) {
            out.append(',')
                    .append(i < changes.size() ? CsvText.field(changes.get(i).toString()) : "");
        }
    }
}
