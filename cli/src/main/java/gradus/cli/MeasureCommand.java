package gradus.cli;

import gradus.experiment.claims.BornDead;
import gradus.experiment.claims.Measurements;
import gradus.experiment.claims.QuadraticRates;
import gradus.experiment.claims.SuggestedRates;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.effects.Effect;
import gradus.experiment.effects.Effects;
import gradus.experiment.reports.Picture;
import gradus.experiment.statistics.ConfidenceInterval;
import gradus.kernels.Workers;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus measure SUBJECT`.
@Command(
        name = "measure",
        description =
                "Measures a famous effect, or what theory predicts exactly, as networks born dead and convergence rates"
                        + " on a quadratic, or how good the learning rates are that lr-find suggests.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "gradus measure edge-of-stability --picture edge.svg",
            "gradus measure born-dead --depths 5,10,20 --widths 2,3,5,10",
            "gradus measure quadratic --condition 20",
            "gradus measure suggested-rates --searches 4",
        })
final class MeasureCommand implements Callable<Integer>, Measuring {
    private static final String BORN_DEAD = "born-dead";
    private static final String QUADRATIC = "quadratic";
    private static final String SUGGESTED_RATES = "suggested-rates";

    /// Everything that can be measured, with a few words on each.
    static final class Subjects implements Iterable<String> {
        private static final Map<String, String> ALL = new LinkedHashMap<>();

        static {
            ALL.put(BORN_DEAD, "ReLU networks that are constant before they learn");
            ALL.put(QUADRATIC, "by which factor a step shrinks the error");
            ALL.put(SUGGESTED_RATES, "the loss at suggested learning rates over that at the best of a grid");
            Effects.ALL.forEach(effect -> ALL.put(effect.name(), effect.sentence()));
        }

        @Override
        public Iterator<String> iterator() {
            return ALL.keySet().iterator();
        }

        /// Every subject in a line.
        static String described() {
            return ALL.entrySet().stream()
                    .map(subject -> subject.getKey() + ": " + subject.getValue())
                    .collect(Collectors.joining("; "));
        }
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "SUBJECT",
            completionCandidates = Subjects.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String subject = BORN_DEAD;

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

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Seeds of an effect, for each of which all its runs are made (default: the effect's, mostly 8).")
    private @Nullable Integer seeds;

    @Option(names = "--picture", paramLabel = "FILE", description = "Write the picture of an effect, as SVG.")
    private @Nullable Path picture;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    /// Of the seeds that have ended, while an effect is measured.
    private volatile @Nullable Measurements soFar;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (picture != null) {
            requirePlace(picture);
        }
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(quiet ? null : err);
        Interruption interruption = Interruption.saying(err, () -> {
            Measurements seen = soFar;
            if (seen == null) {
                return "Interrupted before there was anything to show.";
            }
            progress.end();
            print(seen, out);
            return "Interrupted: these are the numbers of the seeds that had ended.";
        });
        try {
            Measurements measurements =
                    measure(0, RunLog.inMemory(), Workers.shared().threads(), progress, seen -> {});
            progress.end();
            print(measurements, out);
            Picture drawn = measurements.picture();
            if (picture != null && drawn != null) {
                AtomicFile.replace(picture, drawn.svg());
            }
        } finally {
            interruption.done();
        }
        return 0;
    }

    private static void print(Measurements measurements, PrintWriter out) {
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
    }

    @Override
    public int sets() {
        return subject.equals(QUADRATIC) ? 1 : 2;
    }

    @Override
    public int seeds() {
        return switch (subject) {
            case BORN_DEAD -> networks;
            case QUADRATIC -> 1;
            case SUGGESTED_RATES -> searches;
            default -> seeds(effect());
        };
    }

    private int seeds(Effect effect) {
        return seeds == null ? effect.seeds() : seeds;
    }

    @Override
    public Measurements measure(int set, RunLog store, int side, Progress progress, Consumer<Measurements> first) {
        requireRead();
        return switch (subject) {
            case BORN_DEAD -> BornDead.measure(depths, widths, networks, seed + (long) set * networks);
            case QUADRATIC -> QuadraticRates.measure(condition);
            case SUGGESTED_RATES ->
                SuggestedRates.measure(data, searches, seed + (long) set * searches, side, progress);
            default -> {
                Effect effect = effect();
                int count = seeds(effect);
                yield Effects.measure(effect, seed + (long) set * count, count, side, (done, total, seen) -> {
                    if (done == 1) {
                        first.accept(seen);
                    }
                    soFar = seen;
                    progress.show(done, total, done + " of " + NumberText.counted(total, "seed"), "");
                });
            }
        };
    }

    private Effect effect() {
        Effect effect = Effects.find(subject);
        if (effect == null) {
            throw new IllegalArgumentException(
                    "SUBJECT must be one of " + String.join(", ", Subjects.ALL.keySet()) + ", got \"" + subject + "\"");
        }
        return effect;
    }

    /// Refuses options that the subject does not read, which would otherwise be given in vain.
    private void requireRead() {
        Set<String> read =
                switch (subject) {
                    case BORN_DEAD -> Set.of("--depths", "--widths", "--networks", "--seed");
                    case QUADRATIC -> Set.of("--condition");
                    case SUGGESTED_RATES -> Set.of("--data", "--searches", "--seed");
                    default -> Set.of("--seeds", "--seed", "--picture");
                };
        for (OptionSpec given :
                Objects.requireNonNull(spec).commandLine().getParseResult().matchedOptions()) {
            if (!read.contains(given.longestName()) && !given.longestName().equals("--quiet")) {
                throw new IllegalArgumentException(subject + " does not read " + given.longestName() + "; it reads "
                        + String.join(", ", new TreeSet<>(read)));
            }
        }
    }

    /// Refuses a place where nothing can be written, before the runs are made.
    private static void requirePlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!file.toString().endsWith(".svg") || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "--picture must be a file that ends in .svg in a folder that is there, got " + file);
        }
    }
}
