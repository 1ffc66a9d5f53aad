package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.tables.Advice;
import gradus.data.tables.Target;
import gradus.problems.Task;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a model predicts for one row.
///
/// @param probabilities by label, in the order of the labels; empty for a regression
/// @param labels the labels that hold: one of several classes, any number of several labels a row; empty for a
/// regression
/// @param values by target column; empty for labels
/// @param intervals of the value; null if the model has none
/// @param quantiles of the values; null if the model has none
/// @param warnings what of the row the training rows lack: unknown categories, missing values, numbers far outside
public record Prediction(
        Map<String, Double> probabilities,
        List<String> labels,
        Map<String, Double> values,
        @Nullable PredictionIntervals intervals,
        @Nullable PredictionQuantiles quantiles,
        List<Advice> warnings) {
    /// Copies lists and maps.
    public Prediction {
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        labels = List.copyOf(labels);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        warnings = List.copyOf(warnings);
    }

    /// A range of numbers.
    ///
    /// @param low the smallest
    /// @param high the largest
    public record Interval(double low, double high) {}

    /// Names the outputs of a model.
    ///
    /// @param outputs for one row
    static Prediction of(
            Target target,
            float[] outputs,
            Decision decision,
            @Nullable PredictionIntervals intervals,
            @Nullable PredictionQuantiles quantiles,
            List<Advice> warnings) {
        Map<String, Double> named = new LinkedHashMap<>();
        boolean numbers = target.task() == Task.REGRESSION;
        List<String> names = numbers ? target.columns() : Decision.names(target);
        for (int j = 0; j < names.size(); j++) {
            boolean binary = target.task() == Task.BINARY;
            named.put(names.get(j), binary ? j == 0 ? 1.0 - outputs[0] : outputs[0] : (double) outputs[j]);
        }
        return new Prediction(
                numbers ? Map.of() : named,
                decision.labels(target, outputs),
                numbers ? named : Map.of(),
                intervals,
                quantiles,
                warnings);
    }

    /// {@return the class}
    /// @throws IllegalArgumentException if the model predicts numbers, or several labels a row
    public String label() {
        require(
                labels.size() == 1 && values.isEmpty(),
                "the model must predict one of several classes to have a label, got %s",
                values.isEmpty() ? labels : values);
        return labels.getFirst();
    }

    /// Returns the probability of a label.
    ///
    /// @param label a label of the target, or a target column of several labels a row
    /// @return the probability
    /// @throws IllegalArgumentException if the model does not know the label
    public double probability(String label) {
        Double probability = probabilities.get(label);
        if (probability == null) {
            throw new IllegalArgumentException(
                    "a label must be one of " + probabilities.keySet() + ", got \"" + label + "\"");
        }
        return probability;
    }

    /// {@return the number that is predicted}
    /// @throws IllegalArgumentException if the model predicts labels, or several numbers
    public double value() {
        require(values.size() == 1, "the model must predict one number to have a value, got %s", this);
        return values.values().iterator().next();
    }

    /// Returns an interval around the [value][#value()] that holds the true one with a stated probability.
    ///
    /// @param coverage the probability, in (0, 1)
    /// @return the interval
    /// @throws IllegalArgumentException if the model has no intervals, or none of this coverage
    public Interval interval(double coverage) {
        PredictionIntervals known = intervals;
        if (known == null) {
            throw new IllegalArgumentException("the model must know its errors on rows that it did not see, as one does"
                    + " that was trained for one number with at least 20 test rows, or with net auto or realmlp");
        }
        return known.around(value(), coverage);
    }

    /// Returns the number below which the true one lies with a stated probability.
    ///
    /// @param level the probability, in (0, 1)
    /// @return the quantile of the [value][#value()]
    /// @throws IllegalArgumentException if the model has no quantiles, or none of this level
    public double quantile(double level) {
        return PredictionQuantiles.required(quantiles).of(0, value(), level);
    }

    /// Returns quantiles of all values.
    ///
    /// @param levels their levels, each in (0, 1)
    /// @return the quantiles by names such as `price_q10`
    /// @throws IllegalArgumentException if the model has no quantiles, or none of these levels
    public Map<String, Double> quantiles(List<Double> levels) {
        PredictionQuantiles known = PredictionQuantiles.required(quantiles);
        Map<String, Double> named = new LinkedHashMap<>();
        int target = 0;
        for (Map.Entry<String, Double> value : values.entrySet()) {
            for (double level : levels) {
                named.put(PredictionQuantiles.name(value.getKey(), level), known.of(target, value.getValue(), level));
            }
            target++;
        }
        return named;
    }
}
