package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateSearchTest {
    private static final Settings IRIS =
            Settings.of("iris").with("optimizer", "adam").with("epochs", "5").with("patience", "0");

    private int runs;

    private RateSearch search(Settings settings, double lowest, double highest, int passes, int threads) {
        return RateSearch.of(
                settings, new CsvOptions(), lowest, highest, 40, passes, threads, (done, total, run) -> runs++);
    }

    @Test
    void theRate_isTheBestOfThoseAroundTheValley(@TempDir Path folder) throws IOException {
        RateSearch search = search(IRIS, 1e-5, 10, RateSearch.PASSES, 1);

        Tuning trials = Objects.requireNonNull(search.trials());
        assertThat(trials.points()).hasSizeGreaterThanOrEqualTo(7);
        assertThat(runs).as("seeds of small data").isEqualTo(8 * trials.points().size());
        assertThat(search.epochs()).isEqualTo(5);
        assertThat(trials.best())
                .as("not at an edge")
                .isBetween(1, trials.points().size() - 2);
        assertThat(search.rate()).isEqualTo(Double.parseDouble(trials.value())).isBetween(0.01, 1.0);
        assertThat(RateSearchReport.sentence(search))
                .contains("Suggested: " + trials.value() + ", with the lowest val loss of ", "after at most 5 epochs.");
        assertThat(search(IRIS, 1e-5, 10, RateSearch.PASSES, 2).trials()).isEqualTo(trials);

        assertThat(RateSearchReport.write(search, folder, "iris", "adam", "gradus lr-find iris"))
                .containsExactly("lr-find.html", "lr-find.csv");
        assertThat(Files.readString(folder.resolve("lr-find.html")))
                .contains("<svg", "Loss after training at a rate")
                .doesNotContain("<script", "http");
        assertThat(Files.readAllLines(folder.resolve("lr-find.csv")))
                .hasSize(search.test().rates().length + 1);
    }

    @Test
    void trainings_fitThePasses_andStayInTheRange() {
        RateSearch narrow = search(IRIS, 1e-3, 0.1, 14 * 20, 1);

        assertThat(narrow.epochs()).as("20 passes each").isBetween(1, 5);
        assertThat(runs).isBetween(5 * 2, 5 * 4);
        assertThat(Objects.requireNonNull(narrow.trials()).points())
                .extracting(Tuning.Point::value)
                .isSubsetOf("0.001", "0.003", "0.01", "0.03", "0.1");

        RateSearch few = search(IRIS, 1e-5, 10, 14 * 19, 1);
        assertThat(few.trials()).as("too few passes to say anything").isNull();
        assertThat(few.rate()).isEqualTo(few.test().valley());
    }
}
