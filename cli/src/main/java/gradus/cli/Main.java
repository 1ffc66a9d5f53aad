package gradus.cli;

import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./gradus`: trains, evaluates and asks networks. Exit codes: 0 done, 1 failed, 2 wrong use, 130 interrupted.
@Command(
        name = "gradus",
        description = "Dense neural networks: learn them, train them, ship them.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Start with:  gradus train digits",
            "Your table:  gradus train houses.csv --target price",
            "In pictures: gradus lab",
            "Completion:  source <(gradus generate-completion)"
        })
public final class Main {
    /// All commands, in the order of the help.
    static final List<Class<?>> COMMANDS = List.of(
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            CompareCommand.class,
            LearningRateCommand.class,
            TuneCommand.class,
            ClaimCommand.class,
            MeasureCommand.class,
            InspectCommand.class,
            ConvertCommand.class,
            DatasetsCommand.class,
            ConceptsCommand.class,
            BenchCommand.class,
            ExportCommand.class,
            ServeCommand.class,
            LabCommand.class,
            AutoComplete.GenerateCompletion.class);

    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    @Option(names = "--debug", description = "Show the stack trace of an error.", scope = CommandLine.ScopeType.INHERIT)
    private boolean debug;

    /// The report says which kernels are used, so their own words are not shown. Kept here, or the level would be lost.
    private static final Logger KERNELS = Logger.getLogger("gradus.kernels");

    static {
        KERNELS.setLevel(Level.OFF);
    }

    private Main() {}

    /// Runs a command line and exits with its code.
    ///
    /// @param arguments the command line
    public static void main(String[] arguments) {
        VectorModule.load();
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        asked(arguments).forEach(line::addSubcommand);
        PrintWriter warnings = new Screen(err);
        line.setErr(warnings);
        line.setOut(out);
        line.setExecutionStrategy(parsed -> {
            // Help has colours of its own, and nothing of any file.
            Integer help = CommandLine.executeHelpRequest(parsed);
            if (help != null) {
                return help;
            }
            line.setOut(new Screen(out));
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        Converters.register(line);
        line.setParameterExceptionHandler((refused, given) -> {
            warnings.println("gradus: " + Messages.ofWrongUse(refused));
            warnings.println("See: gradus "
                    + (refused.getCommandLine().getParent() == null
                            ? "--help"
                            : refused.getCommandLine().getCommandName() + " --help"));
            return WRONG_USE;
        });
        line.setExecutionExceptionHandler((failed, command, parsed) -> main.failed(failed, warnings));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError e) {
            // No exceptions, so they come past the handler.
            return main.failed(e, warnings);
        }
    }

    /// The command that is named first; all where help, completion or advice for a wrong name needs them. A program
    /// starts sooner if it reads the options of one command.
    private static List<Class<?>> asked(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> command != AutoComplete.GenerateCompletion.class)
                .filter(command -> command.getAnnotation(Command.class).name().equals(first))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private int failed(Throwable thrown, PrintWriter err) {
        if (debug) {
            thrown.printStackTrace(err);
        } else {
            err.println("gradus: " + Messages.of(thrown));
        }
        return thrown instanceof IllegalArgumentException && !(thrown instanceof gradus.layers.ShapeException)
                ? WRONG_USE
                : FAILED;
    }

    /// What runs.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            Kernels kernels = Kernels.current();
            return new String[] {
                "gradus " + gradus.internal.Version.current(),
                "kernels  " + kernels.name() + " (" + kernels.description() + ")",
                "threads  " + Workers.shared().threads(),
                "java     " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
            };
        }
    }
}
