package gradus.cli;

import gradus.experiment.claims.BornDead;
import gradus.experiment.claims.Measurements;
import gradus.experiment.claims.QuadraticRates;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import gradus.experiment.statistics.ConfidenceInterval;
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

/// `gradus measure born-dead|quadratic`.
@Command(
        name = "measure",
        description = "Measures what theory predicts exactly: networks born dead, convergence rates on a quadratic.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "gradus measure born-dead --depths 5,10,20 --widths 2,3,5,10",
            "gradus measure quadratic --condition 20",
        })
final class MeasureCommand implements Callable<Integer>, Measuring {
    /// What can be measured.
    enum Subject {
        BORN_DEAD,
        QUADRATIC
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "born-dead|quadratic",
            converter = SubjectConverter.class,
            description =
                    "ReLU networks that are constant before they learn; by which factor a step shrinks the error.")
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

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the first network (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--condition",
            paramLabel = "K",
            description = "Largest curvature over smallest (default: ${DEFAULT-VALUE}).")
    private double condition = 20;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Measurements measurements = measure();
        List<List<String>> table = new ArrayList<>();
        measurements
                .levels()
                .forEach((level, measures) -> measures.keySet().forEach(measure -> {
                    ConfidenceInterval mean = measurements.mean(level, measure);
                    if (table.isEmpty()) {
                        table.add(List.of("", measure, "95% from", "to"));
                    }
                    table.add(List.of(
                            level,
                            NumberText.text(mean.mean()),
                            NumberText.text(mean.low()),
                            NumberText.text(mean.high())));
                }));
        Report.print(table, out);
        out.flush();
        return 0;
    }

    private Measurements measure() {
        return switch (subject) {
            case BORN_DEAD -> BornDead.measure(depths, widths, networks, seed);
            case QUADRATIC -> QuadraticRates.measure(condition);
        };
    }

    @Override
    public Measurements measure(RunLog store, int side, Runner.Listener listener) {
        return measure();
    }

    /// With hyphens, as words of a command line have.
    static final class SubjectConverter implements picocli.CommandLine.ITypeConverter<Subject> {
        @Override
        public Subject convert(String text) {
            for (Subject subject : Subject.values()) {
                if (subject.name().replace('_', '-').equalsIgnoreCase(text)) {
                    return subject;
                }
            }
            throw new picocli.CommandLine.TypeConversionException(
                    "must be born-dead or quadratic, got \"" + text + "\"");
        }
    }
}
