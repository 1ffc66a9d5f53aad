package gradus.lab.comparisons;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import gradus.experiment.claims.Claim;
import gradus.experiment.claims.Finding;
import gradus.experiment.claims.Measurements;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.ComparisonCharts;
import gradus.experiment.comparisons.ComparisonFiles;
import gradus.experiment.comparisons.ComparisonResult;
import gradus.experiment.comparisons.Level;
import gradus.experiment.comparisons.LevelResult;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import gradus.experiment.reports.Chart;
import gradus.experiment.reports.Html;
import gradus.lab.messages.ComparisonMessages.Answer;
import gradus.lab.messages.ComparisonMessages.FindingView;
import gradus.lab.messages.ComparisonMessages.LevelProgress;
import gradus.lab.messages.ComparisonMessages.Phase;
import gradus.lab.messages.ComparisonMessages.Progress;
import gradus.lab.messages.LabSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A comparison at work: pages see its curves grow while the runner makes its runs.
public final class LiveComparison {
    /// What may be asked.
    ///
    /// @param comparison the question itself
    /// @param charts which logged values are drawn, as in `val_loss`
    /// @param claims what it is held to; empty for none
    /// @param command what repeats it, or empty
    public record Question(Comparison comparison, List<String> charts, List<Claim> claims, String command) {}

    /// What is kept of a comparison that has ended: texts, and none of its runs.
    private record Ended(
            List<LevelProgress> levels,
            String curves,
            @Nullable Files files) {}

    /// The newest curves, which are drawn once for all pages that look.
    private static final class Drawing {
        private long version = -1;
        private String curves = "";

        synchronized String of(long wanted, Supplier<String> draw) {
            if (wanted > version) {
                curves = draw.get();
                version = wanted;
            }
            return curves;
        }
    }

    /// What came out.
    private record Files(Answer answer, String report, String csv) {}

    private final int id;
    private final Question question;
    private final int threads;
    private final List<Level> levels;
    private final Map<String, Integer> levelOfRun = new HashMap<>();
    private final List<List<FinishedRun>> runs = new ArrayList<>();
    private final Thread thread;
    private final Drawing drawing = new Drawing();
    private final long begin = System.nanoTime();
    private Phase state = Phase.RUNNING;
    private String message = "";
    private int done;
    private long version = 1;
    private int looking;
    private long lastLook = System.nanoTime();
    private @Nullable Runner runner;
    private @Nullable Ended ended;

    /// Checks the question and begins.
    ///
    /// @throws IllegalArgumentException if it is too large or cannot be run; the message says why
    LiveComparison(int id, Question question, int threads) {
        this.id = id;
        this.question = question;
        this.threads = threads;
        Comparison comparison = question.comparison();
        Bounds.check(comparison);
        Runner runner = new Runner(
                comparison.base().data().source(), new CsvOptions(), RunLog.inMemory(), threads, this::ended);
        Experiment first = runner.experiment(comparison.base());
        levels = comparison.levels(first);
        Bounds.check(comparison, first, levels, threads);
        for (int i = 0; i < levels.size(); i++) {
            runs.add(new ArrayList<>());
            for (int seed = 0; seed < comparison.seeds(); seed++) {
                for (Settings judged : judged(levels.get(i), seed)) {
                    levelOfRun.putIfAbsent(runner.key(judged), i);
                }
            }
        }
        this.runner = runner;
        thread = Thread.ofPlatform().daemon().name("gradus-comparison-" + id).unstarted(() -> run(runner));
    }

    /// Begins.
    LiveComparison start() {
        thread.start();
        return this;
    }

    private List<Settings> judged(Level level, int seed) {
        Comparison comparison = question.comparison();
        List<Settings> judged = new ArrayList<>();
        if (comparison.tune() == null) {
            judged.add(comparison.judged(level, null, seed));
        } else {
            comparison.tune().levels().forEach(value -> judged.add(comparison.judged(level, value, seed)));
        }
        return judged;
    }

    private void run(Runner runner) {
        try {
            ComparisonResult made = question.comparison().run(runner);
            Files files = new Files(
                    answer(made), ComparisonFiles.page(made, question.command(), threads), ComparisonFiles.csv(made));
            end(made.complete() ? Phase.DONE : Phase.CANCELLED, "", files);
        } catch (RuntimeException e) {
            boolean cancelled = runner.stopped();
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            end(
                    cancelled ? Phase.CANCELLED : Phase.FAILED,
                    cancelled ? "It was cancelled before every level had a run." : why,
                    null);
        } catch (OutOfMemoryError e) {
            end(Phase.FAILED, "There was not enough memory; use fewer rows, units or levels.", null);
        }
    }

    private synchronized void end(Phase how, String why, @Nullable Files files) {
        ended = new Ended(levelProgress(), curves(runs), files);
        state = how;
        message = message.isEmpty() ? why : message;
        runner = null;
        runs.forEach(List::clear);
        levelOfRun.clear();
        version++;
        notifyAll();
    }

