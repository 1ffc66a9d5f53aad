package gradus.callbacks;

import static gradus.testing.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.testing.FakeTraining;
import gradus.training.DiskErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CSVLoggerTest {
    private final Path folder;

    CSVLoggerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file() {
        return folder.resolve("history.csv");
    }

    @Test
    void everyEpoch_isALine() throws IOException {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        Map<String, Double> first = Map.of("loss", 0.5, "val_loss", 1e-5);
        Map<String, Double> second = Map.of("loss", 1.0 / 3, "val_loss", Double.NaN);
        training.run(List.of(first, second), new CSVLogger(file()));
        assertThat(file()).hasContent("""
                epoch,loss,val_loss
                0,0.5,1.0E-5
                1,0.3333333333333333,NaN
                """);
        assertThat(Files.readString(file())).endsWith("NaN\n").doesNotContain("\r");
    }

    @Test
    void columns_areThoseOfTheFirstEpoch_andWhatIsMissingIsNA() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        Callback reduce = new ReduceLROnPlateau("loss", 0.5, 9);
        Map<String, Double> without = Map.of("loss", 2.0);
        Map<String, Double> with = Map.of("loss", 2.0, "val_loss", 3.0, "unexpected", 4.0);
        training.run(List.of(without, with), reduce, new CSVLogger(file()).separator(';'));
        assertThat(file()).hasContent("""
                epoch;loss;val_loss;learning_rate
                0;2.0;NA;1.0
                1;2.0;3.0;1.0
                """);
    }

    @Test
    void namesThatNeedIt_areQuoted() {
        FakeTraining training = new FakeTraining("loss", "a,b", "say \"c\"");
        training.run(logs("loss", 1), new CSVLogger(file()));
        training.run(logs("loss", 2), new CSVLogger(file()).append(true));
        assertThat(file()).hasContent("""
                epoch,loss,"a,b","say ""c""\"
                0,1.0,NA,NA
                0,2.0,NA,NA
                """);
    }

    @Test
    void nextTraining_replacesTheFile_orGoesOn() {
        CSVLogger logger = new CSVLogger(file());
        new FakeTraining("loss").run(logs("loss", 1), logger);
        new FakeTraining("mse").run(logs("mse", 2), logger);
        new FakeTraining("mse").run(logs("mse", 3, 4), logger.append(true));
        assertThat(file()).hasContent("""
                epoch,mse
                0,2.0
                0,3.0
                1,4.0
                """);
    }

    @Test
    void fileWithOtherColumns_isNotContinued() {
        new FakeTraining("loss").run(logs("loss", 1), new CSVLogger(file()));
        FakeTraining other = new FakeTraining("loss", "accuracy");
        assertThatThrownBy(() -> other.run(logs("loss", 1), new CSVLogger(file()).append(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CSVLogger cannot continue " + file()
                        + ": its columns are epoch, loss, this training logs loss, accuracy");
        assertThat(other.steps()).isZero();
    }

    @Test
    void lineThatACrashCutShort_isRemoved() throws IOException {
        Files.writeString(file(), "epoch,loss\n0,1.0\n1,0.");
        new FakeTraining("loss").run(logs("loss", 3), new CSVLogger(file()).append(true));
        assertThat(file()).hasContent("epoch,loss\n0,1.0\n0,3.0\n");
    }

    @Test
    void trainingThatGoesOnFromACheckpoint_dropsTheLinesAfterIt() throws IOException {
        List<Map<String, Double>> losses = logs("loss", 4, 3, 2, 1);
        new FakeTraining("loss").run(losses, new CSVLogger(file()));
        String whole = Files.readString(file());
        for (int at = 0; at <= losses.size(); at++) {
            FakeTraining training = new FakeTraining("loss");
            CSVLogger before = new CSVLogger(file());
            training.start(4, before);
            training.go(0, losses.subList(0, at), before);
            CallbackState state = before.state();
            training.go(at, losses.subList(at, 4), before);
            CSVLogger after = new CSVLogger(file());
            training.start(4, after);
            after.restore(state);
            training.go(at, losses.subList(at, 4), after);
            assertThat(file()).hasContent(whole);
        }
        CSVLogger logger = new CSVLogger(folder.resolve("other.csv"));
        new FakeTraining("loss").start(4, logger);
        assertThatThrownBy(() -> logger.restore(CallbackState.of(Map.of("rows", 2.0))))
                .hasMessageContaining("must have at least 2 lines below its header, got 0");
    }

    @Test
    void missingFolders_areMade_andWhatCannotBeWrittenIsToldBeforeTheFirstEpoch() {
        new FakeTraining("loss").run(logs("loss", 1), new CSVLogger(folder.resolve("a/b.csv")));
        assertThat(folder.resolve("a/b.csv")).exists();
        FakeTraining training = new FakeTraining("loss");
        assertThatThrownBy(() -> training.run(logs("loss", 1), new CSVLogger(folder)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("CSVLogger cannot write " + folder + ": Is a directory");
        assertThat(training.steps()).isZero();
        assertThatThrownBy(() -> new CSVLogger(file()).separator('"')).hasMessageContaining("separator");
    }

    @Test
    void diskErrors_costNoLineThatWasThere() throws Exception {
        DiskErrors.everyOperation(
                folder,
                place -> Files.writeString(place.resolve("h.csv"), "epoch,loss\n0,0.5\n"),
                place -> new FakeTraining("loss")
                        .run(logs("loss", 0.25), new CSVLogger(place.resolve("h.csv")).append(true)));
    }
}
