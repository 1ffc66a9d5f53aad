package gradus.lab.run;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.NotFiniteException;
import gradus.TrainingRun;
import gradus.data.Dataset;
import gradus.experiment.Experiment;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Limits;
import gradus.lab.messages.Messages.Change;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.StepPoint;
import gradus.lab.messages.RunState;
import gradus.problems.Task;
import gradus.training.Updater;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A training of the lab: it can be stopped after every step, and its settings can be changed on the way. Its steps are
/// those of a [TrainingRun]. Not safe for threads; the workbench sees to that.
public final class Run {
    private static final int CHANGES = 1000;

    private final int id;
    private final Uploads uploads;
    private static final int TRACED = 600;

    private final Curve<CurvePoint> curve = new Curve<>(CurvePoint::epoch, Curve.MOST);
    private final Curve<StepPoint> trace = new Curve<>(StepPoint::step, TRACED);
    private final List<Change> changes = new ArrayList<>();
    private Work work;
    private long stepsBefore;
    private int epoch;
    private int batch;
    private int goal;
    private String message = "";
    private String name;
    private boolean named;
    private boolean diverged;

    /// Opens the data and builds the network with its first weights.
    ///
    /// @throws IllegalArgumentException if settings are invalid or exceed a limit; the message says why
    public Run(int id, LabSettings settings, Uploads uploads) {
        this.id = id;
        this.uploads = uploads;
        work = new Work(settings, uploads, null);
        message = work.whyNot();
        goal = settings.epochs();
        name = settings.data().kind().equals("upload")
                ? uploads.get(settings.data().name()).name()
                : settings.data().name();
        name += " · " + settings.optimizer().toLowerCase(java.util.Locale.ROOT) + " " + settings.learningRate();
    }

    /// One training step, even after the goal. At the end of an epoch the validation rows are evaluated.
    public void step() {
        TrainingRun training = work.training();
        if (training == null || diverged) {
            return;
        }
        training.until(Math.max(goal, epoch + 1));
        try {
            training.step();
        } catch (NotFiniteException e) {
            fail(
                    e.batch() < 0
                            ? String.valueOf(e.getMessage())
                            : "The loss became " + training.loss() + " in epoch " + (e.epoch() + 1) + ", batch "
                                    + (e.batch() + 1) + ". Training stopped before it could spoil the weights.");
        }
        double inEpoch = training.epochs() > epoch ? 1 : (double) training.batches() / work.stepsPerEpoch();
        trace.add(new StepPoint((int) steps() + (diverged ? 1 : 0), epoch + inEpoch, finite(training.loss())));
        batch = training.batches();
        if (training.epochs() > epoch) {
            epoch = training.epochs();
            List<@Nullable Double> values = new ArrayList<>();
            for (double value : training.history().lastEpoch().values()) {
                values.add(finite(value));
            }
            curve.add(new CurvePoint(epoch, values));
        }
    }

