package gradus.registry;

import static gradus.internal.Require.require;

import gradus.activations.Activation;
import gradus.callbacks.CallbackRule;
import gradus.constraints.Constraint;
import gradus.initializers.Initializer;
import gradus.internal.Names;
import gradus.internal.Records;
import gradus.layers.Layer;
import gradus.layers.operations.Operation;
import gradus.losses.Loss;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.regularizers.Regularizer;
import gradus.schedules.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// All concepts of one kind, by Keras's names: those of Gradus, followed by those that users have registered.
/// Files, the command line, forms and contract tests all use this list. It may be used from any thread.
///
/// To add a concept to Gradus, write its record and a line in the list of its kind, such as `BuiltInLayers`. To add
/// one of your own, register it: see [ConceptProvider].
///
/// @param <T> the kind, such as `Layer`
public final class Registry<T> {
    /// All activations.
    public static final Registry<Activation> ACTIVATIONS =
            new Registry<>(Activation.class, "activation", "keras.activations");
    /// All layers except inputs.
    public static final Registry<Layer> LAYERS = new Registry<>(Layer.class, "layer", "keras.layers");
    /// All operations of graphs.
    public static final Registry<Operation> OPERATIONS =
            new Registry<>(Operation.class, "operation", "keras.src.ops.numpy");
    /// All losses.
    public static final Registry<Loss> LOSSES = new Registry<>(Loss.class, "loss", "keras.losses");
    /// All optimizers.
    public static final Registry<Optimizer> OPTIMIZERS =
            new Registry<>(Optimizer.class, "optimizer", "keras.optimizers");
    /// All learning-rate schedules except the constant one.
    public static final Registry<Schedule> SCHEDULES =
            new Registry<>(Schedule.class, "schedule", "keras.optimizers.schedules");
    /// All initializers.
    public static final Registry<Initializer> INITIALIZERS =
            new Registry<>(Initializer.class, "initializer", "keras.initializers");
    /// All regularizers.
    public static final Registry<Regularizer> REGULARIZERS =
            new Registry<>(Regularizer.class, "regularizer", "keras.regularizers");
    /// All constraints.
    public static final Registry<Constraint> CONSTRAINTS =
            new Registry<>(Constraint.class, "constraint", "keras.constraints");
    /// All metrics.
    public static final Registry<Metric> METRICS = new Registry<>(Metric.class, "metric", "keras.metrics");
    /// All callbacks that text can name.
    public static final Registry<CallbackRule> CALLBACKS =
            new Registry<>(CallbackRule.class, "callback", "keras.callbacks");

    private static final List<Registry<?>> ALL = List.of(
            ACTIVATIONS,
            LAYERS,
            LOSSES,
            OPTIMIZERS,
            SCHEDULES,
            INITIALIZERS,
            REGULARIZERS,
            CONSTRAINTS,
            METRICS,
            OPERATIONS,
            CALLBACKS);

    /// The concepts of Gradus. They come first, so that their order does not depend on other providers.
    private static final List<ConceptProvider> BUILT_IN = List.of(
            new BuiltInActivations(),
            new BuiltInLayers(),
            new BuiltInOperations(),
            new BuiltInLosses(),
            new BuiltInOptimizers(),
            new BuiltInSchedules(),
            new BuiltInInitializers(),
            new BuiltInRegularizers(),
            new BuiltInConstraints(),
            new BuiltInMetrics(),
            new BuiltInCallbacks());

    private static final String GRADUS = "gradus";

    private static boolean loaded;

    private final Class<T> type;
    private final String kind;
    private final String module;
    private final Map<String, Entry<T>> byName = new LinkedHashMap<>();
    private final Map<Class<?>, Entry<T>> byClass = new LinkedHashMap<>();

    Registry(Class<T> type, String kind, String module) {
        this.type = type;
        this.kind = kind;
        this.module = module;
    }

    /// A concept.
    ///
    /// @param <T> the kind, such as `Layer`
    /// @param name the name in Keras's spelling, such as `LeakyReLU`
    /// @param owner the origin: `gradus`, or the package that a user has registered it under
    /// @param module Keras's public module, or null if Keras lacks the concept
    /// @param prototype an instance with default arguments
    /// @param required the number of components, counted from the first, that have no default
    public record Entry<T>(
            String name, String owner, @Nullable String module, T prototype, int required) {
        /// {@return the record's class}
        public Class<? extends Record> type() {
            return record().getClass();
        }

        /// {@return the prototype as a record}
        public Record record() {
            return (Record) prototype;
        }

        /// {@return the name in files if Keras lacks the concept, such as `gradus>OneCycle`} Keras's
        /// `register_keras_serializable` calls it the registered name.
        public String registeredName() {
            return owner + ">" + name;
        }

        /// {@return whether the concept is one of Gradus, not a user's own}
        public boolean builtIn() {
            return owner.equals(GRADUS);
        }

        /// {@return the help from its Javadoc}
        public Help help() {
            return Help.of(type());
        }

        /// {@return the display name, such as `Leaky ReLU`}
        public String title() {
            return Names.title(name);
        }

        /// {@return the name in the [Notation], such as `leaky_relu`}
        public String notation() {
            return title().replace(' ', '_').toLowerCase(Locale.ROOT);
        }
    }

    /// {@return all registries, one per kind}
    public static List<Registry<?>> all() {
        return ALL;
    }

    /// Returns the registry of a kind such as `Activation.class`, or of a class of that kind such as `Relu.class`.
    ///
    /// @param type the kind or class
    /// @return the registry, or null if there is none
    public static @Nullable Registry<?> of(Class<?> type) {
        // From the end: operations are layers, and some are activations.
        for (Registry<?> registry : ALL.reversed()) {
            if (registry.type.isAssignableFrom(type)) {
                return registry;
            }
        }
        return null;
    }

