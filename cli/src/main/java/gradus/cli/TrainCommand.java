package gradus.cli;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.ProgressBar;
import gradus.experiments.Experiment;
import gradus.experiments.Outcome;
import gradus.kernels.Workers;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        description = "Trains a network and says how good it is.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "gradus train digits",
            "gradus train houses.csv --target price --out runs/houses",
            "gradus train spiral --layers \"dense(16,tanh) dense(16,tanh)\" --optimizer \"sgd(0.1,momentum=0.9)\"",
        })
final class TrainCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description = "A built-in name (see: gradus datasets), a CSV file, or a folder of IDX files.")
    private String data = "";

    @Mixin
    private SettingsArguments chosen = new SettingsArguments();

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

    @Override
    public Integer call() throws Exception {
        PrintWriter printer = Objects.requireNonNull(spec).commandLine().getOut();
        int team = threads == null ? Workers.shared().threads() : threads;
        Experiment experiment = from == null
                ? Experiment.of(chosen.settings(data), chosen.csv())
                : Experiment.from(Model.load(from), chosen.settings(data), chosen.csv());
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
        Outcome outcome = experiment.run(callbacks, team);
        boolean interrupted = interruption.happened();
        if (interrupted && folder == null) {
            Path rescued =
                    Path.of(experiment.loaded().name().replaceAll("[^A-Za-z0-9._-]", "_") + "-interrupted.keras");
            outcome.model().save(rescued);
            printer.println("Interrupted. What was trained so far is saved as " + rescued + ".");
        }
        Report.end(experiment, outcome, printer);
        Map<String, Object> result = Results.of(experiment, outcome, team);
        if (folder != null) {
            folder.write(experiment.settings(), outcome, result, !interrupted);
            if (!quiet) {
                printer.println("Saved to " + folder.path() + ": " + String.join(", ", folder.files()));
            }
        }
        if (json) {
            printer.println(Results.line(result));
        }
        printer.flush();
        interruption.done();
        return interrupted ? INTERRUPTED : 0;
    }

    private static Callback progress(PrintWriter printer) {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        ProgressBar bar = new ProgressBar(printer, terminal);
        return terminal ? bar.columns(Terminal.columns()) : bar;
    }
}