    /// The numbers of the rows of the next step.
    public int[] nextRows() {
        TrainingRun training = work.training();
        return training == null ? new int[0] : training.nextRows();
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /// Ends with an error.
    public void fail(String why) {
        diverged = true;
        message = why;
    }

    /// Whether it came to an end that it cannot go on from.
    public boolean hasEnded() {
        return diverged;
    }

    /// Steps to the end of the epoch.
    public void epoch() {
        toLastStep();
        step();
    }

    /// Steps until one step of the epoch is left.
    private void toLastStep() {
        while (batch < work.stepsPerEpoch() - 1 && !diverged && work.training() != null) {
            step();
        }
    }

    /// Goes on from here with other settings. Such a run is not that of its settings any more. Its batch stays where it
    /// is unless batches have another size; then the epoch begins anew.
    ///
    /// @throws IllegalArgumentException if the settings need other weights or other data
    public void steer(LabSettings next) {
        checkChanges();
        List<String> found = Differences.between(settings(), next);
        if (found.isEmpty()) {
            return;
        }
        Work old = work;
        require(old.training() != null || !old.whyNot().isEmpty(), "this run has ended; start it again");
        Work fresh = new Work(next, uploads, old);
        long uncounted = fresh.takeOver(old);
        TrainingRun before = old.training();
        TrainingRun after = fresh.training();
        TrainingRun sameBatches = fresh.batchSize() == old.batchSize() ? before : null;
        batch = sameBatches != null && after != null ? batch : 0;
        if (after != null) {
            after.moveTo(
                    epoch,
                    batch,
                    (sameBatches == null ? after : sameBatches).trainer().progress());
        }
        stepsBefore += uncounted;
        if (next.epochs() != old.settings().epochs()) {
            goal = next.epochs();
        }
        work = fresh;
        message = fresh.whyNot();
        diverged = false;
        changed(found);
    }

    /// Changes weights between two steps.
    ///
    /// @param how does it, and says in words what was changed
    public void change(Supplier<String> how) {
        checkChanges();
        changed(List.of(how.get()));
    }

    private void checkChanges() {
        require(changes.size() < CHANGES, "a run can be changed %s times on the way; start it again, please", CHANGES);
    }

    private void changed(List<String> found) {
        double place = epoch + (double) batch / work.stepsPerEpoch();
        changes.add(new Change(epoch, batch, steps(), place, String.join(", ", found)));
    }

    /// How often it was changed on the way.
    public int revision() {
        return changes.size();
    }

    /// Another round of epochs, after the first ones.
    public void further() {
        if (epoch >= goal) {
            goal = epoch + settings().epochs();
        }
    }

    /// Goes on to the end of an epoch, and no further unless asked.
    public void until(int wanted) {
        goal = wanted;
    }

    /// Writes the model as it is, with its optimizer; of a regression the model that answers in the units of the data,
    /// which is not to be trained further.
    public void save(Path file) {
        work.experiment().finished().save(file);
    }

    /// The file that [#save(Path)] writes.
    ///
    /// @throws UncheckedIOException if there is no place for it
    public byte[] file() {
        try {
            Path folder = Files.createTempDirectory("gradus-lab");
            Path file = folder.resolve("model.keras");
            try {
                save(file);
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What stays of it when it is over.
    public KeptRun kept() {
        return new KeptRun(
                KeptRun.VERSION,
                id,
                name,
                named,
                settings(),
                state(),
                names(),
                epoch,
                batch == 0 && epoch > 0 && changes.isEmpty(),
                model().weightsSha256(),
                curve.all(),
                changes);
    }

    /// Lets go of the data and of what is needed for training; weights and curves stay.
    public void release() {
        work.release();
    }

    /// The number under which the page knows it.
    public int id() {
        return id;
    }

    /// From which it was made.
    public LabSettings settings() {
        return work.settings();
    }

    /// The same as an experiment's.
    public Plan plan() {
        return work.plan();
    }

    /// What is trained.
    public Model model() {
        return work.model();
    }

    /// How it stands; whether its steps are being made now, the workbench knows.
    public RunState state() {
        if (!work.whyNot().isEmpty()) {
            return RunState.BLOCKED;
        }
        if (diverged) {
            return RunState.DIVERGED;
        }
        if (epoch >= goal) {
            return RunState.DONE;
        }
        return steps() > 0 ? RunState.BEGUN : RunState.NEW;
    }

    /// Whether another step can be made without being asked again.
    public boolean goesOn() {
        return !diverged && epoch < goal && work.whyNot().isEmpty();
    }

    /// Whether the next step is the last one.
    public boolean atLastStep() {
        return epoch == goal - 1 && batch == work.stepsPerEpoch() - 1;
    }

    /// What happened, or empty.
    public String message() {
        return message;
    }

    /// How many epochs are complete.
    public int epochs() {
        return epoch;
    }

    /// How many batches of the next epoch were learned from.
    public int batches() {
        return batch;
    }

    /// How many steps were made.
    public long steps() {
        return stepsBefore + updater().steps();
    }

    /// The rate of the next step.
    public double learningRate() {
        return updater().learningRate();
    }

    /// What was changed on the way, oldest first.
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /// Whether answers are classes.
    public boolean classifies() {
        return work.experiment().task() != Task.REGRESSION;
    }

    /// What is logged, without `val_`.
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of("loss"));
        model().compilation().metrics().getFirst().forEach(metric -> names.add(metric.name()));
        return names;
    }

    public int batchSize() {
        return work.batchSize();
    }

    public Work work() {
        return work;
    }

    public Curve<CurvePoint> curve() {
        return curve;
    }

    /// The losses of the batches.
    public Curve<StepPoint> trace() {
        return trace;
    }

    /// How many steps its epochs have in all.
    public long plannedSteps() {
        return (long) settings().epochs() * work.stepsPerEpoch();
    }

    /// The training, or null if it cannot be trained or was let go of.
    public @Nullable TrainingRun training() {
        return work.training();
    }

    /// How large it may be.
    public Limits limits() {
        return uploads.limits();
    }

    /// What it learns from.
    public Dataset train() {
        return work.train();
    }

    public Experiment experiment() {
        return work.experiment();
    }

    public Updater updater() {
        return model().updater();
    }

    /// What people call it.
    public String name() {
        return name;
    }

    /// Whether a person gave it its name.
    boolean named() {
        return named;
    }

    public void rename(String text) {
        named = true;
        name = text.strip().substring(0, Math.min(60, text.strip().length()));
    }
}
