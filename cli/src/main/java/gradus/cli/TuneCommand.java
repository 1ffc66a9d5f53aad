package gradus.cli;

import gradus.experiment.comparisons.Runner;
import gradus.experiment.search.Parameter;
import gradus.experiment.search.Search;
import gradus.experiment.search.SearchFiles;
import gradus.experiment.search.SearchResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus tune DATA`.
@Command(
        name = "tune",
        description = "Searches for good settings and evaluates the best on fresh seeds.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "gradus tune digits --trials 30 --out runs/search",
            "gradus tune digits --space learning_rate=0.0001..0.1 --space width=16..256 --method halving",
        })
final class TuneCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "As for train.")
    private String data = "";

    @Option(names = "--trials", paramLabel = "N", description = "Points to try (default: ${DEFAULT-VALUE}).")
    private int trials = 60;

    @Option(
            names = "--space",
            paramLabel = "NAME=LOW..HIGH|A,B,…",
            description = "What to search over; repeatable. Also a file with one entry a line.")
    private List<String> space = List.of();

    @Option(
            names = "--method",
            paramLabel = "tpe|random|halving|hyperband",
            description = "How trials are drawn and share the epochs (default: ${DEFAULT-VALUE}).")
    private Search.Method method = Search.Method.HALVING;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Runs that evaluate the best (default: ${DEFAULT-VALUE}).")
    private int seeds = 8;

    @Mixin
    private RunsArguments runs = new RunsArguments();

    @Mixin
    private SettingsArguments chosen = new SettingsArguments();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter printer = command.commandLine().getOut();
        Search search = new Search(chosen.settings(data), parameters(), trials, method, seeds);
        int side = runs.side();
        Path out = runs.out();
        Progress progress = runs.progress(command.commandLine().getErr());
        Runner runner = new Runner(data, chosen.csv(), runs.store(), side, progress);
        Interruption interruption = new Interruption(runner::stop);
        interruption.listen();
        try {
            SearchResult result = search.run(runner);
            progress.end();
            result.sentences().forEach(printer::println);
            printer.println();
            if (result.tried() > 1) {
                result.importance()
                        .forEach((name, share) ->
                                printer.printf(Locale.ROOT, "  %-20s %3.0f%% of the spread%n", name, share * 100));
                printer.println();
            }
            Ending.of(
                    printer,
                    out,
                    folder -> SearchFiles.write(result, folder, CompareCommand.commandLine(command), side),
                    runs.json() ? SearchFiles.toMap(result) : null);
            return runs.code(runner.stopped(), command.commandLine().getErr());
        } finally {
            interruption.done();
        }
    }

    private List<Parameter> parameters() throws IOException {
        if (space.isEmpty()) {
            return Search.DEFAULT_SPACE;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String text : space) {
            if (text.indexOf('=') >= 0) {
                parameters.add(Parameter.parse(text));
            } else {
                for (String line : Files.readAllLines(Path.of(text))) {
                    if (!line.isBlank() && !line.strip().startsWith("#")) {
                        parameters.add(Parameter.parse(line.strip()));
                    }
                }
            }
        }
        return parameters;
    }
}
