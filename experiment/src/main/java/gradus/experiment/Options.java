package gradus.experiment;

import static gradus.experiment.OptionKinds.*;

import gradus.GradientDescent;
import gradus.callbacks.CallbackRule;
import gradus.experiment.Option.Group;
import gradus.experiment.nets.Budget;
import gradus.initializers.Initializer;
import gradus.layers.BatchNormalization;
import gradus.layers.Layer;
import gradus.layers.LayerNormalization;
import gradus.losses.Loss;
import gradus.math.Precision;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.schedules.Schedule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every option there is, once. The command line, what `compare` can vary and `tune` can search, the tables in
/// `docs/command-line.md` and the suggestions of the lab all follow from this list: a new option is one entry here, and
/// its use. Where several are given, the order of the list is that in which they are applied.
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
public final class Options {
    /// Rows an update in mini-batches, where nothing says how many.
    static final int MINI_BATCH = 32;

    // Rows and scaling

    /// Rows that are evaluated during training.
    public static final Option<Settings, HeldOut> VALIDATION = given(
            "data.validation",
            "validation",
            Group.ROWS,
            HeldOut.values(),
            "SHARE|FILE",
            "Rows for validation during training");
    /// Rows that judge the result.
    public static final Option<Settings, HeldOut> TEST = given(
                    "data.test", "test", Group.ROWS, HeldOut.values(), "SHARE|FILE", "Rows for the test at the end")
            .usual("0.2, or the data set's own");
    /// How inputs are scaled.
    public static final Option<Settings, Scaling> SCALING = both(
                    "data.scaling",
                    "scaling",
                    Group.ROWS,
                    Values.oneOf(Scaling.class),
                    "each|all|none",
                    "Standardize inputs: each column, all alike (pixels), or none")
            .usual("by the columns")
            .levels("each,none");
    /// How many classes a regression is learned as.
    public static final Option<Settings, Integer> BINS = both(
                    "data.bins",
                    "bins",
                    Group.ROWS,
                    Values.bins(),
                    "N",
                    "Learn a regression as N classes; 0: as a regression")
            .levels("0,5,20");
    /// Whether bins hold equally many rows.
    public static final Option<Settings, Boolean> QUANTILE_BINS = both(
            "data.quantileBins",
            "quantile_bins",
            Group.ROWS,
            Values.onOff(),
            "",
            "Bins of equally many rows, not of equal width");

    // The network

    /// The hidden layers.
    public static final Option<Settings, List<Layer>> LAYERS = both(
                    "network.layers",
                    "layers",
                    Group.NETWORK,
                    Values.concepts(Registry.LAYERS),
                    "TEXT",
                    "Hidden layers, as in \"dense(128,relu) batch_normalization dropout(0.3)\"")
            .usual("by the data")
            .levels("dense(16,relu);dense(8,relu) dense(8,relu)");
    /// How many hidden layers.
    public static final Option<Settings, Integer> DEPTH = varied(
            "depth",
            Values.whole(0),
            HiddenLayers::depth,
            "Hidden layers: the last one repeated, or some left out",
            "1,2,3,4");
    /// Units of every hidden layer.
    public static final Option<Settings, Integer> WIDTH = varied(
            "width",
            Values.whole(1),
            (layers, units) -> HiddenLayers.dense(layers, dense -> Config.with(dense, Map.of("units", units))),
            "Units of every hidden layer",
            "4,8,16,32");
    /// The activation of every hidden layer.
    public static final Option<Settings, gradus.activations.Activation> ACTIVATION = varied(
            "activation",
            Values.concept(Registry.ACTIVATIONS).reading(text -> text.equals("none") ? "linear" : text),
            HiddenLayers::activation,
            "Activation of every hidden layer",
            "relu,tanh,sigmoid,none");
    /// Whether hidden layers have a bias.
    public static final Option<Settings, Boolean> BIAS = varied(
            "bias",
            Values.onOff(),
            (layers, on) -> HiddenLayers.dense(layers, dense -> dense.useBias(on)),
            "Bias of hidden layers",
            "on,off");
    /// Batch normalization of every hidden layer.
    public static final Option<Settings, Boolean> BATCH_NORMALIZATION = varied(
            "batch_normalization",
            Values.onOff(),
            (layers, on) -> HiddenLayers.normalization(layers, new BatchNormalization(), on),
            "Batch normalization between sum and activation of hidden layers",
            "off,on");
    /// Layer normalization of every hidden layer.
    public static final Option<Settings, Boolean> LAYER_NORMALIZATION = varied(
            "layer_normalization",
            Values.onOff(),
            (layers, on) -> HiddenLayers.normalization(layers, new LayerNormalization(), on),
            "Layer normalization between sum and activation of hidden layers",
            "off,on");
    /// Weight normalization of every hidden layer.
    public static final Option<Settings, Boolean> WEIGHT_NORMALIZATION = varied(
            "weight_normalization",
            Values.onOff(),
            HiddenLayers::weightNormalization,
            "Weights of hidden layers as length and direction",
            "off,on");
    /// Dropout after every hidden layer.
    public static final Option<Settings, Double> DROPOUT = varied(
            "dropout",
            Values.numbers(),
            HiddenLayers::dropout,
            "Dropout: every one there is, or one after every hidden layer",
            "0,0.2,0.5");
    /// The penalty on absolute weights.
    public static final Option<Settings, Double> L1 = varied(
            "l1",
            Values.numbers(),
            (layers, penalty) -> HiddenLayers.regularized(layers, penalty, null),
            "Penalty on absolute weights of hidden layers",
            "0,0.001,0.01");
    /// The penalty on squared weights.
    public static final Option<Settings, Double> L2 = varied(
            "l2",
            Values.numbers(),
            (layers, penalty) -> HiddenLayers.regularized(layers, null, penalty),
            "Penalty on squared weights of hidden layers",
            "0,0.001,0.01");
    /// Whether the last layer follows from the task.
    public static final Option<Settings, Boolean> HEAD = given(
            "network.head",
            "head",
            Group.NETWORK,
            Values.either("auto", "none"),
            "auto|none",
            "auto: the last layer follows from the task; none: the layers include the last one");
    /// First weights.
    public static final Option<Settings, Initializer> INIT = both(
                    "network.initializer",
                    "init",
                    Group.NETWORK,
                    Values.concept(Registry.INITIALIZERS).orDefault(),
                    "TEXT",
                    "First weights of all dense layers, as in he_normal")
            .usual("each layer's own")
            .levels("glorot_uniform,he_normal,zeros,random_normal(stddev=1)");