    /// Registers a concept of your own under the name of its record. Files store it as `owner>Name`, the name under
    /// which Keras must know it too: `@keras.saving.register_keras_serializable(package=owner)`. Registering an
    /// equal concept again has no effect.
    ///
    /// @param owner the name of your package or project, such as `acme`
    /// @param prototype an instance of a record, with default arguments
    /// @param aliases further names, besides those that differ only in case or underscores
    /// @throws IllegalArgumentException if a name is taken, or Gradus cannot read the record
    public void register(String owner, T prototype, String... aliases) {
        register(owner, prototype, 0, aliases);
    }

    /// Registers a concept of your own whose first components have no default.
    ///
    /// @param owner the name of your package or project, such as `acme`
    /// @param prototype an instance of a record, with any valid values for the components without default
    /// @param required the number of components, counted from the first, that have no default
    /// @param aliases further names, besides those that differ only in case or underscores
    /// @throws IllegalArgumentException if a name is taken, or Gradus cannot read the record
    public void register(String owner, T prototype, int required, String... aliases) {
        require(
                owner.matches("[A-Za-z0-9_.]+"),
                "the owner of a %s must be letters, digits, dots and underscores, got \"%s\"",
                kind,
                owner);
        require(
                prototype instanceof Record,
                "a %s must be a record to be registered, got %s",
                kind,
                prototype.getClass().getName());
        Records.requireReadable(((Record) prototype).getClass());
        load();
        add(new Entry<>(prototype.getClass().getSimpleName(), owner, null, prototype, required), aliases);
    }

    Registry<T> keras(String name, T prototype) {
        return keras(name, prototype, 0);
    }

    Registry<T> keras(String name, T prototype, int required, String... aliases) {
        return add(new Entry<>(name, GRADUS, module, prototype, required), aliases);
    }

    /// Adds a concept that Keras has in another module than the others of its kind.
    Registry<T> from(String otherModule, String name, T prototype, int required) {
        return add(new Entry<>(name, GRADUS, otherModule, prototype, required));
    }

    Registry<T> from(String otherModule, String name, T prototype) {
        return from(otherModule, name, prototype, 0);
    }

    /// Adds a concept that Keras does not have.
    Registry<T> own(String name, T prototype, int required, String... aliases) {
        return add(new Entry<>(name, GRADUS, null, prototype, required), aliases);
    }

    private Registry<T> add(Entry<T> entry, String... aliases) {
        synchronized (Registry.class) {
            if (entry.equals(byClass.get(entry.type()))) {
                return this;
            }
            requireFree(entry.type().getName(), byClass.get(entry.type()), entry);
            Map<String, Entry<T>> added = new LinkedHashMap<>();
            added.put(key(entry.name()), entry);
            added.put(key(entry.registeredName()), entry);
            for (String alias : aliases) {
                added.put(key(alias), entry);
            }
            added.keySet().forEach(name -> requireFree(name, byName.get(name), entry));
            byName.putAll(added);
            byClass.put(entry.type(), entry);
        }
        return this;
    }

    private void requireFree(String name, @Nullable Entry<T> taken, Entry<T> entry) {
        if (taken != null) {
            throw new IllegalArgumentException("%s cannot be registered as %s \"%s\": the name is taken by %s (%s)"
                    .formatted(
                            entry.registeredName(),
                            kind,
                            name,
                            taken.registeredName(),
                            taken.type().getName()));
        }
    }

    /// Registers the concepts of Gradus and of all providers, once. If a provider fails, every caller gets the
    /// failure.
    private static void load() {
        synchronized (Registry.class) {
            if (loaded) {
                return;
            }
            loaded = true;
            try {
                BUILT_IN.forEach(ConceptProvider::register);
                ServiceLoader.load(ConceptProvider.class, Registry.class.getClassLoader())
                        .forEach(ConceptProvider::register);
            } catch (RuntimeException | Error e) {
                loaded = false;
                throw e;
            }
        }
    }

    /// {@return the interface of the kind, such as `Layer.class`}
    public Class<T> type() {
        return type;
    }

    /// {@return the name of the kind, such as `layer`}
    public String kind() {
        return kind;
    }

    /// {@return all concepts, those of Gradus first, in the order of their list}
    public List<Entry<T>> entries() {
        load();
        synchronized (Registry.class) {
            return List.copyOf(byClass.values());
        }
    }

    /// Returns the concept with a name in any of Keras's spellings: class name, snake case, alias, or registered
    /// name.
    ///
    /// @param name the name
    /// @return the concept
    /// @throws IllegalArgumentException if there is none; the message lists the names
    public Entry<T> get(String name) {
        Entry<T> entry = find(name);
        if (entry == null) {
            throw new IllegalArgumentException(unknown(name));
        }
        return entry;
    }

    /// Returns the concept with a name in any of Keras's spellings.
    ///
    /// @param name the name
    /// @return the concept, or null if there is none
    public @Nullable Entry<T> find(String name) {
        load();
        synchronized (Registry.class) {
            return byName.get(key(name));
        }
    }

    /// Returns the concept that a value is an instance of.
    ///
    /// @param value the value
    /// @return the concept, or null if its record is not registered
    public @Nullable Entry<T> of(T value) {
        load();
        synchronized (Registry.class) {
            return byClass.get(value.getClass());
        }
    }

    /// Returns the error message for an unknown name.
    ///
    /// @param name the name
    /// @return the message
    public String unknown(String name) {
        return "no %s is named \"%s\"; there are %s. One of your own must be registered, see %s"
                .formatted(
                        kind,
                        name,
                        String.join(", ", entries().stream().map(Entry::name).toList()),
                        ConceptProvider.class.getName());
    }

    private static String key(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
