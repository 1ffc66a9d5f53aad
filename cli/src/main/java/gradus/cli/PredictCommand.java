package gradus.cli;

import gradus.data.Rows;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.ReadListener;
import gradus.data.tables.Schema;
import gradus.experiment.Decision;
import gradus.experiment.PredictionIntervals;
import gradus.experiment.RowBlocks;
import gradus.experiment.TrainedModel;
import gradus.internal.CsvText;
import gradus.problems.Task;
import gradus.training.AtomicFile;
import gradus.training.Graph;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
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

    @Mixin
    private TableArguments chosen = new TableArguments();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
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
            Double width = coverage == null ? null : width(trained, coverage);
            Iterator<List<Rows>> blocks = rows.inputs();
            while (blocks.hasNext()) {
                List<Rows> block = blocks.next();
                StringBuilder text = new StringBuilder();
                write(trained.predict(block), trained.schema(), trained.decision(), width, done == 0, text);
                sink.write(text);
                done += block.getFirst().count();
            }
            Report.notes(
                    rows.notes(), Objects.requireNonNull(spec).commandLine().getErr());
            return done;
        }
    }

    private static double width(TrainedModel trained, double coverage) {
        PredictionIntervals intervals = trained.intervals();
        if (intervals == null) {
            throw new IllegalArgumentException(
                    "--intervals needs a model that train made for one number of a table with"
                            + " --net auto or realmlp; the file of this one knows no out-of-fold errors");
        }
        return intervals.width(coverage);
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

    /// @param interval what to subtract from a number and to add to it, or null for no interval
    private static void write(
            List<Rows> outputs,
            @Nullable Schema known,
            Decision decision,
            @Nullable Double interval,
            boolean first,
            StringBuilder out) {
        boolean isAnswer = known != null && known.target().task() == Task.REGRESSION;
        boolean isBinary = known != null && known.target().task() == Task.BINARY;
        int width = outputs.stream().mapToInt(Rows::width).sum();
        if (first) {
            List<String> names = new ArrayList<>(isAnswer ? List.of() : probabilities(width, known));
            if (known != null) {
                known.target().columns().forEach(name -> names.add(CsvText.field(name)));
            }
            if (interval != null) {
                names.addAll(List.of("low", "high"));
            }
            out.append(String.join(",", names)).append('\n');
        }
        float[] row = new float[width];
        for (int i = 0; i < outputs.getFirst().count(); i++) {
            int offset = 0;
            for (Rows output : outputs) {
                output.copy(i, row, offset);
                offset += output.width();
            }
            if (isBinary) {
                out.append(plain(1 - row[0])).append(',');
            }
            for (int j = 0; j < row.length; j++) {
                out.append(j == 0 ? "" : ",").append(plain(row[j]));
            }
            if (known != null && !isAnswer) {
                answer(known, decision, row, out);
            }
            if (interval != null) {
                out.append(',').append(plain((float) (row[0] - interval)));
                out.append(',').append(plain((float) (row[0] + interval)));
            }
            out.append('\n');
        }
    }

    /// `p(no),p(yes)`, or `p0,p1` where the labels are not known.
    private static List<String> probabilities(int width, @Nullable Schema known) {
        if (known == null) {
            return IntStream.range(0, width).mapToObj(j -> "p" + j).toList();
        }
        return Decision.names(known.target()).stream()
                .map(label -> CsvText.field("p(" + label + ")"))
                .toList();
    }

    /// The shortest digits that are this number, never with an exponent.
    private static String plain(float value) {
        String text = Float.toString(value);
        return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
    }

    private static void answer(Schema known, Decision decision, float[] row, StringBuilder out) {
        List<String> labels = decision.labels(known.target(), row);
        if (known.target().task() == Task.MULTILABEL) {
            known.target().columns().forEach(name -> out.append(labels.contains(name) ? ",1" : ",0"));
        } else {
            out.append(',').append(CsvText.field(labels.getFirst()));
        }
    }
}
