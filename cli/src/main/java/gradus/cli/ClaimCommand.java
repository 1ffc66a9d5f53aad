package gradus.cli;

import gradus.data.tables.DataException;
import gradus.experiment.claims.Claim;
import gradus.experiment.claims.ClaimReport;
import gradus.experiment.claims.Measurements;
import gradus.experiment.claims.PublishedClaim;
import gradus.experiment.claims.Repetition;
import gradus.experiment.claims.Reproduction;
import gradus.experiment.comparisons.Machine;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.effects.Effects;
import gradus.experiment.reports.Picture;
import gradus.kernels.Workers;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus claim FILE|FOLDER…`.
@Command(
        name = "claim",
        description = "Repeats published experiments and judges their claims by the rules in their files.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "gradus claim experiments"})
final class ClaimCommand implements Callable<Integer> {
    /// In place of images, which a machine may not have.
    private static final String SMALL = "digits";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "1..*",
            description = "Markdown with a title, a command in a block ```sh and rules in a block ```rules.")
    private List<Path> files = List.of();

    @Option(names = "--write", description = "Write the result into the file, and its numbers and picture beside it.")
    private boolean write;

    @Option(names = "--runs", paramLabel = "DIR", description = "Keep finished runs here, and reuse them.")
    private @Nullable Path runs;

    @Option(names = "--jobs", paramLabel = "N", description = "Parallel runs (default: one per processor).")
    private @Nullable Integer jobs;

    @Option(
            names = "--quick",
            description = "Only check that it runs: as few seeds as it takes, one epoch, digits in place of images."
                    + " The verdicts mean nothing.")
    private boolean quick;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        if (quick && write) {
            throw new IllegalArgumentException("--quick measures nothing that is worth to --write");
        }
        Map<Path, PublishedClaim> claims = new LinkedHashMap<>();
        for (Path file : all()) {
            claims.put(file, PublishedClaim.parse(file.toString(), Files.readString(file)));
        }
        AtomicReference<Path> current = new AtomicReference<>(files.getFirst());
        Interruption interruption = Interruption.saying(
                command.commandLine().getErr(),
                () -> "Interrupted: " + current.get() + " was not judged, nor those after it. With --runs, the next"
                        + " call finds finished runs of compare again.");
        Map<Reproduction, Integer> count = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, PublishedClaim> entry : claims.entrySet()) {
                current.set(entry.getKey());
                for (Repetition rule : judge(entry.getKey(), entry.getValue(), out)) {
                    count.merge(rule.verdict(), 1, Integer::sum);
                }
            }
        } finally {
            interruption.done();
        }
        List<String> counts = new ArrayList<>();
        count.forEach((verdict, times) -> counts.add(times + " " + verdict.text()));
        int rules = count.values().stream().mapToInt(Integer::intValue).sum();
        out.println(
                quick
                        ? "A trial only, not to be believed: " + NumberText.counted(rules, "rule") + " can be judged"
                        : "In all: " + String.join(", ", counts));
        out.flush();
        return 0;
    }

    /// The files, those of folders among them.
    private List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path path : files) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    // The introduction to a folder has no command.
                    inside.filter(file -> file.toString().endsWith(".md") && !file.endsWith("README.md"))
                            .sorted()
                            .forEach(all::add);
                }
            } else {
                all.add(path);
            }
        }
        if (all.isEmpty()) {
            throw new DataException("there is no claim in "
                    + files.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ": a claim is a Markdown file, and its name ends in .md");
        }
        return all;
    }

    private List<Repetition> judge(Path file, PublishedClaim claim, PrintWriter out) throws IOException {
        out.println(claim.title());
        out.println("  gradus " + String.join(" ", claim.command()));
        out.flush();
        int side = claim.timed() ? 1 : jobs == null ? Workers.shared().threads() : jobs;
        Progress progress = new Progress(
                quiet ? null : Objects.requireNonNull(spec).commandLine().getErr());
        Measuring measuring = measuring(file, claim);
        if (!quick && measuring.sets() > 1 && measuring.seeds() < 2) {
            throw new IllegalArgumentException(
                    file + " must have at least 2 seeds to be judged, got " + measuring.seeds());
        }
        List<String> levels = measuring.levels();
        if (!levels.isEmpty()) {
            check(file, claim, rule -> rule.check(levels));
        }
        RunLog store = store(file);
        long start = System.nanoTime();
        Duration processor = processorTime();
        List<Measurements> sets = new ArrayList<>();
        for (int set = 0; set < (quick ? 1 : measuring.sets()); set++) {
            Measurements measured = measuring.measure(
                    set, store, side, progress, first -> check(file, claim, rule -> rule.check(first)));
            progress.end();
            check(file, claim, rule -> rule.check(measured));
            sets.add(measured);
        }
        double seconds = Math.max(store.seconds() / side, (System.nanoTime() - start) / 1e9);
        List<Repetition> rules = claim.judge(sets);
        for (Repetition rule : rules) {
            out.println("  * " + rule.claim());
            rule.findings()
                    .forEach(finding -> out.println(
                            "      " + (quick ? "" : finding.verdict().text() + ": ") + finding.seen()));
            if (sets.size() > 1) {
                out.println("      With both sets of seeds: " + rule.verdict().text());
            }
        }
        sets.forEach(set -> set.notes().forEach(note -> out.println("  Note: " + note)));
        out.println();
        out.flush();
        if (write) {
            Map<String, String> machine = Machine.describe(side);
            List<String> circumstances = List.of(NumberText.count(
                            sets.stream().mapToInt(Measurements::runs).sum()) + " runs in about "
                    + NumberText.seconds(seconds) + " ("
                    + NumberText.seconds(processorTime().minus(processor).toMillis() / 1e3)
                    + " of processor time), on "
                    + Runtime.getRuntime().availableProcessors() + " processors, "
                    + (side == 1 ? "one after the other" : side + " runs side by side") + "; Java "
                    + Runtime.version().feature() + ", kernels "
                    + machine.get("kernels") + ".");
            Path drawing = beside(file, ".svg");
            Picture picture = sets.getFirst().picture();
            if (picture != null) {
                AtomicFile.replace(drawing, picture.svg());
            }
            String name = String.valueOf(drawing.getFileName());
            AtomicFile.replace(file, claim.with(ClaimReport.markdown(rules, sets, circumstances, name)));
            AtomicFile.replace(beside(file, ".csv"), Measurements.csv(sets));
        }
        return rules;
    }

    /// Refuses a rule about what is not there, before runs are made in vain.
    private static void check(Path file, PublishedClaim claim, Consumer<Claim> check) {
        for (Claim rule : claim.rules()) {
            try {
                check.accept(rule);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": the rule \"" + rule + "\": " + e.getMessage(), e);
            }
        }
    }

    /// What this process took of the processors, which other programs do not lengthen.
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Path beside(Path file, String ending) {
        return Path.of(file.toString().replaceFirst("\\.md$", "") + ending);
    }

    private RunLog store(Path file) throws IOException {
        if (runs == null) {
            return RunLog.inMemory();
        }
        Files.createDirectories(runs);
        return RunLog.resume(runs.resolve(String.valueOf(file.getFileName()).replaceFirst("\\.md$", "") + ".jsonl"));
    }

    private Measuring measuring(Path file, PublishedClaim claim) {
        String name = claim.command().getFirst();
        Measuring command =
                switch (name) {
                    case "compare" -> new CompareCommand();
                    case "measure" -> new MeasureCommand();
                    default ->
                        throw new DataException(
                                file + " must run compare or measure, which can be judged, got " + name);
                };
        List<String> words =
                new ArrayList<>(claim.command().subList(1, claim.command().size()));
        if (quick && name.equals("compare")) {
            words.set(0, words.getFirst().startsWith("fashion") ? SMALL : words.getFirst());
            words.addAll(List.of("--seeds", "2", "--epochs", "1"));
            if (words.contains("--tune")) {
                words.addAll(List.of("--tune", "learning_rate=0.01"));
            }
        } else if (quick && words.getFirst().equals("born-dead")) {
            words.addAll(List.of("--networks", "5"));
        } else if (quick && words.getFirst().equals("suggested-rates")) {
            words.addAll(List.of("--searches", "1", "--data", "iris"));
        } else if (quick && Effects.find(words.getFirst()) != null) {
            words.addAll(List.of("--seeds", "1"));
        }
        CommandLine line = new CommandLine(command);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOverwrittenOptionsAllowed(true);
        Converters.register(line);
        try {
            line.parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        return command;
    }
}
