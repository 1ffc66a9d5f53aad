package gradus.experiment;

import static gradus.internal.Require.require;

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
import gradus.data.tables.CsvOptions;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.initializers.Initializer;
import gradus.layers.Dense;
import gradus.layers.Flatten;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Normalization;
import gradus.layers.Rescaling;
import gradus.layers.WeightNormalization;
import gradus.losses.Loss;
import gradus.math.RandomStream;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.problems.Binning;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import gradus.registry.Config;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run that is ready to start: data parted and encoded, a model built and compiled.
public final class Experiment {
    /// From so many training rows on, an epoch is long enough to need few of them, and a batch may be larger.
    private static final int MANY_ROWS = 10_000;

    private static final String TABLE_LAYERS = "dense(64, relu) dense(64, relu)";
    /// For few small pictures, where noise and dropout keep the network from learning them by heart.
    private static final String PIXEL_LAYERS = "gaussian_noise(0.5) dense(256, relu) batch_normalization dropout(0.5)";

    private static final String IMAGE_LAYERS = "dense(256, relu) dropout(0.2) dense(128, relu)";

    private final Settings settings;
    private final LoadedData loaded;
    private final PreparedData data;
    private final Task task;
    private final Scaling scaling;
    private final @Nullable TargetTransform transform;
    private final Map<Integer, Double> classWeights;
    private final Model model;
    private final Loss loss;

    private Experiment(Settings settings, CsvOptions csv, LoadedData loaded, @Nullable Model from) {
        this.settings = settings;
        this.loaded = loaded;
        data = parted(csv);
        task = data.schema().target().task();
        scaling = settings.scaling() == null ? Scaling.of(data.schema()) : settings.scaling();
        transform = transform();
        Task learned = transform == null ? task : transform.task();
        classWeights = ClassWeights.parse(
                settings.classWeights(), data.schema(), data.train().target());
        loss = settings.loss() == null ? learned.loss() : Notation.parse(Registry.LOSSES, settings.loss());
        model = (from == null ? build(learned) : continued(from)).precision(settings.precision());
        model.compile(optimizer(), loss, metrics(learned).toArray(Metric[]::new));
    }

    /// Opens the data, parts it, and builds the model with its first weights.
    ///
    /// @param csv how a CSV file is read
    /// @throws DataException if the data cannot be used
    /// @throws IllegalArgumentException if a setting is wrong
    public static Experiment of(Settings settings, CsvOptions csv) {
        return of(settings, csv, Data.open(settings.data(), csv));
    }

    /// The same with data that was opened before: repeated runs read it once.
    ///
    /// @param loaded what [Settings#data()] names
    public static Experiment of(Settings settings, CsvOptions csv, LoadedData loaded) {
        return new Experiment(settings, csv, loaded, null);
    }

    /// The same with a model that was trained before, on rows of the same columns.
    ///
    /// @param from as a run finished it
    public static Experiment from(Model from, Settings settings, CsvOptions csv) {
        return new Experiment(settings, csv, Data.open(settings.data(), csv), from);
    }

    /// Trains to the end and judges.
    ///
    /// @param callbacks who is told what happens
    /// @param threads how many may work; it changes no bit
    public Outcome run(List<Callback> callbacks, int threads) {
        return run(callbacks, threads, null);
    }

    /// Trains to the end and judges, and keeps checkpoints meanwhile.
    ///
    /// @param callbacks who is told what happens
    /// @param threads how many may work; it changes no bit
    /// @param checkpoints where, when, and whether to go on from the newest, or null for none
    public Outcome run(List<Callback> callbacks, int threads, @Nullable Checkpoints checkpoints) {
        model.threads(threads);
        List<Callback> all = new ArrayList<>();
        int patience = patience();
        if (patience > 0) {
            all.add(new EarlyStopping(data.validation() == null ? "loss" : "val_loss", patience));
        }
        all.addAll(callbacks);
        Dataset train = trainingRows();
        Dataset watched = data.validation();
        Fit fit = fit().callbacks(all).checkpoints(checkpoints);
        long start = System.nanoTime();
        History history = model.fit(train, fit);
        double seconds = (System.nanoTime() - start) / 1e9;
        Model finished = finished();
        Judgement onTest = judge(finished, data.test());
        Judgement onValidation = judge(finished, watched);
        Dataset judged = data.test() != null ? data.test() : watched != null ? watched : data.train();
        return new Outcome(
                finished,
                history,
                seconds,
                Judgement.of(
                        task,
                        judgingLoss(),
                        data.train(),
                        finished.predict(data.train().input())),
                onValidation,
                onTest,
                Judgement.baseline(task, data.train(), judged));
    }

