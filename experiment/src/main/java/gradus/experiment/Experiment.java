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
import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.data.datasets.TableData;
import gradus.data.tables.CsvOptions;
import gradus.experiment.answers.ScoreInterval;
import gradus.experiment.nets.Blend;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.metrics.Metric;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A run that is ready to start: data split and encoded, a model built and compiled.
public final class Experiment {
    private final Settings settings;
    private final LoadedData loaded;
    private final @Nullable TargetTrial trial;
    private final @Nullable String reason;
    private final @Nullable Continuation from;
    /// With a trial, that of its best way, from the end of the trial on.
    private Preparation prepared;

    private Recipe recipe;
    private @Nullable Blend blend;
    private @Nullable TargetChoice choice;
    private volatile boolean trying;
    private int notKept;
    private int members;
    private String shares = "";
    /// Of an ensemble, a member until it is trained.
    private Model model;

    private Experiment(Settings settings, CsvOptions csv, LoadedData loaded, @Nullable Continuation from) {
        this.settings = settings;
        this.loaded = loaded;
        this.from = from;
        require(
                from != null
                        || (settings.network().frozen().isEmpty()
                                && settings.network().unfrozen().isEmpty()),
                "layers of a new network cannot be frozen, because it would keep its random weights; give a model that"
                        + " is trained on");
        String obstacle = from == null ? Ensembles.obstacle(settings, loaded) : "";
        Preparation pooled = obstacle == null ? Preparation.of(Ensembles.pooled(settings), csv, loaded, null) : null;
        reason = pooled == null ? obstacle : Ensembles.doubt(settings, pooled);
        boolean joined = pooled != null && reason == null;
        trial = joined && pooled != null ? TargetTrial.of(settings, pooled) : null;
        prepared = joined && pooled != null ? pooled : Preparation.of(settings, csv, loaded, from);
        prepared = trial == null ? prepared : prepared.withoutAdvice();
        blend = trial != null
                ? trial.rest(prepared)
                : joined ? Ensembles.of(settings, prepared, Ensembles.budget(settings)) : null;
        Recipe plain = Recipe.of(settings, prepared, from);
        recipe = blend == null ? plain : plain.of(blend);
        members = recipe.members();
        if (blend != null) {
            model = blend.member();
        } else if (from == null) {
            model = Sequential.of(null, chain()).seed(settings.seed(Chance.WEIGHTS));
            if (settings.seed(Chance.NOISE) != model.seed()) {
                float[] first = model.parameters().values().clone();
                model.seed(settings.seed(Chance.NOISE));
                System.arraycopy(first, 0, model.parameters().values(), 0, first.length);
            }
            model.compile(
                    recipe.optimizer(),
                    recipe.loss(),
                    InUnits.metrics(
                                    prepared.learned(),
                                    targetTransform(),
                                    settings.training().metrics())
                            .toArray(Metric[]::new));
        } else {
            model = from.trained().model();
        }
        model.precision(recipe.precision());
        if (!isForeign()) {
            judging().requireFitting();
        }
    }

    private List<Layer> chain() {
        List<Layer> chain = new ArrayList<>(List.of(new Input(recipe.schema().inputShape())));
        chain.addAll(recipe.layers());
        return chain;
    }

    /// Opens the data, splits it, and builds the model with its first weights.
    ///
    /// @param settings the settings
    /// @param csv how a CSV file is read
    /// @return the experiment, ready to start
    /// @throws gradus.data.tables.DataException if the data cannot be used
    /// @throws IllegalArgumentException if a setting is wrong
    public static Experiment of(Settings settings, CsvOptions csv) {
        return of(settings, csv, Data.open(settings.data().source(), csv));
    }

    /// Builds an experiment on data that is already open, so that repeated runs read it once.
    ///
    /// @param settings the settings
    /// @param csv how to read a CSV file
    /// @param loaded what [DataSpec#source()] names
    /// @return the experiment, ready to start
    /// @throws gradus.data.tables.DataException if the data cannot be used
    /// @throws IllegalArgumentException if a setting is invalid
    public static Experiment of(Settings settings, CsvOptions csv, LoadedData loaded) {
        return new Experiment(settings, csv, loaded, null);
    }

    /// Builds an experiment that continues the training of a model, as Keras's `fit` does: with the optimizer and
    /// its state, the losses, their weights and the metrics of its file, unless the settings name others. A model
    /// that an earlier run finished takes rows with the same columns; one of another program takes columns in their
    /// order.
    ///
    /// @param from the model, which does not change
    /// @param settings the settings
    /// @param csv how to read a CSV file
    /// @return the experiment, ready to start
    public static Experiment from(Model from, Settings settings, CsvOptions csv) {
        CsvOptions reading = new TrainedModel(from).reading(csv);
        LoadedData loaded = Data.open(settings.data().source(), reading);
        return new Experiment(settings, reading, loaded, Continuation.of(from, loaded, settings));
    }

