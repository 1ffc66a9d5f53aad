package gradus.experiment;

import static gradus.experiment.OptionKinds.*;

import gradus.GradientDescent;
import gradus.callbacks.CallbackRule;
import gradus.experiment.Option.Group;
import gradus.experiment.nets.Budget;
import gradus.losses.Loss;
import gradus.math.Precision;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.registry.Registry;
import gradus.schedules.Schedule;
import java.util.List;

/// Options of how it is trained. See [Options].
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
public final class TrainingOptions {
    /// Rows an update in mini-batches, where nothing says how many.
    static final int MINI_BATCH = 32;
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
            .usual(Budget.USUAL.toString());
    /// The seed.
    public static final Option<Settings, Long> SEED =
            given("seed", "seed", Group.TRAINING, Values.seeds(), "N", "Seed of everything random");

    /// Every option of the training.
    public static final List<Option<Settings, ?>> ALL = List.of(
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
            SEED);

    private TrainingOptions() {}
}
