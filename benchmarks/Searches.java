import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import gradus.experiment.comparisons.Variation;
import gradus.experiment.search.Parameter;
import gradus.experiment.search.Search;
import gradus.experiment.search.SearchResult;
import gradus.experiment.search.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// The objective that searches are compared on: trainings, asked for in lines, for `benchmarks/searches`.
///
/// - `data NAME name=value … -- SPACE …` says what the following lines are about: data, settings of all runs, space
/// - `run SEED EPOCHS name=value …` answers with the score on the validation rows and their loss
/// - `search METHOD TRIALS SEED` answers with the epochs that a search of Gradus trained in all, and what it chose
/// - `judge RUNS name=value …` answers with the mean score on test rows, over seeds that no search sees
///
/// Scores are such that less is better: 1 − accuracy, or the root mean squared error.
public final class Searches {
    private static final long FRESH = 5_000_000;

    private final Settings base;
    private final List<Parameter> space;
    private final String data;
    private Runner runner;
    private final String metric;
    private final boolean up;

    private Searches(List<String> words) {
        data = words.getFirst();
        Settings settings = Settings.of(data).with("patience", "0");
        for (String word : words.subList(1, words.indexOf("--"))) {
            settings = settings.with(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        base = settings;
        space = words.subList(words.indexOf("--") + 1, words.size()).stream()
                .map(Parameter::parse)
                .toList();
        runner = fresh();
        Experiment first = runner.experiment(base);
        metric = first.task().metrics().getFirst().name();
        up = metric.equals("accuracy");
    }

    private Runner fresh() {
        return new Runner(data, new CsvOptions(), RunLog.inMemory(), 1, (done, total, run) -> {});
    }

    /// Answers until the lines end.
    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, Searches> known = new LinkedHashMap<>();
        Searches searches = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("data")) {
                List<String> given = Arrays.asList(words).subList(1, words.length);
                searches = known.computeIfAbsent(line, key -> new Searches(given));
                continue;
            }
            System.out.println(
                    switch (words[0]) {
                        case "run" -> searches.run(Long.parseLong(words[1]), words[2], choices(words, 3));
                        case "search" -> searches.search(words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]));
                        default -> searches.judge(Integer.parseInt(words[1]), choices(words, 2));
                    });
            System.out.flush();
        }
    }

    private static Map<String, String> choices(String[] words, int from) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (String word : Arrays.asList(words).subList(from, words.length)) {
            choices.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        return choices;
    }

    private String run(long seed, String epochs, Map<String, String> choices) {
        FinishedRun run = made(seed, choices, Integer.parseInt(epochs));
        return score(run, "val_") + " " + run.measure("val_loss");
    }

    private FinishedRun made(long seed, Map<String, String> choices, int epochs) {
        Settings given = base.seed(seed);
        Settings explicit = Variation.explicit(given, runner.experiment(given));
        return runner.run(List.of(TrainingOptions.EPOCHS.with(Variation.apply(explicit, choices), epochs)))
                .getFirst();
    }

    private double score(FinishedRun run, String rows) {
        return score(run.finished() ? run.measure(rows + metric) : Double.NaN);
    }

    private double score(double value) {
        return up ? 1 - value : value;
    }

    private String search(String method, int trials, long seed) {
        runner = fresh();
        Search search = new Search(
                base.seed(seed), space, trials, Search.Method.valueOf(method.toUpperCase(Locale.ROOT)), 1);
        SearchResult result = search.run(runner);
        int epochs = 0;
        for (Trial trial : result.trials()) {
            for (Trial.Rung rung : trial.rungs()) {
                epochs += rung.epochs();
            }
        }
        List<String> chosen = new ArrayList<>();
        result.best().choices().forEach((name, value) -> chosen.add(name + "=" + value));
        return epochs + " " + score(result.best().score()) + " " + String.join(" ", chosen);
    }

    private String judge(int runs, Map<String, String> choices) {
        OptionalDouble mean = java.util.stream.LongStream.range(0, runs)
                .mapToObj(i -> made(FRESH + i, choices, runner.experiment(base).epochs()))
                .filter(FinishedRun::finished)
                .mapToDouble(run -> score(run, "test_"))
                .average();
        return Double.toString(mean.orElse(Double.NaN));
    }
}
