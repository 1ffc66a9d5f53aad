package gradus.cli;

import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.tables.Schema;
import gradus.experiment.TrainedModel;
import gradus.problems.Task;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
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
        description = "Predicts rows: probabilities p0… and the label, or the values.",
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
        LoadedData loaded = Data.open(data, chosen.csv());
        Rows predictions = trained.predict(trained.inputs(loaded, chosen.over(loaded.defaults())));
        StringWriter text = new StringWriter();
        write(predictions, trained.schema(), new PrintWriter(text));
        if (file == null) {
            out.print(text);
            out.flush();
        } else {
            AtomicFile.replace(file, text.toString());
            out.println(predictions.count() + " predictions written to " + file);
        }
        return 0;
    }

    private static void write(Rows predictions, @Nullable Schema known, PrintWriter out) {
        boolean isAnswer = known != null && known.target().task() == Task.REGRESSION;
        List<String> names = new ArrayList<>();
        for (int j = 0; !isAnswer && j < predictions.width(); j++) {
            names.add("p" + j);
        }
        if (known != null) {
            known.target().columns().forEach(name -> names.add(quoted(name)));
        }
        out.print(String.join(",", names) + '\n');
        float[] row = new float[predictions.width()];
        for (int i = 0; i < predictions.count(); i++) {
            predictions.copy(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                out.print((j == 0 ? "" : ",") + row[j]);
            }
            if (known != null && !isAnswer) {
                answer(known, row, out);
            }
            out.print('\n');
        }
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
