package gradus.cli;

import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.RangeTest;
import gradus.experiment.comparisons.RateSearch;
import gradus.experiment.comparisons.RateSearchReport;
import gradus.experiment.comparisons.Tuning;
import gradus.kernels.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

/// `gradus lr-find DATA`.
@Command(
        name = "lr-find",
        description =
                "Finds a learning rate, by one short run with a growing rate and short trainings at rates around.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LearningRateCommand implements Callable<Integer> {
    private static final int ROWS = 12;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "As for train.")
    private String data = "";

    @Option(names = "--from-rate", paramLabel = "RATE", description = "First rate (default: ${DEFAULT-VALUE}).")
    private double lowest = RangeTest.LOWEST;

    @Option(names = "--to-rate", paramLabel = "RATE", description = "Last rate (default: ${DEFAULT-VALUE}).")
    private double highest = RangeTest.HIGHEST;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Batches from the first to the last rate (default: ${DEFAULT-VALUE}).")
    private int steps = RangeTest.STEPS;

    @Option(names = "--out", paramLabel = "DIR", description = "Write the curve here, as a page and as CSV.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    @Mixin
    private SettingsArguments chosen = new SettingsArguments();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter printer = command.commandLine().getOut();
        Settings settings = chosen.settings(data);
        Progress progress = new Progress(command.commandLine().getErr());
        RateSearch search = RateSearch.of(
                settings,
                chosen.csv(),
                lowest,
                highest,
                steps,
                RateSearch.PASSES,
                Workers.shared().threads(),
                progress);
        progress.end();
        RangeTest test = search.test();
        draw(test, printer);
        printer.println();
        Map<String, @Nullable Object> tried = draw(search, printer);
        printer.println(RateSearchReport.sentence(search));
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("rate", search.rate());
        map.put("tried", tried);
        map.put("valley", test.valley());
        map.put("diverged_at", test.divergedAt());
        map.put("rates", test.rates());
        map.put("losses", test.losses());
        Ending.of(
                printer,
                out,
                folder -> RateSearchReport.write(
                        search,
                        folder,
                        data,
                        Objects.requireNonNullElse(TrainingOptions.OPTIMIZER.text(settings), "adam"),
                        CompareCommand.commandLine(command)),
                json ? map : null);
        return 0;
    }

    /// The smoothed loss as bars, one for each group of steps.
    private static void draw(RangeTest test, PrintWriter printer) {
        double[] smoothed = test.smoothed();
        if (smoothed.length == 0) {
            return;
        }
        double most = 2 * Math.abs(smoothed[0]);
        double largest =
                Arrays.stream(smoothed).filter(value -> value <= most).max().orElse(1);
        int width = Math.max(10, Terminal.columns() - 30);
        printer.println("  learning rate        loss");
        for (int row = 0; row < ROWS; row++) {
            int i = (int) Math.round((smoothed.length - 1.0) * row / (ROWS - 1));
            int bar = (int) Math.round(Math.max(0, Math.min(1, smoothed[i] / largest)) * width);
            printer.println("  " + pad(NumberText.text(test.rates()[i]), 13) + pad(NumberText.text(smoothed[i]), 12)
                    + "  " + "▪".repeat(bar) + (smoothed[i] > largest ? "…" : ""));
        }
    }

    /// The loss after training at each rate, which is returned too.
    private static Map<String, @Nullable Object> draw(RateSearch search, PrintWriter printer) {
        Map<String, @Nullable Object> losses = new LinkedHashMap<>();
        Tuning trials = search.trials();
        if (trials == null) {
            return losses;
        }
        printer.println("  learning rate" + pad(search.loss(), 12));
        for (int i = 0; i < trials.points().size(); i++) {
            Tuning.Point point = trials.points().get(i);
            boolean best = i == trials.best();
            String loss = point.diverged() > 0 ? "diverged" : NumberText.text(point.mean());
            printer.println("  " + pad(point.value(), 13) + pad(loss, 12) + (best ? "  ← the lowest" : ""));
            losses.put(point.value(), point.diverged() > 0 ? null : point.mean());
        }
        printer.println();
        return losses;
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
