package gradus.registry;

import static gradus.internal.Require.require;

import gradus.activations.Activation;
import gradus.constraints.Constraint;
import gradus.initializers.Initializer;
import gradus.internal.Names;
import gradus.internal.Records;
import gradus.layers.Layer;
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

/// All concepts of one kind, by Keras's names: those of Gradus, then those that users have registered. Files, the
/// command line, forms and contract tests work from this one list. Safe to use from any thread.
///
/// To add a concept to Gradus, write its record and a line in the list of its kind, such as `BuiltInLayers`. To add
/// one of your own, register it: see [ConceptProvider].
///
/// @param <T> the kind, such as `Layer`
public final class Registry<T> {
    /// Every activation.
    public static final Registry<Activation> ACTIVATIONS =
            new Registry<>(Activation.class, "activation", "keras.activations");
    /// Every layer but inputs.
    public static final Registry<Layer> LAYERS = new Registry<>(Layer.class, "layer", "keras.layers");
    /// Every loss.
    public static final Registry<Loss> LOSSES = new Registry<>(Loss.class, "loss", "keras.losses");
    /// Every optimizer.
    public static final Registry<Optimizer> OPTIMIZERS =
            new Registry<>(Optimizer.class, "optimizer", "keras.optimizers");
    /// Every learning-rate schedule but the constant one.
    public static final Registry<Schedule> SCHEDULES =
            new Registry<>(Schedule.class, "schedule", "keras.optimizers.schedules");
    /// Every initializer.
    public static final Registry<Initializer> INITIALIZERS =
            new Registry<>(Initializer.class, "initializer", "keras.initializers");
    /// Every regularizer.
    public static final Registry<Regularizer> REGULARIZERS =
            new Registry<>(Regularizer.class, "regularizer", "keras.regularizers");
    /// Every constraint.
    public static final Registry<Constraint> CONSTRAINTS =
            new Registry<>(Constraint.class, "constraint", "keras.constraints");
    /// Every metric.
    public static final Registry<Metric> METRICS = new Registry<>(Metric.class, "metric", "keras.metrics");

    private static final List<Registry<?>> ALL = List.of(
            ACTIVATIONS, LAYERS, LOSSES, OPTIMIZERS, SCHEDULES, INITIALIZERS, REGULARIZERS, CONSTRAINTS, METRICS);

    /// The concepts of Gradus. They come first, so that their order depends on nobody else's.
    private static final List<ConceptProvider> BUILT_IN = List.of(
            new BuiltInActivations(),
            new BuiltInLayers(),
            new BuiltInLosses(),
            new BuiltInOptimizers(),
            new BuiltInSchedules(),
            new BuiltInInitializers(),
            new BuiltInRegularizers(),
            new BuiltInConstraints(),
            new BuiltInMetrics());

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
    /// @param name as Keras spells it, such as `LeakyReLU`
    /// @param owner who brings it: `gradus`, or the package that a user has registered it under
    /// @param module Keras's public module, or null if Keras lacks the concept
    /// @param prototype an instance with default arguments
    /// @param required how many components, from the first, have no default
    public record Entry<T>(
            String name, String owner, @Nullable String module, T prototype, int required) {
        /// The record.
        public Class<? extends Record> type() {
            return record().getClass();
        }

        /// The prototype as a record.
        public Record record() {
            return (Record) prototype;
        }

        /// The name in files if Keras lacks the concept, `gradus>OneCycle`: what `register_keras_serializable` of
        /// Keras calls the registered name.
        public String registeredName() {
            return owner + ">" + name;
        }

        /// What its Javadoc says.
        public Help help() {
            return Help.of(type());
        }

        /// The name for readers, `Leaky ReLU`.
        public String title() {
            return Names.title(name);
        }

        /// The name in the [Notation], `leaky_relu`.
        public String notation() {
            return title().replace(' ', '_').toLowerCase(Locale.ROOT);
        }
    }

    /// One registry for each kind.
    public static List<Registry<?>> all() {
        return ALL;
    }

    /// The registry of a kind such as `Activation.class`, or of a class of that kind such as `Relu.class`; null if
    /// there is none.
    public static @Nullable Registry<?> of(Class<?> type) {
        for (Registry<?> registry : ALL) {
            if (registry.type.isAssignableFrom(type)) {
                return registry;
            }
        }
        return null;
    }

    /// Registers a concept of your own. Its name is that of its record. Files hold it as `owner>Name`, the name
    /// under which Keras must know it too: `@keras.saving.register_keras_serializable(package=owner)`. Registering
    /// an equal one again does nothing.
    ///
    /// @param owner your package's or project's name, such as `acme`
    /// @param prototype an instance, of a record, with default arguments
    /// @param aliases further names, besides those that differ in case or underscores only
    /// @throws IllegalArgumentException if a name is taken, or Gradus cannot read the record
    public void register(String owner, T prototype, String... aliases) {
        register(owner, prototype, 0, aliases);
    }

    /// Registers a concept of your own whose first components have no default.
    ///
    /// @param required how many; the prototype has any valid values for them
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

    /// A concept that Keras does not have.
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

    /// Registers what Gradus has and what providers bring, once. A provider that fails does so for every caller.
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

    /// The interface of the kind, `Layer.class`.
    public Class<T> type() {
        return type;
    }

    /// What the kind is called, `layer`.
    public String kind() {
        return kind;
    }

    /// All concepts, those of Gradus first, in the order of their list.
    public List<Entry<T>> entries() {
        load();
        synchronized (Registry.class) {
            return List.copyOf(byClass.values());
        }
    }

    /// The concept of a name in any of Keras's spellings: class name, snake case, alias, or registered name.
    ///
    /// @throws IllegalArgumentException naming all that exist, if there is none of that name
    public Entry<T> get(String name) {
        Entry<T> entry = find(name);
        if (entry == null) {
            throw new IllegalArgumentException(unknown(name));
        }
        return entry;
    }

    /// The concept of a name, or null.
    public @Nullable Entry<T> find(String name) {
        load();
        synchronized (Registry.class) {
            return byName.get(key(name));
        }
    }

    /// The concept that a value is of, or null if its record is not registered.
    public @Nullable Entry<T> of(T value) {
        load();
        synchronized (Registry.class) {
            return byClass.get(value.getClass());
        }
    }

    /// The message for a name that no concept has.
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
