package gradus.cli;

import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            DatasetsCommand.class,
            LabCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {
            "",
            "Start with:  gradus train digits",
            "Your table:  gradus train houses.csv --target price",
            "In pictures: gradus lab",
            "Completion:  source <(gradus generate-completion)"
        })
public final class Main {
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    @Option(names = "--debug", description = "Show the stack trace of an error.", scope = CommandLine.ScopeType.INHERIT)
    private boolean debug;

    private Main() {}

    /// Runs a command line and exits with its code.
    public static void main(String[] arguments) {
        restoreStandardError();
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
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((refused, given) -> {
            err.println("gradus: " + refused.getMessage());
            err.println("See: gradus "
                    + (refused.getCommandLine().getParent() == null
                            ? "--help"
                            : refused.getCommandLine().getCommandName() + " --help"));
            return WRONG_USE;
        });
        line.setExecutionExceptionHandler((failed, command, parsed) -> {
            if (main.debug) {
                failed.printStackTrace(err);
            } else {
                err.println("gradus: " + Messages.of(failed));
            }
            return failed instanceof IllegalArgumentException && !(failed instanceof gradus.layers.ShapeException)
                    ? WRONG_USE
                    : FAILED;
        });
        return line.execute(arguments);
    }

    /// The launcher keeps the JVM's own standard error away (it warns of incubator modules at every start) and passes
    /// the real one as another file descriptor.
    private static void restoreStandardError() {
        String descriptor = System.getProperty("gradus.stderr");
        if (descriptor == null) {
            return;
        }
        try {
            // Stays open as long as the JVM.
            FileOutputStream file = new FileOutputStream("/dev/fd/" + descriptor);
            System.setErr(new PrintStream(file, true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("standard error cannot be opened", e);
        }
    }

    /// What runs.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            Kernels kernels = Kernels.current();
            return new String[] {
                "gradus 0.1.0",
                "kernels  " + kernels.name() + " (" + kernels.description() + ")",
                "threads  " + Workers.shared().threads(),
                "java     " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
            };
        }
    }
}
