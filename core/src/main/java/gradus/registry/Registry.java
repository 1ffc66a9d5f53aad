package gradus.registry;

import gradus.activations.Activation;
import gradus.activations.Celu;
import gradus.activations.Elu;
import gradus.activations.Exponential;
import gradus.activations.Gelu;
import gradus.activations.Glu;
import gradus.activations.HardShrink;
import gradus.activations.HardSigmoid;
import gradus.activations.HardSilu;
import gradus.activations.HardTanh;
import gradus.activations.LeakyRelu;
import gradus.activations.Linear;
import gradus.activations.LogSigmoid;
import gradus.activations.LogSoftmax;
import gradus.activations.Mish;
import gradus.activations.Relu;
import gradus.activations.Relu6;
import gradus.activations.Selu;
import gradus.activations.Sigmoid;
import gradus.activations.Silu;
import gradus.activations.SoftShrink;
import gradus.activations.Softmax;
import gradus.activations.Softplus;
import gradus.activations.Softsign;
import gradus.activations.SparsePlus;
import gradus.activations.SparseSigmoid;
import gradus.activations.Sparsemax;
import gradus.activations.Squareplus;
import gradus.activations.Tanh;
import gradus.activations.TanhShrink;
import gradus.activations.Threshold;
import gradus.constraints.Constraint;
import gradus.constraints.MaxNorm;
import gradus.constraints.MinMaxNorm;
import gradus.constraints.NonNeg;
import gradus.constraints.UnitNorm;
import gradus.initializers.Constant;
import gradus.initializers.GlorotNormal;
import gradus.initializers.GlorotUniform;
import gradus.initializers.HeNormal;
import gradus.initializers.HeUniform;
import gradus.initializers.Identity;
import gradus.initializers.Initializer;
import gradus.initializers.KaimingNormal;
import gradus.initializers.LecunNormal;
import gradus.initializers.LecunUniform;
import gradus.initializers.Ones;
import gradus.initializers.Orthogonal;
import gradus.initializers.RandomNormal;
import gradus.initializers.RandomUniform;
import gradus.initializers.TruncatedNormal;
import gradus.initializers.VarianceScaling;
import gradus.initializers.XavierNormal;
import gradus.initializers.Zeros;
import gradus.layers.ActivationLayer;
import gradus.layers.ActivityRegularization;
import gradus.layers.Add;
import gradus.layers.AlphaDropout;
import gradus.layers.Average;
import gradus.layers.BatchNormalization;
import gradus.layers.Concatenate;
import gradus.layers.Dense;
import gradus.layers.Dot;
import gradus.layers.Dropout;
import gradus.layers.ELU;
import gradus.layers.Flatten;
import gradus.layers.GaussianDropout;
import gradus.layers.GaussianNoise;
import gradus.layers.Layer;
import gradus.layers.LayerNormalization;
import gradus.layers.LeakyReLU;
import gradus.layers.Maximum;
import gradus.layers.Minimum;
import gradus.layers.Multiply;
import gradus.layers.Normalization;
import gradus.layers.PReLU;
import gradus.layers.RMSNormalization;
import gradus.layers.ReLU;
import gradus.layers.Rescaling;
import gradus.layers.Reshape;
import gradus.layers.Subtract;
import gradus.layers.UnitNormalization;
import gradus.layers.WeightNormalization;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.BinaryFocalCrossentropy;
import gradus.losses.CategoricalCrossentropy;
import gradus.losses.CategoricalFocalCrossentropy;
import gradus.losses.CategoricalHinge;
import gradus.losses.CosineSimilarity;
import gradus.losses.Hinge;
import gradus.losses.Huber;
import gradus.losses.KLDivergence;
import gradus.losses.LogCosh;
import gradus.losses.Loss;
import gradus.losses.MeanAbsoluteError;
import gradus.losses.MeanAbsolutePercentageError;
import gradus.losses.MeanSquaredError;
import gradus.losses.MeanSquaredLogarithmicError;
import gradus.losses.Poisson;
import gradus.losses.RootMeanSquaredError;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.losses.SquaredHinge;
import gradus.metrics.Accuracy;
import gradus.metrics.Auc;
import gradus.metrics.BinaryAccuracy;
import gradus.metrics.CategoricalAccuracy;
import gradus.metrics.F1Score;
import gradus.metrics.FBetaScore;
import gradus.metrics.FalseNegatives;
import gradus.metrics.FalsePositives;
import gradus.metrics.LogLoss;
import gradus.metrics.Metric;
import gradus.metrics.Precision;
import gradus.metrics.R2Score;
import gradus.metrics.Recall;
import gradus.metrics.SparseCategoricalAccuracy;
import gradus.metrics.SparseTopKCategoricalAccuracy;
import gradus.metrics.TopKCategoricalAccuracy;
import gradus.metrics.TrueNegatives;
import gradus.metrics.TruePositives;
import gradus.optimizers.Adadelta;
import gradus.optimizers.Adagrad;
import gradus.optimizers.Adam;
import gradus.optimizers.AdamW;
import gradus.optimizers.Adamax;
import gradus.optimizers.Lion;
import gradus.optimizers.Nadam;
import gradus.optimizers.NesterovMomentum;
import gradus.optimizers.Optimizer;
import gradus.optimizers.RmsProp;
import gradus.optimizers.Sgd;
import gradus.regularizers.L1;
import gradus.regularizers.L1L2;
import gradus.regularizers.L2;
import gradus.regularizers.Regularizer;
import gradus.schedules.CosineDecay;
import gradus.schedules.CosineDecayRestarts;
import gradus.schedules.ExponentialDecay;
import gradus.schedules.InverseTimeDecay;
import gradus.schedules.OneCycle;
import gradus.schedules.PiecewiseConstantDecay;
import gradus.schedules.PolynomialDecay;
import gradus.schedules.Schedule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All concepts of one kind, by Keras's names. It is the one list that files, command line, forms and contract tests
/// work from: to add a concept, write its record and add a line here.
///
/// @param <T> the kind, such as `Layer`
public final class Registry<T> {
    /// Every activation.
    public static final Registry<Activation> ACTIVATIONS = new Registry<Activation>("activation", "keras.activations")
            .add("linear", new Linear())
            .add("relu", new Relu())
            .add("relu6", new Relu6())
            .add("leaky_relu", new LeakyRelu())
            .add("elu", new Elu())
            .add("selu", new Selu())
            .add("celu", new Celu())
            .add("gelu", new Gelu())
            .add("silu", new Silu(), 0, "swish")
            .add("hard_silu", new HardSilu(), 0, "hard_swish")
            .add("mish", new Mish())
            .add("softplus", new Softplus())
            .add("softsign", new Softsign())
            .add("sigmoid", new Sigmoid())
            .add("hard_sigmoid", new HardSigmoid())
            .add("log_sigmoid", new LogSigmoid())
            .add("sparse_sigmoid", new SparseSigmoid())
            .add("tanh", new Tanh())
            .add("hard_tanh", new HardTanh())
            .add("tanh_shrink", new TanhShrink())
            .add("soft_shrink", new SoftShrink())
            .add("hard_shrink", new HardShrink())
            .add("threshold", new Threshold(0, 0), 2)
            .add("exponential", new Exponential())
            .add("softmax", new Softmax())
            .add("log_softmax", new LogSoftmax())
            .add("sparsemax", new Sparsemax())
            .add("squareplus", new Squareplus())
            .add("sparse_plus", new SparsePlus())
            .add("glu", new Glu());
    /// Every layer but inputs.
    public static final Registry<Layer> LAYERS = new Registry<Layer>("layer", "keras.layers")
            .add("Dense", new Dense(1), 1)
            .add("Activation", new ActivationLayer(new Linear()), 1)
            .add("ReLU", new ReLU())
            .add("LeakyReLU", new LeakyReLU())
            .add("PReLU", new PReLU())
            .add("ELU", new ELU())
            .add("Softmax", new gradus.layers.Softmax())
            .add("BatchNormalization", new BatchNormalization())
            .add("LayerNormalization", new LayerNormalization())
            .add("RMSNormalization", new RMSNormalization())
            .add("UnitNormalization", new UnitNormalization())
            .addOwn("WeightNormalization", new WeightNormalization(new Dense(1)), 1)
            .add("Dropout", new Dropout(0.5), 1)
            .add("AlphaDropout", new AlphaDropout(0.5), 1)
            .add("GaussianDropout", new GaussianDropout(0.5), 1)
            .add("GaussianNoise", new GaussianNoise(1), 1)
            .add("ActivityRegularization", new ActivityRegularization())
            .add("Identity", new gradus.layers.Identity())
            .add("Flatten", new Flatten())
            .add("Reshape", new Reshape(List.of(-1)), 1)
            .add("Rescaling", new Rescaling(1), 1)
            .add("Normalization", new Normalization())
            .add("Add", new Add())
            .add("Subtract", new Subtract())
            .add("Multiply", new Multiply())
            .add("Average", new Average())
            .add("Maximum", new Maximum())
            .add("Minimum", new Minimum())
            .add("Concatenate", new Concatenate())
            .add("Dot", new Dot(1), 1);
    /// Every loss.
    public static final Registry<Loss> LOSSES = new Registry<Loss>("loss", "keras.losses")
            .add("MeanSquaredError", new MeanSquaredError(), 0, "mse")
            .addOwn("RootMeanSquaredError", new RootMeanSquaredError(), 0, "rmse")
            .add("MeanAbsoluteError", new MeanAbsoluteError(), 0, "mae")
            .add("MeanAbsolutePercentageError", new MeanAbsolutePercentageError(), 0, "mape")
            .add("MeanSquaredLogarithmicError", new MeanSquaredLogarithmicError(), 0, "msle")
            .add("Huber", new Huber())
            .add("LogCosh", new LogCosh())
            .add("Poisson", new Poisson())
            .add("KLDivergence", new KLDivergence(), 0, "kld", "kullback_leibler_divergence")
            .add("Hinge", new Hinge())
            .add("SquaredHinge", new SquaredHinge())
            .add("CategoricalHinge", new CategoricalHinge())
            .add("CosineSimilarity", new CosineSimilarity())
            .add("BinaryCrossentropy", new BinaryCrossentropy(), 0, "bce")
            .add("CategoricalCrossentropy", new CategoricalCrossentropy())
            .add("SparseCategoricalCrossentropy", new SparseCategoricalCrossentropy())
            .add("BinaryFocalCrossentropy", new BinaryFocalCrossentropy())
            .add("CategoricalFocalCrossentropy", new CategoricalFocalCrossentropy());
    /// Every optimizer.
    public static final Registry<Optimizer> OPTIMIZERS = new Registry<Optimizer>("optimizer", "keras.optimizers")
            .add("SGD", new Sgd())
            .add("Adagrad", new Adagrad())
            .add("Adadelta", new Adadelta())
            .add("RMSprop", new RmsProp())
            .add("Adam", new Adam())
            .add("AdamW", new AdamW())
            .add("Adamax", new Adamax())
            .add("Nadam", new Nadam())
            .add("Lion", new Lion())
            .addOwn("NesterovMomentum", new NesterovMomentum(), 0, "nesterov");
    /// Every learning rate schedule but the constant one.
    public static final Registry<Schedule> SCHEDULES = new Registry<Schedule>("schedule", "keras.optimizers.schedules")
            .add("ExponentialDecay", new ExponentialDecay(0.1, 1000, 0.5), 3)
            .add("InverseTimeDecay", new InverseTimeDecay(0.1, 1000, 0.5), 3)
            .add("PolynomialDecay", new PolynomialDecay(0.1, 1000), 2)
            .add("PiecewiseConstantDecay", new PiecewiseConstantDecay(List.of(1000), List.of(0.1, 0.01)), 2)
            .add("CosineDecay", new CosineDecay(0.1, 1000), 2)
            .add("CosineDecayRestarts", new CosineDecayRestarts(0.1, 1000), 2)
            .addOwn("OneCycle", new OneCycle(0.1, 1000), 2);
    /// Every initializer.
    public static final Registry<Initializer> INITIALIZERS = new Registry<Initializer>(
                    "initializer", "keras.initializers")
            .add("Zeros", new Zeros(), 0, "zero")
            .add("Ones", new Ones(), 0, "one")
            .add("Constant", new Constant())
            .add("Identity", new Identity(), 0, "IdentityInitializer")
            .add("Orthogonal", new Orthogonal(), 0, "OrthogonalInitializer")
            .add("RandomNormal", new RandomNormal(), 0, "normal")
            .add("RandomUniform", new RandomUniform(), 0, "uniform")
            .add("TruncatedNormal", new TruncatedNormal())
            .add("VarianceScaling", new VarianceScaling())
            .add("GlorotUniform", new GlorotUniform())
            .add("GlorotNormal", new GlorotNormal())
            .add("HeUniform", new HeUniform())
            .add("HeNormal", new HeNormal())
            .add("LecunUniform", new LecunUniform())
            .add("LecunNormal", new LecunNormal())
            .addOwn("XavierNormal", new XavierNormal(), 0, "xavier")
            .addOwn("KaimingNormal", new KaimingNormal(), 0, "kaiming");
    /// Every regularizer.
    public static final Registry<Regularizer> REGULARIZERS = new Registry<Regularizer>(
                    "regularizer", "keras.regularizers")
            .add("L1", new L1())
            .add("L2", new L2())
            .add("L1L2", new L1L2());
    /// Every constraint.
    public static final Registry<Constraint> CONSTRAINTS = new Registry<Constraint>("constraint", "keras.constraints")
            .add("MaxNorm", new MaxNorm())
            .add("MinMaxNorm", new MinMaxNorm())
            .add("NonNeg", new NonNeg())
            .add("UnitNorm", new UnitNorm());
    /// Every metric.
    public static final Registry<Metric> METRICS = new Registry<Metric>("metric", "keras.metrics")
            .add("Accuracy", new Accuracy())
            .add("BinaryAccuracy", new BinaryAccuracy())
            .add("CategoricalAccuracy", new CategoricalAccuracy())
            .add("SparseCategoricalAccuracy", new SparseCategoricalAccuracy())
            .add("TopKCategoricalAccuracy", new TopKCategoricalAccuracy())
            .add("SparseTopKCategoricalAccuracy", new SparseTopKCategoricalAccuracy())
            .add("TruePositives", new TruePositives())
            .add("TrueNegatives", new TrueNegatives())
            .add("FalsePositives", new FalsePositives())
            .add("FalseNegatives", new FalseNegatives())
            .add("Precision", new Precision())
            .add("Recall", new Recall())
            .add("FBetaScore", new FBetaScore())
            .add("F1Score", new F1Score(), 0, "f1")
            .add("AUC", new Auc())
            .addOwn("LogLoss", new LogLoss(), 0)
            .add("MeanSquaredError", new gradus.metrics.MeanSquaredError(), 0, "mse")
            .add("RootMeanSquaredError", new gradus.metrics.RootMeanSquaredError(), 0, "rmse")
            .add("MeanAbsoluteError", new gradus.metrics.MeanAbsoluteError(), 0, "mae")
            .add("MeanAbsolutePercentageError", new gradus.metrics.MeanAbsolutePercentageError(), 0, "mape")
            .add("R2Score", new R2Score(), 0, "r2")
            .add("CosineSimilarity", new gradus.metrics.CosineSimilarity());