    /// The kind of network.
    public static final Option<Settings, Net> NET = given(
            "network.net",
            "net",
            Group.NETWORK,
            Values.oneOf(Net.class),
            "auto|mlp|realmlp",
            "mlp: one plain network; realmlp: an ensemble for tables, tuned beforehand; auto: by the data");

    // Training

    /// The loss.
    public static final Option<Settings, Loss> LOSS = both(
                    "training.loss",
                    "loss",
                    Group.TRAINING,
                    Values.concept(Registry.LOSSES).orDefault(),
                    "TEXT",
                    "Loss, as in huber")
            .usual("by the task")
            .levels("binary_crossentropy,mean_squared_error");
    /// The optimizer.
    public static final Option<Settings, Optimizer> OPTIMIZER = both(
                    "training.optimizer",
                    "optimizer",
                    Group.TRAINING,
                    Values.concept(Registry.OPTIMIZERS),
                    "TEXT",
                    "Optimizer, as in \"adam(learning_rate=0.001)\"")
            .usual("adam; its rate by the number of rows")
            .levels("sgd(0.1);sgd(0.1,momentum=0.9);rmsprop(0.003);adam(0.003)");
    /// The learning rate of the optimizer.
    public static final Option<Settings, Schedule> LEARNING_RATE = changing(
            "learning_rate",
            Group.TRAINING,
            Values.rates(),
            OptionKinds::learningRate,
            "Learning rate, or its schedule",
            "0.001,0.003,0.01,0.03,0.1");
    /// A learning-rate schedule.
    public static final Option<Settings, Schedule> SCHEDULE = both(
                    "training.schedule",
                    "schedule",
                    Group.TRAINING,
                    Values.concept(Registry.SCHEDULES).orDefault(),
                    "TEXT",
                    "Learning-rate schedule, as in \"cosine_decay(0.01,1000)\"")
            .usual("the optimizer's rate")
            .levels("none;cosine_decay(0.1,500);exponential_decay(0.1,100,0.5)");
    /// How many rows an update looks at.
    public static final Option<Settings, GradientDescent> BATCH = both(
                    "training.batch",
                    "batch",
                    Group.TRAINING,
                    Values.batches(),
                    "N|all",
                    "Batch size; 1 is stochastic gradient descent")
            .usual("32, or 128 from 10,000 rows on")
            .levels("8,32,128,all");
    /// One of the three kinds of gradient descent.
    public static final Option<Settings, String> GRADIENT_DESCENT = changing(
            "gradient_descent",
            Group.TRAINING,
            Values.descents(),
            OptionKinds::gradientDescent,
            "Rows per update: one, some or all",
            "mini_batch,stochastic,batch");
    /// The most epochs.
    public static final Option<Settings, Integer> EPOCHS = both(
                    "training.epochs", "epochs", Group.TRAINING, Values.whole(1), "N", "Maximum number of epochs")
            .usual("10 to 300, by the rows")
            .levels("10,30,100");
    /// Epochs without improvement before training ends.
    public static final Option<Settings, Integer> PATIENCE = both(
                    "training.patience",
                    "patience",
                    Group.TRAINING,
                    Values.whole(0),
                    "N",
                    "Epochs without improvement before training ends; 0: never")
            .usual("3 to 30, by the rows");
    /// After how many epochs each the validation rows are evaluated.
    public static final Option<Settings, Integer> VALIDATION_FREQUENCY = both(
            "training.validationFrequency",
            "validation_frequency",
            Group.TRAINING,
            Values.whole(1),
            "N",
            "Evaluate the validation rows after every N epochs");
    /// How much the rows of each class count.
    public static final Option<Settings, ClassWeights> CLASS_WEIGHT = both(
                    "training.classWeights",
                    "class_weight",
                    Group.TRAINING,
                    ClassWeights.values().orDefault(),
                    "balanced|LABEL=W,…",
                    "Weights of the classes' rows")
            .usual("1 each");
    /// Whether every epoch has an order of its own.
    public static final Option<Settings, Boolean> SHUFFLE = both(
                    "training.shuffle",
                    "shuffle",
                    Group.TRAINING,
                    Values.onOff(),
                    "",
                    "Keep the order of the file in every epoch")
            .levels("on,off");
    /// Metrics besides those of the task.
    public static final Option<Settings, List<Metric>> METRICS = given(
                    "training.metrics",
                    "metrics",
                    Group.TRAINING,
                    Values.concepts(Registry.METRICS),
                    "TEXT",
                    "Metrics besides those of the task, as in \"f1_score precision\"")
            .usual("none");
    /// Callbacks of the training.
    public static final Option<Settings, List<CallbackRule>> CALLBACKS = given(
                    "training.callbacks",
                    "callbacks",
                    Group.TRAINING,
                    Values.concepts(Registry.CALLBACKS),
                    "TEXT",
                    "Callbacks, as in \"reduce_lr_on_plateau(patience=3)\"")
            .usual("none");
    /// The precision of matrix products.
    public static final Option<Settings, Precision> PRECISION = both(
            "training.precision",
            "precision",
            Group.TRAINING,
            Values.oneOf(Precision.class),
            "float32|mixed_bfloat16",
            "Precision of training; mixed_bfloat16 needs AMX or AVX-512 BF16");
    /// What the training of an ensemble may cost.
    public static final Option<Settings, Budget> BUDGET = given(
                    "training.budget",
                    "budget",
                    Group.TRAINING,
                    Values.of((name, text) -> Budget.parse(text), Budget::toString),
                    "TIME",
                    "Time for an ensemble on two cores, as in 10s, 2min or 1h")
            .usual("20s");
    /// The seed.
    public static final Option<Settings, Long> SEED =
            given("seed", "seed", Group.TRAINING, Values.seeds(), "N", "Seed of everything random");

