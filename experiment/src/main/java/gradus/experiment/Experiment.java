package gradus.experiment;


import gradus.Fit;
import gradus.GradientDescent;
import gradus.History;
import gradus.Model;
import gradus.Sequential;
import gradus.callbacks.Callback;
import gradus.callbacks.EarlyStopping;
import gradus.checkpoints.Checkpoints;
import gradus.data.Dataset;
import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.data.tables.DataException;
import gradus.data.tables.CsvOptions;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.losses.Loss;
import gradus.math.RandomStream;
import gradus.metrics.Metric;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run that is ready to start: data split and encoded, a model built and compiled.
public final class Experiment {
    private final Settings settings;
    private final LoadedData loaded;
    private final Preparation prepared;
    private final Recipe recipe;
    private final Model model;

    private Experiment(Settings settings, CsvOptions csv, LoadedData loaded, @Nullable Model from) {
        this.settings = settings;
        this.loaded = loaded;
        prepared = Preparation.of(settings, csv, loaded);
        recipe = Recipe.of(settings, prepared);
        Model fresh = from == null
                ? Sequential.of(null, chain()).seed(settings.seed())
                : Continuation.of(from, prepared.schema(), settings.seed());
        model = fresh.precision(recipe.precision());
        model.compile(recipe.optimizer(), recipe.loss(), metrics().toArray(Metric[]::new));
    }

    private List<Layer> chain() {
        List<Layer> chain = new ArrayList<>(List.of(new Input(recipe.schema().inputShape())));
        chain.addAll(recipe.layers());
        return chain;
    }

    /// Opens the data, splits it, and builds the model with its first weights.
    ///
    /// @param csv how a CSV file is read
    /// @throws DataException if the data cannot be used
    /// @throws IllegalArgumentException if a setting is wrong
    public static Experiment of(Settings settings, CsvOptions csv) {
        return of(settings, csv, Data.open(settings.data().source(), csv));
    }

    /// The same with data that was opened before: repeated runs read it once.
    ///
    /// @param loaded what [DataSpec#source()] names
    public static Experiment of(Settings settings, CsvOptions csv, LoadedData loaded) {
        return new Experiment(settings, csv, loaded, null);
    }

    /// The same with a model that was trained before, on rows of the same columns.
    ///
    /// @param from as a run finished it
    public static Experiment from(Model from, Settings settings, CsvOptions csv) {
        return new Experiment(settings, csv, Data.open(settings.data().source(), csv), from);
    }

    /// Trains to the end and judges.
    ///
    /// @param callbacks notified of every event of the training
    /// @param threads how many may work; it changes no bit
    public Outcome run(List<Callback> callbacks, int threads) {
        return run(callbacks, threads, null);
    }

    /// Trains to the end and judges, and keeps checkpoints meanwhile.
    ///
    /// @param callbacks notified of every event of the training
    /// @param threads how many may work; it changes no bit
    /// @param checkpoints where, when, and whether to go on from the newest, or null for none
    public Outcome run(List<Callback> callbacks, int threads, @Nullable Checkpoints checkpoints) {
        model.threads(threads);
        List<Callback> all = new ArrayList<>();
        if (recipe.patience() > 0) {
            all.add(new EarlyStopping(data().validation() == null ? "loss" : "val_loss", recipe.patience()));
        }
        all.addAll(callbacks);
        Fit fit = fit().callbacks(all).checkpoints(checkpoints);
        long start = System.nanoTime();
        History history = model.fit(trainingRows(), fit);
        double seconds = (System.nanoTime() - start) / 1e9;
        return outcome(history, seconds);
    }

    private Outcome outcome(History history, double seconds) {
        Model finished = finished();
        Dataset train = data().train();
        Dataset validation = data().validation();
        Dataset test = data().test();
        Dataset judged = test != null ? test : validation != null ? validation : train;
        return new Outcome(
                finished,
                history,
                seconds,
                Judgement.of(
                        task(), judgingLoss(), train, finished.predict(train.input())),
                judge(finished, validation),
                judge(finished, test),
                Judgement.baseline(task(), train, judged));
    }

    private @Nullable Judgement judge(Model finished, @Nullable Dataset rows) {
        return rows == null ? null : Judgement.of(task(), judgingLoss(), rows, finished.predict(rows.input()));
    }

    /// The loss on what the finished model says: that of the task, where the learned one is about something else.
    private Loss judgingLoss() {
        return targetTransform() == null ? recipe.loss() : task().loss();
    }

    /// How the model learns from the [training rows][#trainingRows()], with nobody watching.
    public Fit fit() {
        return Fit.epochs(recipe.epochs())
                .gradientDescent(recipe.batch())
                .shuffle(recipe.shuffle())
                .validation(watchedRows())
                .validationFrequency(recipe.validationFrequency())
                .classWeights(recipe.classWeights());
    }

    /// The model as it stands, made to answer in the units of the data.
    public Model finished() {
        TargetTransform transform = targetTransform();
        List<Layer> decoder = transform == null ? List.of() : transform.decoder();
        Model finished = decoder.isEmpty() ? model : model.append(decoder);
        if (transform != null) {
            float[] values = transform.decoderParameters();
            float[] parameters = finished.parameters().values();
            if (values.length > 0) {
                var slices = finished.parameters().slices();
                System.arraycopy(values, 0, parameters, slices.getLast().offset(), values.length);
            }
        }
        Notes.write(finished, data().schema(), decoder.size());
        return finished;
    }

    private List<Metric> metrics() {
        Task learned = prepared.learned();
        if (!(targetTransform() instanceof Standardization units)) {
            return learned.metrics();
        }
        return learned.metrics().stream()
                .map(metric -> metric.name().equals("r2_score") ? metric : new InUnits(metric, units.deviation()))
                .toList();
    }

    /// What the run was made from.
    public Settings settings() {
        return settings;
    }

    /// Every choice, those that the data decides among them.
    public Recipe recipe() {
        return recipe;
    }

    /// What was found under the name of the data.
    public LoadedData loaded() {
        return loaded;
    }

    /// The parts of the data.
    public PreparedData data() {
        return prepared.data();
    }

    /// What is learned.
    public Model model() {
        return model;
    }

    /// The training rows as the model meets them: the targets of a regression scaled, or put into bins.
    public Dataset trainingRows() {
        return prepared.encoded(data().train());
    }

    /// The validation rows as the model meets them, or null.
    public @Nullable Dataset watchedRows() {
        Dataset watched = data().validation();
        return watched == null ? null : prepared.encoded(watched);
    }

    /// How the targets of a regression become what the model learns, or null if it learns them as they are.
    public @Nullable TargetTransform targetTransform() {
        return prepared.transform();
    }

    /// The kind of answer.
    public Task task() {
        return prepared.task();
    }

    /// The layers between the scaling of the inputs and the last one, by the settings or by the data.
    public List<Layer> hiddenLayers() {
        return Recipe.hidden(settings, prepared);
    }

    /// The most epochs.
    public int epochs() {
        return recipe.epochs();
    }

    /// How many rows an update looks at.
    public GradientDescent gradientDescent() {
        return recipe.batch();
    }

    /// After how many epochs without improvement training ends; 0 for never.
    public int patience() {
        return recipe.patience();
    }
}
