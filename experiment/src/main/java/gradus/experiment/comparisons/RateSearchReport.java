package gradus.experiment.comparisons;

import gradus.experiment.reports.Chart;
import gradus.experiment.reports.Html;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search for a learning rate as files: `lr-find.html` to read, `lr-find.csv` for programs.
public final class RateSearchReport {
    private RateSearchReport() {}

    /// Writes both, and returns their names.
    ///
    /// @param search the search
    /// @param folder the folder for the files
    /// @param data what was learned from
    /// @param optimizer whose rate it is
    /// @param command what repeats the test
    /// @return the names of the files
    /// @throws IOException if a file cannot be written
    public static List<String> write(RateSearch search, Path folder, String data, String optimizer, String command)
            throws IOException {
        ReportFolder files = new ReportFolder(folder);
        files.write("lr-find.html", page(search, data, optimizer, command).toString());
        RangeTest test = search.test();
        StringBuilder csv = new StringBuilder("learning_rate,loss,smoothed\n");
        for (int i = 0; i < test.rates().length; i++) {
            csv.append(test.rates()[i]).append(',').append(test.losses()[i]).append(',');
            csv.append(test.smoothed()[i]).append('\n');
        }
        files.write("lr-find.csv", csv.toString());
        return files.written();
    }

    /// {@return the search without title and style, to be shown in a page that has its own}
    ///
    /// @param search the search
    /// @param data name of the data
    /// @param optimizer the optimizer
    /// @param command the command
    public static String content(RateSearch search, String data, String optimizer, String command) {
        return page(search, data, optimizer, command).content();
    }

    private static Html page(RateSearch search, String data, String optimizer, String command) {
        RangeTest test = search.test();
        Html page = new Html("A learning rate", optimizer + " on " + data);
        page.verdict(
                search.rate() != null,
                sentence(search),
                "A place to start from, not a proof. Compare rates around it over seeds with gradus compare --vary"
                        + " learning_rate=…");
        List<String> names = new ArrayList<>(List.of("smoothed", "batch by batch"));
        List<Chart.Line> lines = new ArrayList<>(List.of(
                new Chart.Line(test.rates(), shown(test, test.smoothed()), null, null),
                new Chart.Line(test.rates(), shown(test, test.losses()), null, null)));
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Chart.Line line : lines) {
            for (double value : line.middle()) {
                if (Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        mark(names, lines, "valley", test.valley(), low, high);
        mark(names, lines, "suggested", search.rate(), low, high);
        mark(names, lines, "divergence", test.divergedAt(), low, high);
        page.legend(names);
        List<Chart> charts = new ArrayList<>(
                List.of(Chart.lines("Loss while the rate grows", "learning rate", "loss", true, false, lines)));
        Tuning trials = search.trials();
        if (trials != null) {
            double[] rates = new double[trials.points().size()];
            double[] losses = new double[rates.length];
            for (int i = 0; i < rates.length; i++) {
                rates[i] = Double.parseDouble(trials.points().get(i).value());
                losses[i] = trials.points().get(i).mean();
            }
            charts.add(Chart.lines(
                    "Loss after training at a rate",
                    "learning rate",
                    search.loss(),
                    true,
                    false,
                    List.of(new Chart.Line(rates, losses, null, null))));
        }
        page.charts(false, charts);
        if (!command.isEmpty()) {
            page.heading("Again");
            page.code(command);
        }
        return page;
    }

    private static void mark(
            List<String> names, List<Chart.Line> lines, String name, @Nullable Double rate, double low, double high) {
        if (rate != null) {
            names.add(name + " " + NumberText.text(rate));
            lines.add(new Chart.Line(new double[] {rate, rate}, new double[] {low, high}, null, null));
        }
    }

    /// Without the explosion, beside which all else is flat.
    private static double[] shown(RangeTest test, double[] values) {
        double start = test.smoothed().length == 0 ? 1 : test.smoothed()[0];
        double[] shown = values.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = Math.abs(shown[i]) > 2 * Math.abs(start) ? Double.NaN : shown[i];
        }
        return shown;
    }

    /// {@return what is suggested, in words}
    ///
    /// @param search the search
    public static String sentence(RateSearch search) {
        RangeTest test = search.test();
        String end = test.divergedAt() == null
                ? "it did not diverge up to " + NumberText.text(test.rates()[test.rates().length - 1])
                : "it diverged at " + NumberText.text(test.divergedAt());
        Double rate = search.rate();
        if (rate == null || test.valley() == null) {
            return "The loss does not fall at any rate: no suggestion; " + end + ".";
        }
        Tuning trials = search.trials();
        String valley = NumberText.text(test.valley());
        if (trials == null) {
            return "Suggested: " + valley + ", the valley of the range test; " + end + ".";
        }
        return "Suggested: " + NumberText.text(rate) + ", with the lowest "
                + search.loss().replace('_', ' ') + " of "
                + trials.points().size() + " rates from "
                + trials.points().getFirst().value() + " to "
                + trials.points().getLast().value() + ", after "
                + (search.epochs() == 1 ? "" : "at most ") + NumberText.counted(search.epochs(), "epoch")
                + ". The range test has its valley at " + valley + "; " + end + ".";
    }
}
