package gradus.registry;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.activations.Relu;
import gradus.constraints.Constraint;
import gradus.initializers.GlorotUniform;
import gradus.initializers.Initializer;
import gradus.layers.Dense;
import gradus.layers.Layer;
import gradus.losses.Loss;
import gradus.losses.MeanSquaredError;
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
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import gradus.regularizers.Regularizer;
import gradus.schedules.Schedule;
import java.util.Collection;
import java.util.LinkedHashMap;
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
            .add("relu", new Relu());
    /// Every layer but inputs.
    public static final Registry<Layer> LAYERS =
            new Registry<Layer>("layer", "keras.layers").add("Dense", new Dense(1), 1);
    /// Every loss.
    public static final Registry<Loss> LOSSES =
            new Registry<Loss>("loss", "keras.losses").add("MeanSquaredError", new MeanSquaredError(), 0, "mse");
    /// Every optimizer.
    public static final Registry<Optimizer> OPTIMIZERS =
            new Registry<Optimizer>("optimizer", "keras.optimizers").add("SGD", new Sgd());
    /// Every learning rate schedule but the constant one.
    public static final Registry<Schedule> SCHEDULES = new Registry<Schedule>("schedule", "keras.optimizers.schedules");
    /// Every initializer.
    public static final Registry<Initializer> INITIALIZERS =
            new Registry<Initializer>("initializer", "keras.initializers").add("GlorotUniform", new GlorotUniform());
    /// Every regularizer.
    public static final Registry<Regularizer> REGULARIZERS =
            new Registry<Regularizer>("regularizer", "keras.regularizers");
    /// Every constraint.
    public static final Registry<Constraint> CONSTRAINTS = new Registry<Constraint>("constraint", "keras.constraints");
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
    /// @param name as Keras spells it; a concept that Keras lacks is registered with the package `gradus`, as in
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
