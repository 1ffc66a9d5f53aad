package gradus.experiment.explanations;

import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import gradus.experiment.Experiment;
import gradus.experiment.reports.Html;
import gradus.problems.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the model is used.
record UseSection(Experiment experiment) {
    void addTo(Html page) {
        page.heading("To use it");
        page.text("On the command line:");
        page.code("gradus predict model.keras new.csv");
        Schema schema = experiment.data().schema();
        boolean number =
                schema.target().task() == Task.REGRESSION && schema.target().width() == 1;
        List<ColumnInputs> columns = ColumnInputs.of(schema);
        if (!experiment.isForeign() && schema.inputShape().rank() == 1) {
            page.text("In Java, with the values of a row by name:");
            StringBuilder row = new StringBuilder(
                    "var model = TablePredictor.load(Path.of(\"model.keras\"));\n" + "Prediction answer = model.row()");
            Table example = experiment.data().sources() == null
                    ? null
                    : experiment.data().sources().train();
            for (ColumnInputs column : columns.subList(0, Math.min(3, columns.size()))) {
                row.append("\n    .set(\"")
                        .append(column.name())
                        .append("\", ")
                        .append(value(example, column))
                        .append(")");
            }
            row.append(columns.size() > 3 ? "\n    …" : "").append("\n    .predict();\n");
            row.append(
                    number
                            ? "answer.value();"
                            : schema.target().labels().isEmpty() ? "answer.values();" : "answer.label();");
            page.code(row.toString());
        }
        page.text("In Python, with Keras 3, the inputs are numbers in this order: " + shortened(schema.featureNames())
                + ".");
        page.code("import keras\nmodel = keras.saving.load_model(\"model.keras\")\nmodel.predict(rows)");
    }

    private static String shortened(List<String> names) {
        int most = 40;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }

    private static String value(@Nullable Table table, ColumnInputs column) {
        String text = table == null || table.find(column.name()) == null
                ? ""
                : table.column(column.name()).text(0);
        return text.matches("-?[0-9]+(\\.[0-9]+)?") && column.isNumber() ? text : '"' + text + '"';
    }
}
