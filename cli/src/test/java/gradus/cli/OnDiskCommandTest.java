package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A table on disk trains the network that it trains in memory, also after a break.
class OnDiskCommandTest {
    private static final Path FILES = Path.of("../parquet/src/test/resources/gradus/parquet");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void useAFolderOfItsOwn() {
        System.setProperty("gradus.cache", folder.resolve("cache").toString());
    }

    @AfterEach
    void restore() {
        System.clearProperty("gradus.cache");
    }

    private Ran train(String data, String out, Object... more) {
        Object[] all = {
            "train",
            FILES.resolve(data),
            "--target",
            "fare",
            "--missing",
            "indicator",
            "--quiet",
            "--json",
            "--out",
            folder.resolve(out)
        };
        Object[] arguments = java.util.Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, arguments, all.length, more.length);
        Ran ran = Ran.of(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran;
    }

    private float[] weights(String run) {
        return Model.load(Ran.model(folder.resolve(run))).parameters().values();
    }

    @Test
    void train_givesTheSameBits_forCsvAndParquet() {
        train("rides.csv", "memory", "--net", "mlp", "--epochs", 3);
        train("rides.csv", "csv", "--epochs", 3, "--on-disk");
        train("rides-zstd.parquet", "parquet", "--epochs", 3, "--on-disk");
        assertThat(weights("csv")).isEqualTo(weights("memory"));
        assertThat(weights("parquet")).isEqualTo(weights("memory"));
    }

    @Test
    void brokenOffTraining_goesOnWithTheSameBits() {
        train("rides.csv", "whole", "--net", "mlp", "--epochs", 4);
        Path checkpoints = folder.resolve("checkpoints");
        train("rides.csv", "begun", "--epochs", 2, "--on-disk", "--checkpoint", checkpoints);
        train("rides.csv", "resumed", "--epochs", 4, "--on-disk", "--checkpoint", checkpoints, "--resume");
        assertThat(weights("resumed")).isEqualTo(weights("whole"));
    }

    @Test
    void ensembles_needTheTableInMemory() {
        Ran ran = Ran.of(
                "train",
                FILES.resolve("rides.csv"),
                "--target",
                "fare",
                "--missing",
                "mean",
                "--on-disk",
                "--net",
                "realmlp");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("net realmlp needs its table in memory, and this one is on disk; choose net mlp");
    }
}
