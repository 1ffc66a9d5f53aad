package gradus.cli;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.ProgressBar;
import gradus.experiments.Experiment;
import gradus.experiments.Outcome;
import gradus.experiments.Scaling;
import gradus.experiments.Settings;
import gradus.kernels.Workers;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus train DATA`.
@Command(
        name = "train",
        description = "Trains a network and says how good it is.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "gradus train digits",
            "gradus train houses.csv --target price --out runs/houses",
            "gradus train spiral --layers \"dense(16,tanh)\" --optimizer \"sgd(0.1)\"",
        })
final class TrainCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    /// Of progress, in a log.
    private static final int MOST_LINES = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description = "A built-in name (see: gradus datasets), a CSV file, or a folder of IDX files.")
    private String data = "";

    @ArgGroup(exclusive = false, validate = false, heading = "%nThe table%n")
    private SchemaArguments schema = new SchemaArguments();

    @Option(
            names = "--layers",
            paramLabel = "TEXT",
            description = "Hidden layers, as in \"dense(128,relu) batch_normalization dropout(0.3)\".")
    private @Nullable String layers;

    @Option(names = "--head", paramLabel = "auto|none", description = "none: --layers has the last layer too.")
    private String head = "auto";

    @Option(names = "--init", paramLabel = "TEXT", description = "First weights, as in he_normal.")
    private @Nullable String initializer;

    @Option(names = "--loss", paramLabel = "TEXT", description = "Default: by the task.")
    private @Nullable String loss;

    @Option(
            names = "--optimizer",
            paramLabel = "TEXT",
            description = "As in \"adam(learning_rate=0.001)\" (default: adam).")
    private @Nullable String optimizer;

    @Option(
            names = "--schedule",
            paramLabel = "TEXT",
            description = "Of the learning rate, as in \"cosine_decay(0.01,1000)\".")
    private @Nullable String schedule;

    @Option(names = "--batch", paramLabel = "N|all", description = "Rows an update; 1 is stochastic descent.")
    private @Nullable String batch;

    @Option(names = "--epochs", paramLabel = "N", description = "At most so many.")
    private @Nullable Integer epochs;

    @Option(
            names = "--validation",
            paramLabel = "SHARE|FILE",
            description = "Rows to watch while training (default: ${DEFAULT-VALUE}).")
    private String validation = "0.1";

    @Option(
            names = "--test",
            paramLabel = "SHARE|FILE",
            description = "Rows to judge by (default: ${DEFAULT-VALUE}, or the data set's own).")
    private String test = "0.2";

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without improvement before it ends; 0: never.")
    private @Nullable Integer patience;

    @Option(
            names = "--class-weight",
            paramLabel = "balanced|LABEL=W,…",
            description = "How much rows of a class count.")
    private @Nullable String classWeights;

    @Option(names = "--no-shuffle", description = "Every epoch in the order of the file.")
    private boolean noShuffle;

    @Option(names = "--bins", paramLabel = "N", description = "Learn a regression as N classes.")
    private int bins;

    @Option(names = "--quantile-bins", description = "Bins of equally many rows, not of equal width.")
    private boolean quantileBins;

    @Option(
            names = "--scaling",
            paramLabel = "each|all|none",
            description = "Standardize inputs column by column, all alike (pixels), or not (default: by the columns).")
    private @Nullable Scaling scaling;

    @Option(names = "--threads", paramLabel = "N", description = "Default: one a processor; changes no result.")
    private @Nullable Integer threads;

    @Option(names = "--from", paramLabel = "MODEL", description = "Go on with a trained model.")
    private @Nullable Path from;

    @Option(names = "--out", paramLabel = "DIR", description = "Keep model, history, curves and settings here.")
    private @Nullable Path out;

    @Option(names = "--quiet", description = "Print the result only.")
    private boolean quiet;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    @Mixin
    private CsvArguments csv = new CsvArguments();

    @Override
    public Integer call() throws Exception {
        PrintWriter printer = printer();
        requireAtLeast(1, threads, "--threads");
        requireAtLeast(1, epochs, "--epochs");
        requireAtLeast(0, patience, "--patience");
        if (bins < 0 || bins == 1) {
            throw new IllegalArgumentException("--bins must be at least 2, got " + bins);
        }
        int team = threads == null ? Workers.shared().threads() : threads;
        Experiment experiment = from == null
                ? Experiment.of(settings(), csv.options())
                : Experiment.from(Model.load(from), settings(), csv.options());
        RunFolder folder = out == null ? null : RunFolder.create(out);
        if (!quiet) {
            Report.start(experiment, printer);
        }
        List<Callback> callbacks = new ArrayList<>();
        if (!quiet) {
            callbacks.add(progress(printer));
        }
        Interruption interruption = new Interruption();
        callbacks.add(interruption);
        interruption.listen();
        try {
            Outcome outcome = experiment.run(callbacks, team);
            report(experiment, outcome, team, folder, interruption.happened());
            return interruption.happened() ? INTERRUPTED : 0;
        } finally {
            interruption.done();
        }
    }

    private void report(
            Experiment experiment, Outcome outcome, int team, @Nullable RunFolder folder, boolean interrupted)
            throws IOException {
        PrintWriter printer = printer();
        if (interrupted && folder == null) {
            Path rescued =
                    Path.of(experiment.loaded().name().replaceAll("[^A-Za-z0-9._-]", "_") + "-interrupted.keras");
            outcome.model().save(rescued);
            printer.println("Interrupted. What was trained so far is saved as " + rescued + ".");
        }
        Report.end(experiment, outcome, printer);
        Map<String, Object> result = Results.of(experiment, outcome, team);
        if (folder != null) {
            folder.write(arguments(), experiment.settings(), outcome, result, !interrupted);
            if (!quiet || interrupted) {
                printer.println("Saved to " + folder.path() + ": " + String.join(", ", folder.files()));
            }
        }
        if (json) {
            printer.println(Results.line(result));
        }
        printer.flush();
    }

    private PrintWriter printer() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /// What was typed after the program's name.
    private List<String> arguments() {
        var parsed = Objects.requireNonNull(
                Objects.requireNonNull(spec).root().commandLine().getParseResult());
        return List.copyOf(parsed.originalArgs());
    }

    private static void requireAtLeast(int least, @Nullable Integer value, String option) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ", got " + value);
        }
    }

    private Settings settings() {
        if (!head.equals("auto") && !head.equals("none")) {
            throw new IllegalArgumentException("--head must be auto or none, got \"" + head + "\"");
        }
        return new Settings(
                data,
                schema.targets(),
                schema.task(),
                schema.drop(),
                schema.missing(),
                layers,
                head.equals("auto"),
                initializer,
                loss,
                optimizer,
                schedule,
                batchRows(),
                epochs,
                validation,
                test,
                seed,
                patience,
                classWeights,
                !noShuffle,
                bins,
                quantileBins,
                scaling);
    }

    private @Nullable Integer batchRows() {
        if (batch == null || batch.equals("all")) {
            return batch == null ? null : 0;
        }
        try {
            int rows = Integer.parseInt(batch);
            if (rows > 0) {
                return rows;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("--batch must be a number of rows from 1, or all, got \"" + batch + "\"");
    }

    private static Callback progress(PrintWriter printer) {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        ProgressBar bar = new ProgressBar(printer, terminal);
        return terminal ? bar.columns(Terminal.columns()) : bar.lines(MOST_LINES);
    }
}
