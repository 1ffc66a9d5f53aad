package gradus.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import gradus.internal.Records;
import gradus.kernels.Kernels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is kept of a run that is over. As [JSON][Json] it is the `result` in `run.json`, what `train --json`
/// prints, and a line in the log of a comparison.
///
/// @param key of its settings and data, where runs are found again by it: equal keys give equal results
/// @param task in lower case, or null if the run could not start or continues a model that names none
/// @param seed of everything random
/// @param epochs how many ran
/// @param parameters of the model
/// @param kernels their name, or null for a run of an earlier version
/// @param threads how many trained it
/// @param seconds of training
/// @param metrics of the finished model on the training rows; none if it has none
/// @param validation likewise on the validation rows
/// @param test likewise on the test rows
/// @param history logged values, one for each epoch; NaN where it was not computed
/// @param cost what it took, where that was counted
/// @param curve the loss by passes, where it was looked at
/// @param diverged how training met a non-finite value, or null
/// @param failed why the run could not start or end, or null
/// @param weightsSha256 of the finished weights, or null
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"key", "task", "seed", "epochs", "parameters", "kernels", "threads", "seconds", "loss"})
public record FinishedRun(
        @Nullable String key,
        @Nullable String task,
        long seed,
        int epochs,
        long parameters,
        @Nullable String kernels,
        int threads,
        double seconds,
        Map<String, Double> metrics,
        Map<String, Double> validation,
        Map<String, Double> test,
        Map<String, List<Double>> history,
        @Nullable Cost cost,
        @Nullable LossCurve curve,
        @Nullable String diverged,
        @Nullable String failed,
        @Nullable String weightsSha256) {
    /// Makes the maps unmodifiable.
    public FinishedRun {
        metrics = Collections.unmodifiableMap(metrics);
        validation = Collections.unmodifiableMap(validation);
        test = Collections.unmodifiableMap(test);
        history = Collections.unmodifiableMap(history);
    }

    /// What a run took.
    ///
    /// @param passes how often rows went forward and back, which is how many updates were made
    /// @param gradients how many rows went forward and back: one gradient each
    /// @param memory in bytes, of weights, gradients, optimizer state, and layer outputs with their gradients of a
    ///     batch
    /// @param processor seconds of a processor, or null where they were not measured
    public record Cost(
            long passes,
            long gradients,
            long memory,
            @Nullable Double processor) {}

    /// Makes the record of a run that came to its end.
    ///
    /// @param key of its settings and data, or null if it is not found again by one
    /// @param experiment the run
    /// @param outcome what it left
    /// @param threads how many trained it
    /// @param cost what it took, or null
    /// @param curve the loss by passes, or null
    /// @return the record
    public static FinishedRun of(
            @Nullable String key,
            Experiment experiment,
            Outcome outcome,
            int threads,
            @Nullable Cost cost,
            @Nullable LossCurve curve) {
        FinishedRun run = new FinishedRun(
                key,
                experiment.isForeign() ? null : experiment.task().name().toLowerCase(Locale.ROOT),
                experiment.settings().seed(),
                outcome.history().epochs().size(),
                experiment.model().parameterCount(),
                Kernels.current().name(),
                threads,
                outcome.seconds(),
                outcome.train().metrics(),
                metrics(outcome.validation()),
                metrics(outcome.test()),
                outcome.history().values(),
                cost,
                curve,
                null,
                null,
                outcome.model().weightsSha256());
        return run.measures().values().stream().allMatch(Double::isFinite)
                ? run
                : Records.with(run, "diverged", "the finished model gives non-finite values");
    }

    private static Map<String, Double> metrics(@Nullable Judgement judgement) {
        return judgement == null ? Map.of() : judgement.metrics();
    }

    /// {@return the loss of the last epoch, as it was logged; NaN if there is none}
    @JsonProperty
    public double loss() {
        List<Double> losses = history.getOrDefault("loss", List.of());
        return losses.isEmpty() ? Double.NaN : losses.getLast();
    }

    /// {@return every value of the finished model: `test_accuracy`, `val_loss`, `train_loss` and so on}
    public Map<String, Double> measures() {
        Map<String, Double> measures = new LinkedHashMap<>();
        test.forEach((name, value) -> measures.put("test_" + name, value));
        validation.forEach((name, value) -> measures.put("val_" + name, value));
        metrics.forEach((name, value) -> measures.put("train_" + name, value));
        return measures;
    }

    /// {@return a value of the finished model, or NaN if the run has none}
    ///
    /// @param name the name
    public double measure(String name) {
        return measures().getOrDefault(name, Double.NaN);
    }

    /// {@return whether the run ended with finite numbers}
    public boolean finished() {
        return diverged == null && failed == null;
    }

    /// {@return how often rows went forward and back; 0 if that was not counted}
    public long passes() {
        return cost == null ? 0 : cost.passes();
    }

    /// {@return how many rows went forward and back; 0 if that was not counted}
    public long gradients() {
        return cost == null ? 0 : cost.gradients();
    }

    /// {@return bytes of training beside the data; 0 if they were not counted}
    public long memory() {
        return cost == null ? 0 : cost.memory();
    }

    /// {@return seconds of a processor for training and judging; NaN if they were not measured}
    public double processorSeconds() {
        return cost == null || cost.processor() == null ? Double.NaN : cost.processor();
    }

    /// {@return the passes until the loss was at most a target, see [LossCurve#passesTo(double)]; NaN if it never was,
    /// or was not looked at}
    ///
    /// @param target the loss to reach
    public double passesTo(double target) {
        return curve == null ? Double.NaN : curve.passesTo(target);
    }
}
