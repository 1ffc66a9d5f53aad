package gradus.cli;

import gradus.data.tables.Schema;
import gradus.data.tables.Target;
import gradus.experiment.CrossValidation;
import gradus.experiment.Decision;
import gradus.internal.CsvText;
import gradus.problems.Task;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a cross-validation found: scores on the terminal, and the answer to each row in a file.
final class Folds {
    private Folds() {}

    /// @param first the score that comes first; empty for the loss
    static void print(CrossValidation validation, String first, PrintWriter out) {
        List<String> names = new ArrayList<>(validation.scores().keySet());
        if (!first.isEmpty() && names.remove(first)) {
            names.addFirst(first);
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("fold", "rows"));
        header.addAll(names);
        rows.add(header);
        for (CrossValidation.Part part : validation.parts()) {
            List<String> row = new ArrayList<>(List.of(
                    Integer.toString(rows.size()), Long.toString(part.scores().rows())));
            names.forEach(name -> row.add(Report.number(part.scores().metrics().getOrDefault(name, Double.NaN))));
            rows.add(row);
        }
        List<String> mean = new ArrayList<>(List.of("mean", ""));
        List<String> deviation = new ArrayList<>(List.of("±", ""));
        Map<String, CrossValidation.Score> scores = validation.scores();
        for (String name : names) {
            CrossValidation.Score score = scores.getOrDefault(name, new CrossValidation.Score(Double.NaN, Double.NaN));
            mean.add(Report.number(score.mean()));
            deviation.add(Report.number(score.deviation()));
        }
        rows.add(mean);
        rows.add(deviation);
        out.println(validation.parts().size() + " folds, each judged by what was trained without it:");
        out.println();
        Report.print(rows, out);
        out.println();
        out.flush();
    }

    /// A line for each row that was held out: line of the file, fold, truth, and what was predicted.
    static String text(CrossValidation validation) {
        Schema schema = validation.schema();
        Target target = schema.target();
        boolean numbers = target.task() == Task.REGRESSION;
        StringBuilder text = new StringBuilder("line,fold");
        target.columns().forEach(column -> text.append(',').append(CsvText.field(column)));
        if (!numbers) {
            Decision.names(target).forEach(label -> text.append(',').append(CsvText.field("p(" + label + ")")));
        }
        target.columns().forEach(column -> text.append(',').append(CsvText.field("predicted " + column)));
        text.append('\n');
        int number = 0;
        for (CrossValidation.Part part : validation.parts()) {
            number++;
            float[] row = new float[part.answers().width()];
            float[] truth = new float[part.targets().width()];
            for (int i = 0; i < part.answers().count(); i++) {
                part.answers().copy(i, row, 0);
                part.targets().copy(i, truth, 0);
                text.append(part.lines().get(i)).append(',').append(number);
                for (float value : truth) {
                    text.append(',')
                            .append(
                                    target.labels().isEmpty()
                                            ? Answers.plain(value)
                                            : CsvText.field(target.labels().get((int) value)));
                }
                Answers.append(row, schema, part.decision(), text.append(','));
                text.append('\n');
            }
        }
        return text.toString();
    }
}
