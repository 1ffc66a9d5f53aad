package gradus.cli;

import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.ReadListener;
import gradus.experiment.Attribution;
import gradus.experiment.NearestRows;
import gradus.experiment.Prediction;
import gradus.experiment.PredictionIntervals;
import gradus.experiment.RowBlocks;
import gradus.experiment.TrainedModel;
import gradus.layers.StringLookup;
import gradus.training.AtomicFile;
import gradus.training.Graph;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
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

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .keras, .h5 or .safetensors file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "As for train; the target may be absent.")
    private String data = "";

    @Option(names = "--out", paramLabel = "FILE.csv", description = "Write to this file (default: print).")
    private @Nullable Path file;

    @Option(
            names = "--intervals",
            paramLabel = "COVERAGE",
            description = "Also print an interval that holds the true number with this probability, as in 0.9.")
    private @Nullable Double coverage;

    @Option(
            names = "--quantiles",
            paramLabel = "LEVELS",
            description = "Also print the numbers below which the true one lies with these probabilities, as in"
                    + " 0.1,0.5,0.9.")
    private @Nullable String levels;

    @Option(
            names = "--explain",
            description =
                    "Also print what each column contributes to the answer: sampled Shapley values, from the means of"
                            + " the training rows.")
    private boolean explain;

    @Option(
            names = "--nearest",
            paramLabel = "N",
            description = "Also print line, target and distance of the N nearest rows of --among.")
    private @Nullable Integer count;

    @Option(
            names = "--among",
            paramLabel = "TABLE",
            description = "Where --nearest looks: rows with their targets, as those of the training.")
    private @Nullable String among;

    @Mixin
    private RowChanges changes = new RowChanges();

    @Mixin
    private TableArguments chosen = new TableArguments();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        OutputFile.requireOther(file, data, model, among);
        TrainedModel trained = Models.load(model, spec);
        PrintWriter notes = out;
        Path to = file;
        if (to == null) {
            predict(trained, text -> {
                out.print(text);
                if (out.checkError()) {
                    throw new IOException("the predictions cannot be written to standard output");
                }
            });
            notes = Objects.requireNonNull(spec).commandLine().getErr();
        } else {
            long[] rows = new long[1];
            AtomicFile.replace(to, temporary -> {
                try (Writer writer = Files.newBufferedWriter(temporary)) {
                    rows[0] = predict(trained, writer::append);
                }
            });
            out.println(rows[0] + " predictions written to " + to);
        }
        if (trained.model().graph().outputs().size() > 1) {
            notes.println(legend(trained.model().graph()));
        }
        return 0;
    }

    /// Where predictions go, as soon as they are there.
    private interface Sink {
        void write(CharSequence text) throws IOException;
    }

    private long predict(TrainedModel trained, Sink sink) throws IOException {
        // Predictions on the terminal are a sign of life themselves.
        CsvOptions csv =
                file == null && Terminal.isInteractive() ? chosen.csv().listener(ReadListener.NONE) : chosen.csv();
        try (RowBlocks rows = trained.rows(data, csv, chosen::over, false)) {
            long done = 0;
            DoubleFunction<Prediction.Interval> interval = coverage == null ? null : interval(trained, coverage);
            Quantiles quantiles = levels == null ? null : Quantiles.of(trained, levels);
            Attribution attribution = explain ? new Attribution(trained) : null;
            RowChanges changed = changes.prepare(trained) ? changes : null;
            NearestRows nearest = nearest(trained, csv);
            List<@Nullable StringLookup> texts = Answers.texts(trained.model().graph());
            Iterator<List<Rows>> blocks = rows.inputs();
            while (blocks.hasNext()) {
                List<Rows> block = blocks.next();
                StringBuilder text = new StringBuilder();
                Answers answers = new Answers(
                        trained.schema(),
                        trained.decision(),
                        texts,
                        interval,
                        quantiles,
                        attribution,
                        changed,
                        nearest);
                answers.write(block, trained.predict(block), done == 0, text);
                sink.write(text);
                done += block.getFirst().count();
            }
            Report.notes(
                    rows.notes(), Objects.requireNonNull(spec).commandLine().getErr());
            return done;
        }
    }

    private @Nullable NearestRows nearest(TrainedModel trained, CsvOptions csv) {
        if (count == null && among == null) {
            return null;
        }
        if (count == null || among == null) {
            throw new IllegalArgumentException(
                    "--nearest says how many rows are looked for, and --among in which table,"
                            + " as in --nearest 3 --among train.csv; give both");
        }
        NearestRows nearest = NearestRows.of(trained, Data.open(among, trained.reading(csv)), count);
        if (nearest.isSample()) {
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getErr()
                    .println("Note: of the rows of " + among + ", " + NearestRows.MOST_ROWS
                            + " are looked at, evenly spread");
        }
        return nearest;
    }

    private static DoubleFunction<Prediction.Interval> interval(TrainedModel trained, double coverage) {
        PredictionIntervals intervals = trained.intervals();
        if (intervals == null) {
            throw new IllegalArgumentException(
                    "--intervals needs a model that train made for one number of a table with at least 20 test rows,"
                            + " or with --net auto or realmlp; the file of this one knows no errors on rows that it did"
                            + " not see");
        }
        intervals.width(coverage);
        return value -> intervals.around(value, coverage);
    }

    /// Which columns are of which output: `p0 of class, p1…p3 of price`.
    private static String legend(Graph graph) {
        List<String> names = graph.outputNames();
        List<String> parts = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < names.size(); i++) {
            int last = first + graph.calls().get(graph.outputs().get(i)).shape().size() - 1;
            parts.add("p" + first + (last == first ? "" : "…p" + last) + " of " + names.get(i));
            first = last + 1;
        }
        return String.join(", ", parts);
    }
}