    private final String kind;
    private final String module;
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();
    private final Map<String, Entry<T>> byAlias = new LinkedHashMap<>();
    private final Map<Class<?>, Entry<T>> byClass = new LinkedHashMap<>();

    private Registry(String kind, String module) {
        this.kind = kind;
        this.module = module;
    }

    /// A concept.
    ///
    /// @param name as Keras spells it; a concept that Keras lacks is written to files as
    ///     `gradus>RootMeanSquaredError`
    /// @param module Keras's public module, or null if Keras lacks the concept
    /// @param prototype an instance with default arguments
    /// @param required how many components, from the first, have no default
    public record Entry<T>(String name, @Nullable String module, T prototype, int required) {
        /// The record.
        public Class<? extends Record> type() {
            return record().getClass();
        }

        /// The prototype as a record.
        public Record record() {
            return (Record) prototype;
        }
    }

    private Registry<T> add(String name, T prototype) {
        return add(name, prototype, 0);
    }

    private Registry<T> add(String name, T prototype, int required, String... aliases) {
        return add(new Entry<>(name, module, prototype, required), aliases);
    }

    /// A concept that Keras does not have.
    private Registry<T> addOwn(String name, T prototype, int required, String... aliases) {
        return add(new Entry<>(name, null, prototype, required), aliases);
    }

    private Registry<T> add(Entry<T> entry, String... aliases) {
        entries.put(entry.name(), entry);
        byClass.put(entry.type(), entry);
        byAlias.put(key(entry.name()), entry);
        for (String alias : aliases) {
            byAlias.put(key(alias), entry);
        }
        return this;
    }

    /// What the kind is called, `layer`.
    public String kind() {
        return kind;
    }

    /// All concepts, in the order of the list.
    public Collection<Entry<T>> entries() {
        return java.util.Collections.unmodifiableCollection(entries.values());
    }

    /// The concept of a name in any of Keras's spellings: class name, snake case, or alias.
    ///
    /// @throws IllegalArgumentException naming all that exist, if there is none of that name
    public Entry<T> get(String name) {
        Entry<T> entry = find(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "no " + kind + " is named \"" + name + "\"; there are " + String.join(", ", entries.keySet()));
        }
        return entry;
    }

    /// The concept of a name, or null.
    public @Nullable Entry<T> find(String name) {
        return byAlias.get(key(name));
    }

    /// The concept that a value is of, or null if it is a user's own.
    public @Nullable Entry<T> of(T value) {
        return byClass.get(value.getClass());
    }

    private static String key(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
