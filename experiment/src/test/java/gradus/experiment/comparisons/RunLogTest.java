package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.DataException;
import gradus.experiment.FinishedRun;
import gradus.experiment.LossCurve;
import gradus.internal.Records;
import gradus.training.DiskErrors;
import gradus.training.FaultyDisk;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    private static FinishedRun run(String key, double loss) {
        return new FinishedRun(
                key,
                "regression",
                7,
                3,
                11,
                "scalar",
                1,
                1.5,
                Map.of("loss", 0.125),
                Map.of(),
                Map.of("loss", loss),
                Map.of("loss", List.of(0.9, 0.5, loss)),
                new FinishedRun.Cost(30, 960, 4096, 0.25),
                new LossCurve(List.of(0L, 10L, 20L), List.of(1.0, 0.5, loss)),
                null,
                null,
                "ab".repeat(32));
    }

    @Test
    void runs_areFoundAgain_equalInAllButTheirFile(@TempDir Path folder) {
        Path file = folder.resolve("runs.jsonl");
        RunLog log = RunLog.create(file);
        log.add(run("one", 0.25));
        log.add(run("two", 0.125));

        RunLog again = RunLog.resume(file);
        assertThat(again.size()).isEqualTo(2);
        assertThat(again.find("one")).isEqualTo(run("one", 0.25));
        assertThat(again.find("three")).isNull();
        assertThat(again.seconds()).isEqualTo(3);
    }

    @Test
    void valuesThatAreNotFinite_comeBackAsNaN(@TempDir Path folder) {
        Path file = folder.resolve("runs.jsonl");
        RunLog.create(file).add(run("one", Double.POSITIVE_INFINITY));
        FinishedRun back = Objects.requireNonNull(RunLog.resume(file).find("one"));
        assertThat(back.measure("test_loss")).isNaN();
        assertThat(back.history().get("loss")).containsExactly(0.9, 0.5, Double.NaN);
    }

    @Test
    void aLineOfAnEarlierVersion_isRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("runs.jsonl"), """
                {"key":"old","seed":7,"diverged":null,"failed":null,"measures":{"test_loss":0.25,"val_loss":null,\
                "train_mean_squared_error":0.125},"history":{"loss":[0.9,null,0.25]},"epochs":3,"passes":30,\
                "gradients":960,"seconds":1.5,"memory":4096,"weights":"abcd"}
                """);
        FinishedRun run = Objects.requireNonNull(RunLog.resume(file).find("old"));
        assertThat(run.measure("test_loss")).isEqualTo(0.25);
        assertThat(run.measure("val_loss")).isNaN();
        assertThat(run.measure("train_mean_squared_error")).isEqualTo(0.125);
        assertThat(run.history().get("loss")).containsExactly(0.9, Double.NaN, 0.25);
        assertThat(List.of(run.passes(), run.gradients(), run.memory())).containsExactly(30L, 960L, 4096L);
        assertThat(run.seed()).isEqualTo(7);
        assertThat(run.seconds()).isEqualTo(1.5);
        assertThat(run.weightsSha256()).isEqualTo("abcd");
        assertThat(run.finished()).isTrue();
    }

    @Test
    void aLineWithoutARun_isRefused(@TempDir Path folder) throws Exception {
        for (String line : List.of("{}", "[1]", "{\"key\":\"one\"}", "{\"key\":\"one\",\"measures\":{\"best\":1}}")) {
            Path file = Files.writeString(folder.resolve("runs.jsonl"), line + "\n" + line + "\n");
            assertThatThrownBy(() -> RunLog.resume(file)).as(line).hasMessageContaining("line 1");
        }
    }

    @Test
    void aLastLineThatWasCutOff_isLeftOut(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("runs.jsonl");
        RunLog log = RunLog.create(file);
        log.add(run("one", 0.25));
        String whole = Files.readString(file);
        Files.writeString(file, whole + whole.substring(0, whole.length() / 2));

        RunLog again = RunLog.resume(file);
        again.add(run("two", 0.5));
        assertThat(RunLog.resume(file).size()).isEqualTo(2);
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void aDamagedLineBeforeTheLast_isRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("runs.jsonl");
        RunLog.create(file).add(run("one", 0.25));
        Files.writeString(file, "{\"key\":\n" + Files.readString(file));
        assertThatThrownBy(() -> RunLog.resume(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void create_overwritesNobodysResults(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("runs.jsonl"));
        assertThatThrownBy(() -> RunLog.create(file)).isInstanceOf(DataException.class);
        assertThat(RunLog.resume(folder.resolve("none.jsonl")).size()).isZero();
    }

    @Test
    void inMemory_keepsRunsToo() {
        RunLog log = RunLog.inMemory();
        log.add(run("one", 0.25));
        assertThat(log.find("one")).isNotNull();
    }

    @Test
    void passesTo_areThoseOfTheCurve() {
        FinishedRun run = run("one", 0.25);
        assertThat(run.passesTo(0.5)).isEqualTo(10);
        assertThat(run.passesTo(0.1)).isNaN();
        assertThat(Records.with(run, "curve", null).passesTo(0.5)).isNaN();
        assertThat(run.finished()).isTrue();
        assertThat(run.measure("test_accuracy")).isNaN();
    }

    @Test
    void diskErrors_costNoRunThatWasThere(@TempDir Path folder) throws Exception {
        DiskErrors.everyOperation(
                folder,
                place -> RunLog.create(place.resolve("runs.jsonl")).add(run("one", 0.25)),
                place -> RunLog.resume(place.resolve("runs.jsonl")).add(run("two", 0.5)));
        Path file = folder.resolve("runs.jsonl");
        RunLog log = RunLog.create(new FaultyDisk("No space left on device", 3).path(file));
        log.add(run("one", 0.25));
        assertThatThrownBy(() -> log.add(run("two", 0.5)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left on device");
        log.add(run("three", 0.5));
        assertThat(RunLog.resume(file).size()).isEqualTo(2);
    }
}