    /// Every option of a run.
    public static final List<Option<Settings, ?>> ALL = Stream.concat(
                    TableOptions.ALL.stream(),
                    Stream.of(
                            VALIDATION,
                            TEST,
                            SCALING,
                            BINS,
                            QUANTILE_BINS,
                            LAYERS,
                            DEPTH,
                            WIDTH,
                            ACTIVATION,
                            BIAS,
                            BATCH_NORMALIZATION,
                            LAYER_NORMALIZATION,
                            WEIGHT_NORMALIZATION,
                            DROPOUT,
                            L1,
                            L2,
                            HEAD,
                            INIT,
                            NET,
                            LOSS,
                            OPTIMIZER,
                            LEARNING_RATE,
                            SCHEDULE,
                            BATCH,
                            GRADIENT_DESCENT,
                            EPOCHS,
                            PATIENCE,
                            VALIDATION_FREQUENCY,
                            CLASS_WEIGHT,
                            SHUFFLE,
                            METRICS,
                            CALLBACKS,
                            PRECISION,
                            BUDGET,
                            SEED))
            .toList();

    private Options() {}

    /// Returns the option of a name.
    ///
    /// @param name name of the option
    /// @return the option
    /// @throws IllegalArgumentException if there is none; the message lists all
    public static Option<Settings, ?> named(String name) {
        Option<Settings, ?> option = find(name);
        if (option == null) {
            throw new IllegalArgumentException("there is no option \"" + name + "\"; there are "
                    + String.join(", ", ALL.stream().map(Option::name).toList()));
        }
        return option;
    }

    /// Finds the option of a name. Two options also have the names of Keras's arguments.
    ///
    /// @param name name of the option
    /// @return the option, or null if there is none
    public static @Nullable Option<Settings, ?> find(String name) {
        String known = name.equals("initializer") ? "init" : name.equals("batch_size") ? "batch" : name;
        return ALL.stream()
                .filter(option -> option.name().equals(known))
                .findFirst()
                .orElse(null);
    }

    /// {@return the names of all options that a comparison can vary, without the arguments of concepts}
    public static List<String> variedNames() {
        return ALL.stream()
                .filter(option -> option.use().isVaried())
                .map(Option::name)
                .toList();
    }
}
