package gradus.cli;

import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.tables.Schema;
import gradus.data.tables.Target;
import gradus.experiment.TrainedModel;
import gradus.problems.Task;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus predict MODEL DATA`.
@Command(
        name = "predict",
        description = "Predicts rows: the probability of each label and the label, or the values.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        abbreviateSynopsis = true)
final class PredictCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .keras file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "As for train; the target may be absent.")
    private String data = "";

    @Option(names = "--out", paramLabel = "FILE.csv", description = "Write to this file (default: print).")
    private @Nullable Path file;

    @Mixin
    private TableArguments chosen = new TableArguments();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        TrainedModel trained = TrainedModel.load(model);
        LoadedData loaded = Data.open(data, trained.reading(chosen.csv()));
        List<Rows> outputs = trained.predict(trained.inputs(loaded, chosen.over(loaded.defaults())));
        StringWriter text = new StringWriter();
        write(outputs, trained.schema(), new PrintWriter(text));
        if (file == null) {
            out.print(text);
            out.flush();
        } else {
            AtomicFile.replace(file, text.toString());
            out.println(outputs.getFirst().count() + " predictions written to " + file);
        }
        if (outputs.size() > 1) {
            (file == null ? Objects.requireNonNull(spec).commandLine().getErr() : out)
                    .println(legend(trained.model().graph().outputNames(), outputs));
        }
        return 0;
    }

    /// Which columns are of which output: `p0 of class, p1…p3 of price`.
    private static String legend(List<String> names, List<Rows> outputs) {
        List<String> parts = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < outputs.size(); i++) {
            int last = first + outputs.get(i).width() - 1;
            parts.add("p" + first + (last == first ? "" : "…p" + last) + " of " + names.get(i));
            first = last + 1;
        }
        return String.join(", ", parts);
    }

    private static void write(List<Rows> outputs, @Nullable Schema known, PrintWriter out) {
        boolean isAnswer = known != null && known.target().task() == Task.REGRESSION;
        boolean isBinary = known != null && known.target().task() == Task.BINARY;
        int width = outputs.stream().mapToInt(Rows::width).sum();
        List<String> names = new ArrayList<>(isAnswer ? List.of() : probabilities(width, known));
        if (known != null) {
            known.target().columns().forEach(name -> names.add(quoted(name)));
        }
        out.print(String.join(",", names) + '\n');
        float[] row = new float[width];
        for (int i = 0; i < outputs.getFirst().count(); i++) {
            int offset = 0;
            for (Rows output : outputs) {
                output.copy(i, row, offset);
                offset += output.width();
            }
            if (isBinary) {
                out.print(plain(1 - row[0]) + ",");
            }
            for (int j = 0; j < row.length; j++) {
                out.print((j == 0 ? "" : ",") + plain(row[j]));
            }
            if (known != null && !isAnswer) {
                answer(known, row, out);
            }
            out.print('\n');
        }
    }

    /// `p(no),p(yes)`, or `p0,p1` where the labels are not known.
    private static List<String> probabilities(int width, @Nullable Schema known) {
        if (known == null) {
            return IntStream.range(0, width).mapToObj(j -> "p" + j).toList();
        }
        Target target = known.target();
        List<String> labels = target.task() == Task.MULTILABEL ? target.columns() : target.labels();
        return labels.stream().map(label -> quoted("p(" + label + ")")).toList();
    }

    /// The shortest digits that are this number, never with an exponent.
    private static String plain(float value) {
        String text = Float.toString(value);
        return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
    }

    private static void answer(Schema known, float[] row, PrintWriter out) {
        List<String> labels = known.target().labels();
        switch (known.target().task()) {
            case BINARY -> out.print("," + quoted(labels.get(row[0] > 0.5 ? 1 : 0)));
            case MULTICLASS -> {
                int best = 0;
                for (int j = 1; j < row.length; j++) {
                    best = row[j] > row[best] ? j : best;
                }
                out.print("," + quoted(labels.get(best)));
            }
            case MULTILABEL -> {
                for (float probability : row) {
                    out.print(probability > 0.5 ? ",1" : ",0");
                }
            }
            case REGRESSION -> {} // its numbers are the answer
        }
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