    private Answer answer(ComparisonResult made) {
        List<FindingView> findings = new ArrayList<>();
        Measurements measured = Measurements.of(made);
        for (Finding finding : Finding.of(question.claims(), measured)) {
            findings.add(new FindingView(finding.claim().sentence(measured), finding.holds(), finding.text(measured)));
        }
        String measure = ComparisonFiles.measure(made);
        List<@Nullable LabSettings> links = new ArrayList<>();
        for (LevelResult level : made.levels()) {
            links.add(LabLink.of(level.level().settings()));
        }
        boolean counted = question.claims().stream().anyMatch(Claim::counted);
        Chart means = ComparisonCharts.means(made, measure);
        Html shown = new Html("", "")
                .charts(
                        false,
                        counted
                                ? List.of(ComparisonCharts.passes(made), means)
                                : List.of(means, ComparisonCharts.differences(made, measure)))
                .table(ComparisonFiles.table(made));
        return new Answer(
                findings, fragment(shown), fragment(ComparisonFiles.content(made, question.command(), threads)), links);
    }

    private static String fragment(Html html) {
        return fragment(html.content());
    }

    /// The rules of the page forbid styles in elements; its style sheet has what is needed.
    static String fragment(String html) {
        return html.replaceAll(" style=\"max-width:[0-9]+px\"", "");
    }

    private synchronized void ended(int count, int total, FinishedRun run) {
        done++;
        Integer level = levelOfRun.get(run.key());
        if (level != null) {
            runs.get(level).add(run);
        }
        version++;
        notifyAll();
    }

    /// By which it is asked for.
    public int id() {
        return id;
    }

    /// Waits until there is more than a page knows, or some time has passed.
    ///
    /// @param known the version that the page has
    public Progress await(long known, long milliseconds) throws InterruptedException {
        List<List<FinishedRun>> seen = new ArrayList<>();
        Progress bare;
        synchronized (this) {
            looking++;
            try {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
                while (version == known && state == Phase.RUNNING) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0) {
                        break;
                    }
                    wait(left);
                }
            } finally {
                looking--;
                lastLook = System.nanoTime();
            }
            bare = progress();
            if (ended != null) {
                return bare;
            }
            runs.forEach(level -> seen.add(List.copyOf(level)));
        }
        // Not while runs that end would wait for it.
        String curves = drawing.of(bare.version(), () -> curves(seen));
        return new Progress(
                bare.id(),
                bare.version(),
                bare.state(),
                bare.message(),
                bare.done(),
                bare.total(),
                bare.secondsLeft(),
                bare.levels(),
                curves,
                bare.answer());
    }

    private List<LevelProgress> levelProgress() {
        List<LevelProgress> each = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            int diverged =
                    (int) runs.get(i).stream().filter(run -> !run.finished()).count();
            each.add(new LevelProgress(levels.get(i).name(), runs.get(i).size(), diverged));
        }
        return each;
    }

    private Progress progress() {
        int total = question.comparison().runs();
        Ended past = ended;
        if (past != null) {
            Answer answer = past.files() == null ? null : past.files().answer();
            return new Progress(id, version, state, message, done, total, null, past.levels(), past.curves(), answer);
        }
        double elapsed = (System.nanoTime() - begin) / 1e9;
        Double left = done == 0 ? null : Double.valueOf(elapsed / done * (total - done));
        return new Progress(id, version, state, message, done, total, left, levelProgress(), "", null);
    }

    private String curves(List<List<FinishedRun>> seen) {
        return fragment(new Html("", "")
                .legend(levels.stream().map(Level::name).toList())
                .charts(false, ComparisonCharts.curves(seen, question.charts())));
    }

    /// The whole report in one file, as the command line writes it.
    ///
    /// @throws IllegalStateException if there is none yet
    public String report() {
        return files().report();
    }

    /// Every run in a line.
    ///
    /// @throws IllegalStateException if there is no answer yet
    public String csv() {
        return files().csv();
    }

    private synchronized Files files() {
        if (ended == null || ended.files() == null) {
            throw new IllegalStateException("this comparison has no answer");
        }
        return ended.files();
    }

    /// Gives up what is under way; seeds that every level has finished are kept.
    public void cancel() {
        Runner working;
        synchronized (this) {
            working = runner;
        }
        if (working != null) {
            working.stop();
        }
    }

    /// Stops if no page has looked for some time.
    void stopIfAlone(long nanoseconds) {
        synchronized (this) {
            if (state != Phase.RUNNING || looking > 0 || System.nanoTime() - lastLook < nanoseconds) {
                return;
            }
            message = "It was stopped because no page looked on any more.";
        }
        cancel();
    }

    /// Whether a question is this one, and has an answer or will have it.
    synchronized boolean answers(Question asked) {
        return question.equals(asked) && (state == Phase.RUNNING || state == Phase.DONE);
    }

    synchronized boolean isRunning() {
        return state == Phase.RUNNING;
    }

    void join(long milliseconds) {
        try {
            thread.join(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
