package gradus.cli;

import gradus.experiment.Experiment;
import gradus.experiment.Json;
import gradus.experiment.Options;
import gradus.experiment.Settings;
import gradus.experiment.claims.Measurements;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.ComparisonFiles;
import gradus.experiment.comparisons.ComparisonResult;
import gradus.experiment.comparisons.Design;
import gradus.experiment.comparisons.Factor;
import gradus.experiment.comparisons.Level;
import gradus.experiment.comparisons.ReportFolder;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import gradus.experiment.comparisons.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus compare DATA --vary …`.
@Command(
        name = "compare",
        description = "Measures the effect of a choice, all else equal, and whether it exceeds chance.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "gradus compare digits --vary learning_rate=0.01,0.001,0.0001",
            "gradus compare digits --vary \"optimizer=sgd,sgd(momentum=0.9),adam\" --tune learning_rate",
            "gradus compare digits --vary dropout=0,0.3 --vary width=32,128 --design factorial",
            "gradus compare digits --spread --seeds 12",
            "gradus compare houses.csv --target price --vary dropout=0,0.3 --seeds 12 --out runs/dropout",
        })
final class CompareCommand implements Callable<Integer>, Measuring {
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "As for train.")
    private String data = "";

    @Option(
            names = "--vary",
            paramLabel = "NAME=LEVEL,…",
            description = "What to compare; the first level is the baseline. Repeatable: every combination.")
    private List<String> vary = List.of();

    @Option(
            names = "--spread",
            description = "Instead: how much of the variance of a score comes from the split, the first weights, the"
                    + " order of rows, and dropout.")
    private boolean spread;

    @Option(
            names = "--design",
            paramLabel = "baseline|factorial|ablation",
            description =
                    "With several --vary: each combination beside the first; main effects and interactions; or all last"
                            + " levels beside one put back (default: baseline).")
    private Design design = Design.BASELINE;

    @Option(names = "--seeds", paramLabel = "N", description = "Runs per level (default: ${DEFAULT-VALUE}).")
    private int seeds = 8;

    @Option(
            names = "--tune",
            paramLabel = "NAME[=LEVEL,…]",
            description = "Tune this option for every level separately, such as learning_rate.")
    private @Nullable String tune;

    @Option(
            names = "--reach",
            paramLabel = "LOSS",
            description =
                    "Count passes to this validation loss, without penalties (default: one that every level reaches that"
                            + " learns).")
    private @Nullable Double reach;

    @Mixin
    private RunsArguments runs = new RunsArguments();

    @Mixin
    private SettingsArguments chosen = new SettingsArguments();

    @Spec
    void command(CommandSpec command) {
        spec = command;
        String names = String.join(", ", Options.variedNames());
        command.usageMessage()
                .footerHeading("%nWhat can be varied: " + names + ", and every argument of the optimizer.%n");
    }

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter printer = command.commandLine().getOut();
        requireQuestion();
        Comparison comparison = spread ? null : comparison(0);
        int side = runs.side();
        Path out = runs.out();
        Progress progress = runs.progress(command.commandLine().getErr());
        Runner runner = new Runner(data, chosen.csv(), runs.store(), side, progress);
        Interruption interruption = new Interruption(runner::stop);
        interruption.listen();
        try {
            if (comparison == null) {
                Settings base = chosen.settings(data);
                Spread.@Nullable Result result =
                        new Spread(base, seeds, base.answer().metricName()).run(runner);
                progress.end();
                if (result != null) {
                    CompareText.print(result, printer);
                    Ending.of(printer, out, folder -> files(result, folder), runs.json() ? result.toMap() : null);
                }
                return runs.code(runner.stopped(), command.commandLine().getErr());
            }
            ComparisonResult result = comparison.run(runner);
            progress.end();
            CompareText.print(result, printer);
            printer.println();
            Ending.of(
                    printer,
                    out,
                    folder -> ComparisonFiles.write(result, folder, commandLine(command), side),
                    runs.json() ? ComparisonFiles.toMap(result) : null);
            return runs.code(runner.stopped(), command.commandLine().getErr());
        } finally {
            interruption.done();
        }
    }

    /// Refuses a comparison of nothing, and options that the spread does not read.
    private void requireQuestion() {
        if (spread != vary.isEmpty()) {
            throw new IllegalArgumentException(
                    "compare needs either --vary NAME=LEVEL,… or --spread" + (spread ? ", not both" : ""));
        }
        if (spread && (tune != null || reach != null || design != Design.BASELINE)) {
            throw new IllegalArgumentException("--spread does not read --tune, --reach and --design");
        }
    }

    private static List<String> files(Spread.Result result, Path folder) throws IOException {
        ReportFolder files = new ReportFolder(folder);
        files.write("spread.json", Json.pretty(result.toMap()));
        return files.written();
    }

    /// With other seeds for every set.
    private Comparison comparison(int set) {
        Settings given = chosen.settings(data);
        Settings base = given.seed(given.seed() + (long) set * seeds);
        return new Comparison(
                        base,
                        vary.stream().map(Factor::parse).toList(),
                        seeds,
                        tuned(),
                        base.answer().metricName(),
                        reach)
                .design(design);
    }

    /// Compares without printing or files.
    @Override
    public Measurements measure(int set, RunLog store, int side, Progress progress, Consumer<Measurements> first) {
        return Measurements.of(comparison(set).run(new Runner(data, chosen.csv(), store, side, progress)));
    }

    @Override
    public int seeds() {
        return seeds;
    }

    @Override
    public List<String> levels() {
        Comparison comparison = comparison(0);
        return comparison.levels(Experiment.of(comparison.base(), chosen.csv())).stream()
                .map(Level::name)
                .toList();
    }

    private @Nullable Factor tuned() {
        if (tune == null) {
            return null;
        }
        if (tune.indexOf('=') >= 0) {
            return Factor.parse(tune);
        }
        if (!tune.replace('-', '_').equals("learning_rate")) {
            throw new IllegalArgumentException("--tune " + tune + " needs values to try, as in " + tune + "=1,2,3");
        }
        return new Factor("learning_rate", Comparison.LEARNING_RATES);
    }

    /// As it was typed, quoted where a shell needs it.
    static String commandLine(CommandSpec command) {
        List<String> words = new ArrayList<>(List.of("gradus"));
        var parsed = command.root().commandLine().getParseResult();
        for (String word : Objects.requireNonNull(parsed).originalArgs()) {
            words.add(quoted(word));
        }
        return String.join(" ", words);
    }

    /// A word as a shell needs it.
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=,:@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
