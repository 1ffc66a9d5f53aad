package gradus.keras;

import gradus.activations.Activation;
import gradus.constraints.Constraint;
import gradus.initializers.Initializer;
import gradus.layers.Layer;
import gradus.losses.Loss;
import gradus.losses.MeanSquaredError;
import gradus.metrics.LossMetric;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.registry.Registry;
import gradus.regularizers.Regularizer;
import gradus.schedules.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kinds of concepts that have a registry, and the names that concepts get in files.
final class Kinds {
    /// The package of what Keras lacks.
    static final String PACKAGE = "gradus";

    /// Any loss that is watched, as Gradus writes it.
    static final Registry.Entry<Metric> LOSS_METRIC =
            new Registry.Entry<>(PACKAGE + ">LossMetric", null, new LossMetric(new MeanSquaredError()), 1);

    /// Losses that are metrics under the same name in Keras.
    private static final Set<String> LOSSES_AND_METRICS = Set.of(
            "MeanSquaredError",
            "MeanAbsoluteError",
            "MeanAbsolutePercentageError",
            "MeanSquaredLogarithmicError",
            "BinaryCrossentropy",
            "CategoricalCrossentropy",
            "SparseCategoricalCrossentropy",
            "KLDivergence",
            "Poisson",
            "Hinge",
            "SquaredHinge",
            "CategoricalHinge");

    private static final Map<Class<?>, Registry<?>> REGISTRIES = new LinkedHashMap<>();

    static {
        REGISTRIES.put(Activation.class, Registry.ACTIVATIONS);
        REGISTRIES.put(Layer.class, Registry.LAYERS);
        REGISTRIES.put(Loss.class, Registry.LOSSES);
        REGISTRIES.put(Optimizer.class, Registry.OPTIMIZERS);
        REGISTRIES.put(Schedule.class, Registry.SCHEDULES);
        REGISTRIES.put(Initializer.class, Registry.INITIALIZERS);
        REGISTRIES.put(Regularizer.class, Registry.REGULARIZERS);
        REGISTRIES.put(Constraint.class, Registry.CONSTRAINTS);
        REGISTRIES.put(Metric.class, Registry.METRICS);
    }

    private Kinds() {}

    /// The registry of a kind such as `Activation.class`, or of a class of it such as `Dense.class`; null if there is
    /// none.
    static @Nullable Registry<?> registry(Class<?> type) {
        for (Map.Entry<Class<?>, Registry<?>> kind : REGISTRIES.entrySet()) {
            if (kind.getKey().isAssignableFrom(type)) {
                return kind.getValue();
            }
        }
        return null;
    }

    /// The concept of a class name in a file, or null. What Keras lacks is written, and may be registered, with its
    /// package.
    static <T> Registry.@Nullable Entry<T> find(Registry<T> registry, String className) {
        Registry.Entry<T> entry = registry.find(className);
        if (entry != null) {
            return entry;
        }
        String prefix = PACKAGE + ">";
        return registry.find(className.startsWith(prefix) ? className.substring(prefix.length()) : prefix + className);
    }

    /// The name that Keras would register a concept under that it lacks: `gradus>RootMeanSquaredError`.
    static String registeredName(Registry.Entry<?> entry) {
        String prefix = PACKAGE + ">";
        return entry.name().startsWith(prefix) ? entry.name() : prefix + entry.name();
    }

    /// The class of Keras's metric that watches a loss, or null if Keras has none.
    static @Nullable String metricOfLoss(String className) {
        return className.equals("LogCosh") ? "LogCoshError" : LOSSES_AND_METRICS.contains(className) ? className : null;
    }

    /// The loss that a metric's class watches, or null if it watches none.
    static Registry.@Nullable Entry<Loss> lossOfMetric(String className) {
        Registry.Entry<Loss> entry = Registry.LOSSES.find(className.equals("LogCoshError") ? "LogCosh" : className);
        return entry != null && metricOfLoss(entry.name()) != null ? entry : null;
    }
}