    /// Trains to the end and judges.
    ///
    /// @param callbacks notified of every event of the training
    /// @param threads how many may work; it changes no bit
    /// @return the evaluated model
    public Outcome run(List<Callback> callbacks, int threads) {
        return run(callbacks, threads, null);
    }

    /// Trains to the end and judges, and keeps checkpoints meanwhile.
    ///
    /// @param callbacks notified of every event of the training
    /// @param threads how many may work; it changes no bit
    /// @param checkpoints where, when, and whether to go on from the newest, or null for none
    /// @return the evaluated model
    public Outcome run(List<Callback> callbacks, int threads, @Nullable Checkpoints checkpoints) {
        if (blend != null) {
            require(checkpoints == null, "an ensemble of networks keeps no checkpoints; choose net mlp for them");
            require(recipe.callbacks().isEmpty(), "an ensemble of networks has no callbacks; choose net mlp for them");
            return runEnsemble(callbacks, threads);
        }
        model.threads(threads);
        List<Callback> all = new ArrayList<>();
        if (recipe.patience() > 0) {
            List<String> logged = isForeign()
                    ? List.of()
                    : model.compilation().metrics().stream()
                            .flatMap(List::stream)
                            .map(Metric::name)
                            .toList();
            all.add(new EarlyStopping(
                    Measures.monitor(settings, task(), logged, data().validation() != null), recipe.patience()));
        }
        recipe.callbacks().forEach(rule -> all.add(rule.start()));
        all.addAll(callbacks);
        Fit fit = fit().callbacks(all).checkpoints(checkpoints);
        long start = System.nanoTime();
        History history = model.fit(trainingRows(), fit);
        double seconds = (System.nanoTime() - start) / 1e9;
        Model finished = finished();
        return judging().outcome(finished, history, seconds);
    }

    private Outcome runEnsemble(List<Callback> callbacks, int threads) {
        long start = System.nanoTime();
        TargetTrial.Tried best = trial == null ? null : findBest(trial, callbacks, threads);
        Blend whole = best == null ? Objects.requireNonNull(blend) : best.blend();
        Blend.Trained known = best == null ? null : best.trained();
        Blend.Trained trained = known == null ? whole.train(null, callbacks, threads) : known;
        notKept = whole.notKept(trained);
        members = trained.members();
        shares = whole.shares(trained);
        Dataset leftOut = data().train().select(trained.leftOut());
        prepared = prepared.corrected(settings, leftOut.target(), trained.outOfFold());
        double seconds = (System.nanoTime() - start) / 1e9;
        TargetTransform transform = targetTransform();
        Model joined = whole.join(trained, transform == null ? List.of() : transform.decoder());
        model = Preparation.decoding(joined, transform).threads(threads);
        Rows outOfFold = transform == null ? trained.outOfFold() : transform.decode(trained.outOfFold());
        return judging()
                .outcome(finished(), trained.history(), seconds, leftOut, outOfFold, whole.sharpness(trained), threads);
    }

    private TargetTrial.Tried findBest(TargetTrial ways, List<Callback> callbacks, int threads) {
        trying = true;
        List<TargetTrial.Tried> tried = ways.run(callbacks, threads);
        trying = false;
        choice = TargetChoice.of(settings, tried);
        prepared = prepared.learning(settings.data(), choice.chosen());
        TargetTrial.Tried result = ways.finish(tried.getFirst(), prepared, callbacks, threads);
        prepared = result.prepared();
        blend = result.blend();
        recipe = Recipe.of(settings, prepared, null).of(result.blend());
        return result;
    }

    /// {@return how the numbers of the target are learned, and what else was tried; null if nothing was}
    public @Nullable TargetChoice targetChoice() {
        return choice;
    }

    /// {@return whether ways to learn the numbers of the target are being tried, before the training}
    public boolean isTrying() {
        return trying;
    }

    /// {@return the number of epochs of all networks that are trained}
    public int allEpochs() {
        return trial != null ? trial.epochs() : blend != null ? blend.allEpochs() : epochs();
    }

    private Judging judging() {
        return new Judging(settings, prepared, recipe.loss(), blend != null, isForeign());
    }

