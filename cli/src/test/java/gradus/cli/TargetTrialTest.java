package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How `train` learns skewed numbers and counts, unless one says so.
class TargetTrialTest {
    @TempDir
    private Path folder = Path.of("");

    /// Counts whose logarithm is a line.
    private Path visits() throws IOException {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("hour,sun,visits\n");
        for (int i = 0; i < 120; i++) {
            double hour = random.nextDouble();
            double sun = random.nextDouble();
            int visits = 0;
            double mean = Math.exp(4 * hour + 2 * sun - 3);
            for (double p = random.nextDouble(); p > Math.exp(-mean); visits++) {
                p *= random.nextDouble();
            }
            text.append(String.format(Locale.ROOT, "%.3f,%.3f,%d%n", hour, sun, visits));
        }
        return Files.writeString(folder.resolve("visits.csv"), text);
    }

    /// What a note says that the errors were, the way that was chosen first.
    private static Map<String, Double> errors(String text) {
        Map<String, Double> errors = new LinkedHashMap<>();
        Matcher found = Pattern.compile(
                        "(standardized|by its logarithm|as counts)(?:, with an? [\\w ]+ of)? ([\\d.]*\\d)")
                .matcher(text);
        while (found.find()) {
            errors.put(found.group(1), Double.parseDouble(found.group(2)));
        }
        return errors;
    }

    @Test
    void waysAreTried_andTheBestIsTaken() throws IOException {
        Path table = visits();
        Path out = folder.resolve("run");
        Ran ran = Ran.of("train", table, "--target", "visits", "--budget", "1s", "--out", out);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("Note: the target is learned ", " on rows that were held out in a trial; ", "100%")
                .contains(" Choose another way with --transform ")
                .doesNotContain("looks like counts");
        Map<String, Double> errors = errors(ran.out());
        assertThat(errors.keySet()).containsExactlyInAnyOrder("standardized", "by its logarithm", "as counts");
        String chosen = errors.keySet().iterator().next();
        double least =
                errors.values().stream().mapToDouble(error -> error).min().orElseThrow();
        assertThat(errors.get(chosen)).isLessThan(1.011 * least);
        assertThat(Files.readString(out.resolve("run.json"))).contains("the target is learned " + chosen);
        assertThat(Files.readString(out.resolve("report.html"))).contains("the target is learned " + chosen);
        String summary = Model.load(Ran.model(out)).summary();
        assertThat(summary.contains("target_logarithm")).isEqualTo(chosen.equals("by its logarithm"));
        Ran predicted = Ran.of("predict", Ran.model(out), table, "--intervals", 0.9);
        assertThat(predicted.out().lines()).hasSize(121).first().isEqualTo("visits,low,high");
        Ran quantiles = Ran.of("predict", Ran.model(out), table, "--quantiles", 0.05);
        assertThat(quantiles.out().lines()).hasSize(121).first().isEqualTo("visits,visits_q5");
        Ran evaluated = Ran.of("evaluate", Ran.model(out), table);
        assertThat(evaluated.out()).contains("root_mean_squared_error");
    }

    @Test
    void chosenWay_isNotTried_andTrainingGoesOnFromItsFile() throws IOException {
        Path table = visits();
        for (String way : new String[] {"counts", "log", "rank"}) {
            Path out = folder.resolve(way);
            Ran ran = Ran.of(
                    "train",
                    table,
                    "--target",
                    "visits",
                    "--transform",
                    way,
                    "--net",
                    "mlp",
                    "--epochs",
                    60,
                    "--out",
                    out);
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).doesNotContain("looks like counts", "in a trial");
            if (way.equals("log")) {
                intervalsGoByAFactor(Ran.of("predict", Ran.model(out), table, "--intervals", 0.8));
            }
            Ran more = Ran.of("train", table, "--from", Ran.model(out), "--epochs", 2, "--json");
            assertThat(more.code()).as(more.err()).isZero();
            Map<?, ?> train = (Map<?, ?>) more.json().get("metrics");
            assertThat((Double) Objects.requireNonNull(train).get("r2_score"))
                    .as(way)
                    .isGreaterThan(0.5);
        }
    }

    /// With 1 added before the logarithm, because some rows have no visit.
    private static void intervalsGoByAFactor(Ran predicted) {
        assertThat(predicted.code()).as(predicted.err()).isZero();
        double[] factors = predicted
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .mapToDouble(cells -> (Double.parseDouble(cells[2]) + 1) / (Double.parseDouble(cells[0]) + 1))
                .toArray();
        assertThat(factors).hasSize(120);
        for (double factor : factors) {
            assertThat(factor).isCloseTo(factors[0], within(1e-4 * factors[0]));
        }
    }

    @Test
    void ensembleOfCounts_neverPredictsLessThanNone_andAbsoluteErrorsAreTriedByTheirMean() throws IOException {
        Path table = visits();
        Path out = folder.resolve("run");
        Ran ran = Ran.of("train", table, "--target", "visits", "--transform", "counts", "--budget", "1s", "--out", out);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("networks by the recipe of RealMLP").doesNotContain("in a trial");
        assertThat(Ran.of("predict", Ran.model(out), table).out().lines().skip(1))
                .allSatisfy(line -> assertThat(Double.parseDouble(line)).isNotNegative());
        Ran absolute = Ran.of("train", table, "--target", "visits", "--net", "linear", "--metric", "mae", "--quiet");
        assertThat(absolute.code()).isZero();
        assertThat(absolute.err()).contains("with a mean absolute error of");
    }
}
