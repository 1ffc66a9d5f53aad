package gradus.experiment.search;

import gradus.experiment.Json;
import gradus.experiment.comparisons.ComparisonFiles;
import gradus.experiment.comparisons.Machine;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.ReportFolder;
import gradus.experiment.reports.Chart;
import gradus.experiment.reports.Html;
import gradus.experiment.reports.SearchCharts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A search as files: `search.html` to read, `search.json` and `trials.csv` for programs.
public final class SearchFiles {
    private static final int SHOWN = 10;

    private SearchFiles() {}

    /// Writes all three, and returns their names.
    ///
    /// @param result result of the search
    /// @param folder the folder for the files
    /// @param command what repeats the search
    /// @param jobs how many runs were made side by side
    /// @return the names of the files
    /// @throws IOException if a file cannot be written
    public static List<String> write(SearchResult result, Path folder, String command, int jobs) throws IOException {
        ReportFolder files = new ReportFolder(folder);
        files.write("search.html", page(result, command, jobs));
        files.write("search.json", Json.pretty(toMap(result)));
        files.write("trials.csv", csv(result));
        return files.written();
    }

    /// {@return the result as texts, numbers, lists and maps}
    ///
    /// @param result result of the search
    public static Map<String, @Nullable Object> toMap(SearchResult result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("data", result.data());
        map.put(
                "space",
                result.search().space().stream().map(Parameter::toString).toList());
        map.put("trials", result.trials().size());
        map.put("tried", result.tried());
        map.put("stopped", result.stopped());
        map.put("diverged", result.diverged());
        map.put("broken", result.broken());
        map.put("watched", result.watched());
        Trial best = result.best();
        map.put("best", best == null ? null : best.choices());
        map.put("best_score", best == null ? null : best.score());
        map.put("best_epochs", best == null ? null : best.epochs());
        map.put("importance", result.importance());
        map.put("judged", result.judged() == null ? null : ComparisonFiles.toMap(result.judged()));
        return map;
    }

    private static String page(SearchResult result, String command, int jobs) {
        Html page = new Html("Search", NumberText.counted(result.trials().size(), "trial") + " on " + result.data());
        List<String> sentences = result.sentences();
        page.soft(sentences.getFirst());
        for (String sentence : sentences.subList(1, sentences.size())) {
            boolean real = sentence.startsWith("On ")
                    && result.judged() != null
                    && result.judged().contrasts().getFirst().real();
            page.verdict(real, sentence, "");
        }
        page.heading("The trials");
        double[] numbers = new double[result.trials().size()];
        Arrays.setAll(numbers, i -> i + 1.0);
        double[] scores = result.trials().stream().mapToDouble(Trial::score).toArray();
        page.soft("A dot is a trial at the most epochs it got; the line is the best so far of those that got all "
                + result.epochs() + ". A ring at the foot diverged or is broken.");
        page.charts(
                false,
                List.of(
                        SearchCharts.points(
                                "History", "trial", result.watched(), false, numbers, scores, result.bestSoFar()),
                        SearchCharts.bars("How much goes with each parameter", result.importance())));
        page.soft("The share of the spread of the ranks of first scores; parameters that act only together are not"
                + " seen, and with few trials chance makes every share larger.");
        page.heading("All together");
        page.soft("A line is a trial; the thick one is the best.");
        page.charts(false, List.of(parallel(result)));
        page.heading("One by one");
        page.charts(false, slices(result));
        page.heading("The best " + SHOWN);
        page.table(table(result));
        page.heading("Machine");
        page.definitions(Machine.describe(jobs).entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList());
        page.heading("Again");
        page.code(command);
        return page.toString();
    }

    private static Chart parallel(SearchResult result) {
        List<String> names = new ArrayList<>();
        List<String> lows = new ArrayList<>();
        List<String> highs = new ArrayList<>();
        for (Parameter parameter : result.search().space()) {
            names.add(parameter.name());
            boolean range = parameter.choices().isEmpty();
            lows.add(
                    range
                            ? NumberText.text(parameter.low())
                            : parameter.choices().getFirst());
            highs.add(
                    range
                            ? NumberText.text(parameter.high())
                            : parameter.choices().getLast());
        }
        double low = result.trials().stream()
                .mapToDouble(Trial::score)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        double high = result.trials().stream()
                .mapToDouble(Trial::score)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        names.add(result.watched());
        lows.add(NumberText.text(low));
        highs.add(NumberText.text(high));
        List<double[]> places = new ArrayList<>();
        int best = -1;
        for (Trial trial : result.trials()) {
            if (!Double.isFinite(trial.score())) {
                continue;
            }
            double[] place = new double[names.size()];
            for (int i = 0; i < place.length - 1; i++) {
                Parameter parameter = result.search().space().get(i);
                place[i] = parameter.place(String.valueOf(trial.choices().get(parameter.name())));
            }
            place[place.length - 1] = high > low ? (trial.score() - low) / (high - low) : 0.5;
            best = trial.equals(result.best()) ? places.size() : best;
            places.add(place);
        }
        return SearchCharts.parallel("Every trial across all parameters", names, lows, highs, places, best);
    }

    private static List<Chart> slices(SearchResult result) {
        List<Chart> charts = new ArrayList<>();
        double[] scores = result.trials().stream().mapToDouble(Trial::score).toArray();
        for (Parameter parameter : result.search().space()) {
            double[] x = result.trials().stream()
                    .mapToDouble(trial -> {
                        String value = String.valueOf(trial.choices().get(parameter.name()));
                        return parameter.choices().isEmpty()
                                ? Double.parseDouble(value)
                                : parameter.choices().indexOf(value) + 1;
                    })
                    .toArray();
            String name = parameter.choices().isEmpty()
                    ? parameter.name()
                    : parameter.name() + ": " + String.join(", ", parameter.choices());
            charts.add(SearchCharts.points(
                    parameter.name(), name, result.watched(), parameter.log(), x, scores, new double[0]));
        }
        return charts;
    }

    private static List<List<String>> table(SearchResult result) {
        List<List<String>> table = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("trial", result.watched(), "epochs"));
        result.search().space().forEach(parameter -> header.add(parameter.name()));
        table.add(header);
        result.trials().stream()
                .filter(trial -> Double.isFinite(trial.score()))
                .sorted((one, two) -> one.epochs() != two.epochs()
                        ? Integer.compare(two.epochs(), one.epochs())
                        : result.higherIsBetter()
                                ? Double.compare(two.score(), one.score())
                                : Double.compare(one.score(), two.score()))
                .limit(SHOWN)
                .forEach(trial -> {
                    List<String> row = new ArrayList<>(List.of(
                            Integer.toString(trial.number() + 1),
                            NumberText.text(trial.score()),
                            Integer.toString(trial.epochs())));
                    row.addAll(trial.choices().values());
                    table.add(row);
                });
        return table;
    }

    private static String csv(SearchResult result) {
        StringBuilder text = new StringBuilder("trial,bracket,state,epochs,score");
        result.search().space().forEach(parameter -> text.append(',').append(parameter.name()));
        text.append('\n');
        for (Trial trial : result.trials()) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(trial.number() + 1));
            row.add(Integer.toString(trial.bracket()));
            row.add(ReportFolder.field(trial.state()));
            row.add(Integer.toString(trial.epochs()));
            row.add(ReportFolder.field(trial.score()));
            trial.choices().values().forEach(value -> row.add(ReportFolder.field(value)));
            text.append(String.join(",", row)).append('\n');
        }
        return text.toString();
    }
}