    /// {@return how the model is trained on the [training rows][#trainingRows()], without callbacks}
    public Fit fit() {
        return Fit.epochs(recipe.epochs())
                .gradientDescent(recipe.batch())
                .shuffle(recipe.shuffle())
                .orderSeed(
                        settings.seed(Chance.ORDER) == settings.seed(Chance.NOISE) ? null : settings.seed(Chance.ORDER))
                .validation(watchedRows())
                .validationFrequency(recipe.validationFrequency())
                .classWeights(recipe.classWeights())
                .checkHead(!isForeign());
    }

    /// {@return the model in its present state, with outputs in the units of the data}
    public Model finished() {
        Dataset held = data().validation();
        TargetTransform transform = targetTransform();
        if (transform != null && transform.predictsMedians() && blend == null && held != null) {
            transform = prepared.corrected(settings, held.target(), model.predict(held.input()))
                    .transform();
        }
        Model finished = transform == null || blend != null ? model : decoded(transform);
        if (!isForeign()) {
            Notes.write(finished, data().schema(), transform, recipe.loss());
            if (loaded instanceof TableData table) {
                Notes.write(finished, TrainingProfile.of(data().schema(), table.table()));
            }
        }
        return finished;
    }

    private Model decoded(TargetTransform transform) {
        Model finished = Preparation.decoding(model.append(transform.decoder()), transform);
        finished.compile(recipe.optimizer(), task().loss(), task().metrics().toArray(Metric[]::new));
        Continuation.takeOverState(model, finished);
        return finished;
    }

    /// {@return whether this continues a model whose file says nothing of columns and labels, as files of Keras do
    /// not}
    public boolean isForeign() {
        return from != null && from.isForeign();
    }

    /// {@return what differs from the file of the model that is continued, one sentence each}
    public List<String> notes() {
        return from == null ? List.of() : from.notes();
    }

    /// {@return which network is trained, and why, in words; empty if there was no choice}
    public String choice() {
        if (blend == null) {
            return reason == null || reason.isEmpty() ? "" : "one plain network, because " + reason;
        }
        return Ensembles.describe(blend, settings);
    }

    /// {@return how much the networks and the nearest rows count in the answer, in words; empty if there are only
    /// networks, and before the training}
    public String shares() {
        return shares;
    }

    /// {@return whether networks are trained by a recipe, each without a part of the rows; it may be a single one}
    public boolean isEnsemble() {
        return blend != null;
    }

    /// {@return how many networks answer together; 1 for a single one}
    public int members() {
        return members;
    }

    /// {@return how many networks an interruption left out, because they had learned too little}
    public int notKept() {
        return notKept;
    }

    /// {@return the name of the score that is shown first}
    public String firstScore() {
        return isForeign() ? "loss" : Measures.first(settings, task());
    }

    /// Returns how far a score of rows that were judged could be from that of all rows there are.
    ///
    /// @param outcome of this run
    /// @param score its name in the metrics of a judgement
    /// @return the interval of 95%, or null if there are no judged rows, or for the loss
    public @Nullable ScoreInterval interval(Outcome outcome, String score) {
        Outcome.Judged judged = outcome.judged();
        return judged == null
                ? null
                : judged.interval(judging().by(outcome.held().decision()), score, settings.seed());
    }

    /// {@return the settings of the run}
    public Settings settings() {
        return settings;
    }

    /// {@return every choice of the run, including those that the data decides}
    public Recipe recipe() {
        return recipe;
    }

    /// {@return the opened data}
    public LoadedData loaded() {
        return loaded;
    }

    /// {@return the parts of the data}
    public PreparedData data() {
        return prepared.data();
    }

    /// {@return the model that is trained}
    public Model model() {
        return model;
    }

    /// {@return the training rows as the model meets them: the targets of a regression scaled, or put into bins}
    public Dataset trainingRows() {
        return prepared.encoded(data().train());
    }

    /// {@return the validation rows as the model meets them, or null}
    public @Nullable Dataset watchedRows() {
        Dataset watched = data().validation();
        return watched == null ? null : prepared.encoded(watched);
    }

    /// {@return the transform of regression targets for training, or null if there is none}
    public @Nullable TargetTransform targetTransform() {
        return prepared.transform();
    }

    /// {@return the task}
    public Task task() {
        return prepared.task();
    }

    /// {@return the layers between the scaling of the inputs and the last one, by the settings or by the data}
    public List<Layer> hiddenLayers() {
        return Recipe.hidden(settings, prepared);
    }

    /// {@return the maximum number of epochs}
    public int epochs() {
        return recipe.epochs();
    }

    /// {@return the batch size}
    public GradientDescent gradientDescent() {
        return recipe.batch();
    }

    /// {@return the number of epochs without improvement after which training ends; 0 for never}
    public int patience() {
        return recipe.patience();
    }
}