    /// How the model learns from the [training rows][#trainingRows()], with nobody watching.
    public Fit fit() {
        return Fit.epochs(epochs())
                .gradientDescent(gradientDescent())
                .shuffle(settings.shuffle())
                .validation(watchedRows())
                .classWeights(classWeights);
    }

    /// The model as it stands, made to answer in the units of the data.
    public Model finished() {
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
        Notes.write(finished, data.schema(), decoder.size());
        return finished;
    }

    private @Nullable Judgement judge(Model finished, @Nullable Dataset rows) {
        return rows == null ? null : Judgement.of(task, judgingLoss(), rows, finished.predict(rows.input()));
    }

    /// The loss on what the finished model says: that of the task, where the learned one is about something else.
    private Loss judgingLoss() {
        return transform == null ? loss : task.loss();
    }

    /// What the run was made from.
    public Settings settings() {
        return settings;
    }

    /// What was found under the name of the data.
    public LoadedData loaded() {
        return loaded;
    }

    /// The parts of the data.
    public PreparedData data() {
        return data;
    }

    /// What is learned.
    public Model model() {
        return model;
    }

    /// The rows to learn from as the model meets them: the targets of a regression scaled, or put into bins.
    public Dataset trainingRows() {
        return encoded(data.train());
    }

    /// The rows to watch, as the model meets them, or null.
    public @Nullable Dataset watchedRows() {
        Dataset watched = data.validation();
        return watched == null ? null : encoded(watched);
    }

    /// How the targets of a regression become what the model learns, or null if it learns them as they are.
    public @Nullable TargetTransform targetTransform() {
        return transform;
    }

    /// The kind of answer.
    public Task task() {
        return task;
    }

    /// The layers between the scaling of the inputs and the last one, by the settings or by the data.
    public List<Layer> hiddenLayers() {
        return hidden(data.schema().inputShape().rank() > 1);
    }

    /// How many epochs at most.
    public int epochs() {
        if (settings.epochs() != null) {
            return settings.epochs();
        }
        return data.train().rows() >= MANY_ROWS ? 10 : isSmallTable() ? 300 : 100;
    }

    private boolean isSmallTable() {
        return data.train().rows() < MANY_ROWS
                && scaling != Scaling.ALL
                && data.schema().inputShape().rank() == 1;
    }

    /// How many rows an update looks at.
    public GradientDescent gradientDescent() {
        Integer batch = settings.batch();
        if (batch == null) {
            return GradientDescent.miniBatch(data.train().rows() >= MANY_ROWS ? 128 : 32);
        }
        return batch == 0 ? GradientDescent.batch() : GradientDescent.miniBatch(batch);
    }

    /// After how many epochs without improvement training ends; 0 for never.
    public int patience() {
        if (settings.patience() != null) {
            return settings.patience();
        }
        return data.validation() == null ? 0 : data.train().rows() >= MANY_ROWS ? 3 : isSmallTable() ? 30 : 15;
    }

    private PreparedData parted(CsvOptions csv) {
        SchemaOptions options = loaded.defaults();
        if (!settings.targets().isEmpty()) {
            options = options.targets(settings.targets());
        }
        if (settings.task() != null) {
            options = options.task(settings.task());
        }
        if (settings.missing() != null) {
            options = options.missing(settings.missing());
        }
        options = options.drop(settings.drop());
        double validation = share("validation", settings.validation());
        double test = share("test", settings.test());
        PreparedData parts = loaded.prepare(
                options, validation, test, RandomStream.of(settings.seed()).derive("split"));
        return new PreparedData(
                parts.schema(),
                parts.train(),
                isFile(settings.validation())
                        ? Data.open(settings.validation(), csv).encode(parts.schema())
                        : parts.validation(),
                isFile(settings.test()) ? Data.open(settings.test(), csv).encode(parts.schema()) : parts.test(),
                parts.dropped(),
                parts.warnings());
    }

    private static double share(String which, String text) {
        if (isFile(text)) {
            return 0;
        }
        double share = Double.parseDouble(text);
        require(share >= 0 && share < 1, "the %s share must be in [0, 1), got %s", which, text);
        return share;
    }

