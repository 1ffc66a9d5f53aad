package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command takes a Parquet file where it takes a CSV file, with the same results.
class ParquetTest {
    private static final Path FILES = Path.of("../parquet/src/test/resources/gradus/parquet");
    private static final Path PARQUET = FILES.resolve("rides-zstd.parquet");
    private static final Path CSV = FILES.resolve("rides.csv");

    @TempDir
    private Path folder = Path.of("");

    private Ran train(Path data) {
        return Ran.of(
                "train",
                data,
                "--target",
                "fare",
                "--missing",
                "indicator",
                "--net",
                "mlp",
                "--epochs",
                2,
                "--quiet",
                "--json",
                "--out",
                folder.resolve(data.getFileName()));
    }

    private static Object figures(Ran ran) {
        return Objects.requireNonNull(ran.json().get("metrics"));
    }

    @Test
    void train_predict_evaluate_giveWhatTheyGiveForCsv() throws Exception {
        Ran trained = train(PARQUET);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(figures(trained)).isNotNull().isEqualTo(figures(train(CSV)));
        Path model = Ran.model(folder.resolve("rides-zstd.parquet"));
        Ran predicted = Ran.of("predict", model, PARQUET, "--out", folder.resolve("p.csv"));
        assertThat(predicted.out()).startsWith("600 predictions written to ");
        Ran.of("predict", model, CSV, "--out", folder.resolve("c.csv"));
        assertThat(folder.resolve("p.csv")).hasSameTextualContentAs(folder.resolve("c.csv"));
        Ran judged = Ran.of("evaluate", model, PARQUET, "--json");
        assertThat(judged.out()).contains("on 600 rows of rides-zstd.parquet");
        assertThat(figures(judged)).isEqualTo(figures(Ran.of("evaluate", model, CSV, "--json")));
    }

    @Test
    void compare_runsOnAFolder() {
        Ran ran = Ran.of(
                "compare",
                FILES.resolve("by-year"),
                "--target",
                "fare",
                "--missing",
                "mean",
                "--net",
                "mlp",
                "--epochs",
                1,
                "--vary",
                "optimizer=sgd,adam",
                "--seeds",
                2,
                "--out",
                folder.resolve("compared"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("adam");
    }

    @Test
    void brokenFile_isASentence() throws Exception {
        Path broken = Files.writeString(folder.resolve("rides.parquet"), "PAR1 and no more");
        Ran ran = Ran.of("train", broken, "--target", "fare");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("gradus: cannot read " + broken + ": it is damaged");
    }
}
