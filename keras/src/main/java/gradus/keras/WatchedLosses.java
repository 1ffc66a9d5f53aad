package gradus.keras;

import gradus.losses.Loss;
import gradus.losses.MeanSquaredError;
import gradus.metrics.LossMetric;
import gradus.metrics.Metric;
import gradus.registry.Registry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Losses that are watched as metrics, and the names that they get in files.
final class WatchedLosses {
    /// Any loss that is watched, as Gradus writes it.
    static final Registry.Entry<Metric> LOSS_METRIC =
            new Registry.Entry<>("LossMetric", "gradus", null, new LossMetric(new MeanSquaredError()), 1);

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

    private WatchedLosses() {}

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