    private static boolean isFile(String text) {
        return !text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
    }

    private @Nullable TargetTransform transform() {
        if (task != Task.REGRESSION) {
            require(settings.bins() == 0, "bins are for a regression, and the task is %s", task.problem());
            return null;
        }
        var values = data.train().target();
        require(values.width() == 1, "a regression has one target here, got %s", values.width());
        if (settings.bins() > 0) {
            return settings.quantileBins()
                    ? Binning.quantile(values, settings.bins())
                    : Binning.uniform(values, settings.bins());
        }
        return scaling == Scaling.NONE ? null : Standardization.of(values);
    }

    private Dataset encoded(Dataset rows) {
        return transform == null ? rows : Dataset.of(rows.input(), transform.encode(rows.target()));
    }

    private Model build(Task learned) {
        Schema schema = data.schema();
        List<Layer> chain = new ArrayList<>();
        chain.add(new Input(schema.inputShape()));
        boolean images = schema.inputShape().rank() > 1;
        if (images) {
            chain.add(new Flatten());
            chain.add(new Rescaling(1 / 255.0));
        } else if (scaling != Scaling.NONE) {
            chain.add(
                    scaling == Scaling.ALL
                            ? new Normalization(null, null, null, false)
                                    .adapt(data.train().input())
                            : new Normalization(-1, doubles(schema.means()), doubles(schema.variances()), false));
        }
        chain.addAll(hidden(images));
        if (settings.head()) {
            chain.add(learned.head(answers(schema)));
        }
        if (settings.initializer() != null) {
            Initializer first = Notation.parse(Registry.INITIALIZERS, settings.initializer());
            chain.replaceAll(layer -> initialized(layer, first));
        }
        return Sequential.of(null, chain).seed(settings.seed());
    }

    private List<Layer> hidden(boolean images) {
        String text = settings.layers();
        if (text == null) {
            require(settings.head(), "without a head, --layers must say what all layers are");
            text = images ? IMAGE_LAYERS : scaling == Scaling.ALL ? PIXEL_LAYERS : TABLE_LAYERS;
        }
        return Notation.parseAll(Registry.LAYERS, text);
    }

    private int answers(Schema schema) {
        if (transform != null) {
            return transform.answers();
        }
        return task == Task.MULTICLASS
                ? schema.target().labels().size()
                : schema.target().width();
    }

    private static Layer initialized(Layer layer, Initializer first) {
        return switch (layer) {
            case Dense dense -> dense.kernelInitializer(first);
            case WeightNormalization normalized ->
                Config.with(normalized, Map.of("layer", normalized.layer().kernelInitializer(first)));
            default -> layer;
        };
    }

    private static List<Double> doubles(float[] values) {
        List<Double> list = new ArrayList<>();
        for (float value : values) {
            list.add((double) value);
        }
        return list;
    }

    private Model continued(Model from) {
        Schema known = Notes.schema(from);
        Schema found = data.schema();
        if (known != null) {
            require(
                    known.featureNames().equals(found.featureNames())
                            && known.target().labels().equals(found.target().labels())
                            && known.target().columns().equals(found.target().columns()),
                    "the model was trained on other columns or labels: it knows %s → %s %s, the data has %s → %s %s",
                    known.featureNames(),
                    known.target().columns(),
                    known.target().labels(),
                    found.featureNames(),
                    found.target().columns(),
                    found.target().labels());
        }
        Model inner = from.withoutLast(Notes.decoderLayers(from));
        float[] values = inner.parameters().values().clone();
        inner.seed(settings.seed());
        System.arraycopy(values, 0, inner.parameters().values(), 0, values.length);
        return inner;
    }

    private Optimizer optimizer() {
        String text = settings.optimizer();
        // Few rows make few updates an epoch, which may be larger then.
        text = text != null ? text : isSmallTable() ? "adam(0.003)" : "adam";
        Optimizer optimizer = Notation.parse(Registry.OPTIMIZERS, text);
        return settings.schedule() == null
                ? optimizer
                : optimizer.withLearningRate(Notation.parse(Registry.SCHEDULES, settings.schedule()));
    }

    private List<Metric> metrics(Task learned) {
        if (!(transform instanceof Standardization units)) {
            return learned.metrics();
        }
        return learned.metrics().stream()
                .map(metric -> metric.name().equals("r2_score") ? metric : new InUnits(metric, units.deviation()))
                .toList();
    }
}
