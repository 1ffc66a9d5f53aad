package gradus.cli;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.ProgressBar;
import gradus.callbacks.tensorboard.TensorBoard;
import gradus.checkpoints.Checkpoints;
import gradus.experiment.CrossValidation;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Json;
import gradus.experiment.Outcome;
import gradus.experiment.SchemaFile;
import gradus.experiment.Settings;
import gradus.experiment.TargetChoice;
import gradus.kernels.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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

/// `gradus train DATA`.
@Command(
        name = "train",
        description = "Trains a network and evaluates it.",
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
    /// Of progress, in a log.
    private static final int MOST_LINES = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description = "A built-in name (see: gradus datasets), a CSV or Parquet file, or a folder of Parquet or IDX"
                    + " files.")
    private String data = "";

    @Mixin
    private SettingsArguments chosen = new SettingsArguments();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads (default: one per processor); results do not depend on it.")
    private @Nullable Integer threads;

    @Option(names = "--from", paramLabel = "MODEL", description = "Continue training this model.")
    private @Nullable Path from;

    @Option(names = "--out", paramLabel = "DIR", description = "Keep model, history, curves and settings here.")
    private @Nullable Path out;

    @Option(
            names = "--write-schema",
            paramLabel = "FILE",
            description = "Write what the columns hold to this file, to be edited and given with --schema.")
    private @Nullable Path schemaFile;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Before the training, cross-validate: N trainings, each judged by another part of the rows.")
    private @Nullable Integer folds;

    @Option(
            names = "--tensorboard",
            paramLabel = "DIR",
            description = "Write what the training logs here, for TensorBoard.")
    private @Nullable Path tensorBoard;

    @Option(names = "--quiet", description = "Print the result only.")
    private boolean quiet;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    @Mixin
    private CheckpointArguments checkpoint = new CheckpointArguments();

    @Override
    public Integer call() throws Exception {
        PrintWriter printer = printer();
        PrintWriter warnings = Objects.requireNonNull(spec).commandLine().getErr();
        SettingsArguments.requireAtLeast(1, threads, "--threads");
        OutputFile.requireOther(schemaFile, data);
        Checkpoints checkpoints = checkpoint.checkpoints(printer, warnings, quiet);
        int team = threads == null ? Workers.shared().threads() : threads;
        Experiment experiment = from == null
                ? Experiment.of(settings(), chosen.csv())
                : Experiment.from(Models.load(from, spec).model(), chosen.settings(data), chosen.csv());
        if (tensorBoard != null && experiment.members() > 1) {
            throw new IllegalArgumentException(
                    "--tensorboard follows one network, and there are " + experiment.members() + "; choose --net mlp");
        }
        if (schemaFile != null) {
            SchemaFile.of(experiment.data().schema()).write(schemaFile);
        }
        RunFolder folder = out == null ? null : RunFolder.create(out, numbers(experiment));
        if (quiet) {
            Report.notes(experiment.data().warnings(), warnings);
        } else {
            Report.start(experiment, printer);
        }
        crossValidate(experiment, team, folder);
        List<Callback> callbacks = new ArrayList<>();
        Progress line = new Progress(printer);
        if (!quiet) {
            callbacks.add(
                    experiment.isEnsemble()
                            ? new EnsembleProgress(line, experiment.allEpochs(), experiment::isTrying)
                            : progress(printer));
        }
        if (tensorBoard != null) {
            callbacks.add(new TensorBoard(tensorBoard)
                    .histogramFrequency(1)
                    .listener(message -> warnings.println("gradus: " + message))
                    .settings(experiment.settings().texts()));
        }
        Interruption interruption = new Interruption();
        callbacks.add(interruption);
        interruption.listen();
        try {
            Outcome outcome = experiment.run(callbacks, team, checkpoints);
            line.end();
            report(experiment, outcome, team, folder, interruption.happened());
            boolean kept = checkpoint.end(warnings);
            return interruption.happened() ? Interruption.CODE : kept ? 0 : Main.FAILED;
        } finally {
            interruption.done();
        }
    }

    private void crossValidate(Experiment experiment, int team, @Nullable RunFolder folder) throws IOException {
        Integer count = folds;
        SettingsArguments.requireAtLeast(2, count, "--folds");
        if (count == null) {
            return;
        }
        if (from != null || checkpoint.isGiven()) {
            throw new IllegalArgumentException("--folds trains new networks, so it does not go with "
                    + (from != null ? "--from" : "checkpoints") + "; leave one out");
        }
        CrossValidation validation = CrossValidation.of(experiment.settings(), chosen.csv(), count, List.of(), team);
        boolean isChosen = experiment.settings().answer().metric() != null;
        Folds.print(validation, isChosen ? experiment.firstScore() : "", printer());
        if (folder != null) {
            folder.write("folds.csv", Folds.text(validation));
        }
    }

    /// Checkpoints and TensorBoard are of one network.
    private Settings settings() {
        return checkpoint.isGiven() || tensorBoard != null ? chosen.settings(data) : chosen.settingsOfAnyNet(data);
    }

    private void report(
            Experiment experiment, Outcome outcome, int team, @Nullable RunFolder folder, boolean interrupted)
            throws IOException {
        PrintWriter printer = printer();
        if (interrupted && checkpoint.canResume()) {
            printer.println(checkpoint.advice());
        } else if (interrupted && folder == null) {
            Path rescued = rescue(experiment, outcome.model(), "-interrupted");
            printer.println("Interrupted. What was trained so far is saved as " + rescued + ".");
        }
        TargetChoice choice = experiment.targetChoice();
        if (choice != null) {
            Report.notes(
                    List.of(choice.advice()),
                    quiet ? Objects.requireNonNull(spec).commandLine().getErr() : printer);
        }
        Report.end(experiment, outcome, printer);
        printer.flush();
        FinishedRun result = FinishedRun.of(null, experiment, outcome, team, null, null);
        try {
            if (folder != null) {
                keep(experiment, outcome, folder, result, interrupted);
            }
        } finally {
            if (json) {
                printer.println(Json.line(result));
            }
            printer.flush();
        }
    }

    /// Writes the folder of the run. If that fails, the model goes elsewhere.
    private void keep(Experiment experiment, Outcome outcome, RunFolder folder, FinishedRun result, boolean interrupted)
            throws IOException {
        try {
            folder.write(arguments(), experiment, outcome, result, checkpoint.notes(), !interrupted);
        } catch (IOException | UncheckedIOException e) {
            String where = folder.files().isEmpty()
                    ? "The model is saved as " + rescue(experiment, outcome.model(), "-rescued") + " instead"
                    : "Saved are " + String.join(", ", folder.files());
            throw new IOException(folder.path() + " cannot be written: " + Messages.of(e) + ". " + where, e);
        }
        if (!quiet || interrupted) {
            printer().println("Saved to " + folder.path() + ": " + String.join(", ", folder.files()));
        }
    }

    /// Saves a model where the program runs, or with other temporary files if that fails too.
    private static Path rescue(Experiment experiment, Model model, String what) {
        Path name = Path.of(experiment.loaded().name().replaceAll("[^A-Za-z0-9._-]", "_") + what + ".keras");
        try {
            model.save(name);
            return name;
        } catch (UncheckedIOException e) {
            Path other = Path.of(System.getProperty("java.io.tmpdir")).resolve(name);
            model.save(other);
            return other;
        }
    }

    /// How many numbers a saved model has: weights, and what optimizers keep for each.
    private static long numbers(Experiment experiment) {
        int slots = experiment.model().compilation().optimizer().slots().size();
        return (1L + slots) * experiment.members() * experiment.model().parameterCount();
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

    private static Callback progress(PrintWriter printer) {
        boolean terminal = Terminal.isInteractive();
        ProgressBar bar = new ProgressBar(terminal ? Screen.raw(printer) : printer, terminal);
        return terminal ? bar.columns(Terminal.columns()) : bar.lines(MOST_LINES);
    }
}
