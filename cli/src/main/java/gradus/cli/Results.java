package gradus.cli;

import gradus.History;
import gradus.experiment.Experiment;
import gradus.experiment.Judgement;
import gradus.experiment.Outcome;
import gradus.kernels.Kernels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The result of a run, for programs.
final class Results {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Results() {}

    static Map<String, Object> of(Experiment experiment, Outcome outcome, int threads) {
        History history = outcome.history();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("task", experiment.task().name().toLowerCase(Locale.ROOT));
        result.put("seed", experiment.settings().seed());
        result.put("epochs", history.epochs().size());
        result.put("parameters", experiment.model().parameterCount());
        result.put("kernels", Kernels.current().name());
        result.put("threads", threads);
        result.put("seconds", outcome.seconds());
        result.put("loss", history.last("loss"));
        result.put("metrics", finite(outcome.train().metrics()));
        result.put("validation", metrics(outcome.validation()));
        result.put("test", metrics(outcome.test()));
        result.put("history", history(history));
        result.put("weights_sha256", outcome.model().weightsSha256());
        return result;
    }

    static Map<String, @Nullable Double> metrics(@Nullable Judgement judgement) {
        return judgement == null ? new LinkedHashMap<>() : finite(judgement.metrics());
    }

    private static Map<String, List<@Nullable Double>> history(History history) {
        Map<String, List<@Nullable Double>> columns = new LinkedHashMap<>();
        history.values()
                .forEach((name, values) -> columns.put(
                        name,
                        values.stream().<@Nullable Double>map(Results::finite).toList()));
        return columns;
    }

    private static Map<String, @Nullable Double> finite(Map<String, Double> values) {
        Map<String, @Nullable Double> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, finite(value)));
        return copy;
    }

    /// JSON has no NaN.
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static String line(Object value) {
        return JSON.writeValueAsString(value);
    }

    static String pretty(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }
}
