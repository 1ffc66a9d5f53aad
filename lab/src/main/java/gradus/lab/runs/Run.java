package gradus.lab.runs;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.experiments.Experiment;
import gradus.kernels.Workers;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.Description;
import gradus.lab.messages.Messages.LayerView;
import gradus.problems.Standardization;
import gradus.problems.Task;
import gradus.random.RandomStream;
import gradus.tables.CsvOptions;
import gradus.training.Evaluator;
import gradus.training.ModelFormats;
import gradus.training.SavedModel;
import gradus.training.Trainer;
import gradus.training.Updater;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A training that one can stop after every step. It makes the steps that [Model#fit] makes, in the same order, so that
/// after as many epochs its weights have the same bits. Not safe for threads; the workbench sees to that.
public final class Run {
    /// Points that are shown, at most.
    private static final int SHOWN = 1000;

    private static final int ROWS = 256;

    private final int id;
    private final LabSettings settings;
    private final Plan plan;
    private final Experiment experiment;
    private final Model model;
    private final Dataset train;
    private final @Nullable Dataset watched;
    private final int batchSize;
    private final int stepsPerEpoch;
    private final Updater updater;
    private final Curve curve = new Curve();
    private final Probe probe;
    private final int[] order;
    private final RandomStream orders;
    private @Nullable Trainer trainer;
    private @Nullable Evaluator evaluator;
    private int epoch;
    private int batch;
    private int goal;
    private String message = "";
    private String name;
    private boolean named;
    private boolean diverged;
    private boolean steered;

    /// Opens the data and builds the network with its first weights.
    ///
    /// @throws IllegalArgumentException if settings are wrong or too large, in words for people
    public Run(int id, LabSettings settings, Uploads uploads) {
        this.id = id;
        this.settings = settings;
        plan = Plan.of(settings, uploads);
        experiment = Experiment.of(plan.settings(), new CsvOptions());
        model = experiment.model();
        Plan.require(
                model.parameterCount() <= Plan.LIMITS.parameters(),
                "this network has %s parameters, and the lab holds at most %s; use fewer units",
                model.parameterCount(),
                Plan.LIMITS.parameters());
        train = experiment.trainingRows();
        watched = experiment.watchedRows();
        batchSize = experiment.gradientDescent().rows(train.rows());
        stepsPerEpoch = (train.rows() + batchSize - 1) / batchSize;
        var loss = model.compilation().losses().getFirst();
        gradus.problems.HeadCheck.check(model.graph(), 0, loss);
        loss.checkTargets(
                train.target(), model.graph().calls().getLast().shape().size());
        updater = new Updater(model.compilation().optimizer(), model.graph(), model.parameters(), workers());
        trainer = new Trainer(
                model.graph(),
                model.parameters(),
                model.compilation(),
                updater,
                train,
                batchSize,
                model.seed(),
                workers());
        evaluator = watched == null
                ? null
                : new Evaluator(
                        model.graph(),
                        model.parameters(),
                        model.compilation(),
                        watched,
                        Math.max(batchSize, ROWS),
                        workers());
        order = new int[train.rows()];
        Arrays.setAll(order, i -> i);
        orders = RandomStream.of(model.seed()).derive("order");
        goal = settings.epochs();
        name = settings.data().kind().equals("upload")
                ? uploads.get(settings.data().name()).name()
                : settings.data().name();
        name += " · " + settings.optimizer().toLowerCase(java.util.Locale.ROOT) + " " + settings.learningRate();
        probe = new Probe(model, experiment.task(), train, watched, plan.widths());
    }

    private static Workers workers() {
        return Workers.shared();
    }

    /// One training step. At the end of an epoch the watched rows are evaluated.
    public void step() {
        Trainer steps = trainer;
        if (steps == null || diverged) {
            return;
        }
        if (batch == 0) {
            orders.derive(epoch).permute(order);
            steps.reset();
        }
        int from = batch * batchSize;
        double loss = steps.forward(order, from, Math.min(batchSize, train.rows() - from));
        if (!Double.isFinite(loss)) {
            steps.cancel();
            diverged = true;
            message = "The loss became " + loss + " in epoch " + (epoch + 1) + ", batch " + (batch + 1)
                    + ". Training stopped before it could spoil the weights.";
            return;
        }
        steps.learn();
        batch++;
        if (batch == stepsPerEpoch) {
            batch = 0;
            epoch++;
            if (epoch == goal) {
                updater.finish();
            }
            log(steps);
        }
    }

    /// One training step, of which the probe learns what it did to the weights.
    public void watchedStep() {
        float[] before = model.parameters().values().clone();
        long made = updater.steps();
        step();
        if (trainer != null && updater.steps() > made) {
            probe.stepped(before, trainer.network().gradients());
        }
    }

    private void log(Trainer steps) {
        List<@Nullable Double> values = new ArrayList<>();
        for (double value : steps.logs().values()) {
            values.add(finite(value));
        }
        Evaluator watching = evaluator;
        if (watching != null) {
            Map<String, Double> logs = watching.evaluate();
            for (double value : logs.values()) {
                values.add(finite(value));
            }
        }
        curve.add(new CurvePoint(epoch, values));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /// Ends with an error.
    void fail(String why) {
        diverged = true;
        message = why;
    }

    /// Steps to the end of the epoch.
    public void epoch() {
        int wanted = epoch + 1;
        while (epoch < wanted && !diverged && trainer != null) {
            if (batch == stepsPerEpoch - 1) {
                watchedStep();
            } else {
                step();
            }
        }
    }

    /// Goes on from here with another learning rate. Such a run is not that of its settings any more.
    public void rate(double value) {
        updater.learningRate(value);
        steered = true;
    }

    /// Another round of epochs, after the first ones.
    public void further() {
        if (epoch >= goal) {
            goal = epoch + settings.epochs();
        }
    }

    /// Goes on to the end of an epoch, and no further unless asked.
    public void until(int wanted) {
        goal = wanted;
    }

    /// What it is, told once.
    public Description describe() {
        Task task = experiment.task();
        List<LayerView> layers = probe.views();
        boolean planar = probe.planar();
        Standardization units =
                experiment.targetTransform() instanceof Standardization standardization ? standardization : null;
        List<String> names = new ArrayList<>(List.of("loss"));
        model.compilation().metrics().getFirst().forEach(metric -> names.add(metric.name()));
        return new Description(
                id,
                settings,
                name,
                task.name(),
                task.row(),
                experiment.data().schema().featureNames().stream().limit(64).toList(),
                experiment.data().schema().target().labels(),
                layers,
                names,
                planar ? points(train) : List.of(),
                planar && watched != null ? points(watched) : List.of(),
                probe.range(),
                units == null ? List.of() : List.of(units.mean(), units.deviation()),
                train.rows(),
                watched == null ? 0 : watched.rows(),
                model.parameterCount(),
                stepsPerEpoch,
                experiment.data().warnings());
    }

    private List<float[]> points(Dataset rows) {
        List<float[]> points = new ArrayList<>();
        Rows targets = rows.target();
        for (int row = 0; row < Math.min(SHOWN, rows.rows()); row++) {
            float[] point = new float[2 + targets.width()];
            rows.input().copy(row, point, 0);
            targets.copy(row, point, 2);
            if (experiment.task() == Task.REGRESSION) {
                point[2] = probe.relative(point[2]);
            }
            points.add(point);
        }
        return points;
    }

    /// Writes the model and its optimizer as they are.
    public void save(Path file) throws IOException {
        ModelFormats.of(file)
                .save(
                        new SavedModel(
                                model.graph(), model.parameters(), model.compilation(), updater.state(), model.notes()),
                        file);
    }

    /// Lets go of the data and of what is needed for training; weights and curves stay.
    void release() {
        trainer = null;
        evaluator = null;
    }

    /// The number under which the page knows it.
    public int id() {
        return id;
    }

    /// From which it was made.
    public LabSettings settings() {
        return settings;
    }

    /// The same as an experiment's.
    public Plan plan() {
        return plan;
    }

    /// What is trained.
    public Model model() {
        return model;
    }

    /// How it stands: `diverged`, `done`, `begun` or `new`.
    public String state() {
        if (diverged) {
            return "diverged";
        }
        if (epoch >= goal) {
            return "done";
        }
        return updater.steps() > 0 ? "begun" : "new";
    }

    /// Whether another step can be made without being asked again.
    boolean goesOn() {
        return !diverged && epoch < goal;
    }

    /// Whether the next step is the last one.
    boolean atLastStep() {
        return epoch == goal - 1 && batch == stepsPerEpoch - 1;
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
        return updater.steps();
    }

    /// The rate of the next step.
    public double learningRate() {
        return updater.learningRate();
    }

    /// Whether its learning rate was changed on the way.
    public boolean steered() {
        return steered;
    }

    /// Whether answers are classes.
    boolean classifies() {
        return experiment.task() != Task.REGRESSION;
    }

    /// How many values are logged of the rows learned from, the loss among them.
    int metrics() {
        return 1 + model.compilation().metrics().getFirst().size();
    }

    int batchSize() {
        return batchSize;
    }

    Curve curve() {
        return curve;
    }

    Probe probe() {
        return probe;
    }

    Dataset train() {
        return train;
    }

    Experiment experiment() {
        return experiment;
    }

    Updater updater() {
        return updater;
    }

    /// What people call it.
    public String name() {
        return name;
    }

    /// Whether a person gave it its name.
    boolean named() {
        return named;
    }

    void rename(String text) {
        named = true;
        name = text.strip().substring(0, Math.min(60, text.strip().length()));
    }
}
