package gradus.cli;

import gradus.experiment.claims.BornDead;
import gradus.experiment.claims.Measurements;
import gradus.experiment.claims.QuadraticRates;
import gradus.experiment.claims.SuggestedRates;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import gradus.experiment.statistics.ConfidenceInterval;
import gradus.kernels.Workers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus measure born-dead|quadratic|suggested-rates`.
@Command(
        name = "measure",
        description =
                "Measures what theory predicts exactly, as networks born dead and convergence rates on a quadratic,"
                        + " and how good the learning rates are that lr-find suggests.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "gradus measure born-dead --depths 5,10,20 --widths 2,3,5,10",
            "gradus measure quadratic --condition 20",
            "gradus measure suggested-rates --searches 4",
        })
final class MeasureCommand implements Callable<Integer>, Measuring {
    /// What can be measured.
    enum Subject {
        BORN_DEAD,
        QUADRATIC,
        SUGGESTED_RATES
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "born-dead|quadratic|suggested-rates",
            description =
                    "ReLU networks that are constant before they learn; by which factor a step shrinks the error; the"
                            + " loss at suggested learning rates over that at the best of a grid.")
    private Subject subject = Subject.BORN_DEAD;

    @Option(
            names = "--depths",
            paramLabel = "N,…",
            split = ",",
            description = "Layers, including the last one (default: ${DEFAULT-VALUE}).")
    private List<Integer> depths = List.of(10);

    @Option(names = "--widths", paramLabel = "N,…", split = ",", description = "Units (default: ${DEFAULT-VALUE}).")
    private List<Integer> widths = List.of(2, 3, 5, 10);

    @Option(names = "--networks", paramLabel = "N", description = "Networks of each shape (default: ${DEFAULT-VALUE}).")
    private int networks = 1000;

    @Option(
            names = "--data",
            paramLabel = "NAME;…",
            split = ";",
            description = "What suggested rates are for (default: eight data sets).")
    private List<String> data = SuggestedRates.DATA;

    @Option(
            names = "--searches",
            paramLabel = "N",
            description = "Searches for a rate with each optimizer on each data set (default: ${DEFAULT-VALUE}).")
    private int searches = 4;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the first network or search (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--condition",
            paramLabel = "K",
            description = "Largest curvature over smallest (default: ${DEFAULT-VALUE}).")
    private double condition = 20;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Measurements measurements =
                measure(0, RunLog.inMemory(), Workers.shared().threads(), (done, total, run) -> {});
        List<List<String>> table = new ArrayList<>();
        measurements
                .levels()
                .forEach((level, measures) -> measures.keySet().forEach(measure -> {
                    ConfidenceInterval mean = measurements.mean(level, measure);
                    if (table.isEmpty()) {
                        table.add(List.of("", "", "mean", "95% from", "to"));
                    }
                    table.add(List.of(
                            level,
                            measure,
                            NumberText.text(mean.mean()),
                            NumberText.text(mean.low()),
                            NumberText.text(mean.high())));
                }));
        Report.print(table, out);
        out.flush();
        return 0;
    }

    @Override
    public int sets() {
        return subject == Subject.QUADRATIC ? 1 : 2;
    }

    @Override
    public Measurements measure(int set, RunLog store, int side, Runner.Listener listener) {
        return switch (subject) {
            case BORN_DEAD -> BornDead.measure(depths, widths, networks, seed + (long) set * networks);
            case QUADRATIC -> QuadraticRates.measure(condition);
            case SUGGESTED_RATES ->
                SuggestedRates.measure(data, searches, seed + (long) set * searches, side, listener);
        };
    }
}
