package gradus.callbacks;

import static gradus.testing.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.testing.FakeTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckpointTest {
    private static List<String> saved(ModelCheckpoint checkpoint, double... losses) {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        training.run(logs("val_loss", losses), checkpoint);
        return training.saved.stream().map(Path::toString).toList();
    }

    @Test
    void everyEpoch_isSavedUnderItsNumberAndValue() {
        assertThat(saved(new ModelCheckpoint("{epoch:02d}-{val_loss:.2f}.keras"), 0.5, 0.126, 12))
                .containsExactly("01-0.50.keras", "02-0.13.keras", "03-12.00.keras");
    }

    @Test
    void formats_areThoseOfPython() {
        assertThat(saved(
                        new ModelCheckpoint(
                                "{epoch}_{epoch:3d}_{epoch:.1f}_{val_loss}_{val_loss:.1e}_{val_loss:08.3f}"),
                        0.125))
                .containsExactly("1_  1_1.0_0.125_1.3e-01_0000.125");
    }

    @Test
    void bestOnly_isSavedWhenBetterThanAllBefore() {
        ModelCheckpoint best = new ModelCheckpoint("{epoch}.keras").saveBestOnly(true);
        assertThat(saved(best, 3, Double.NaN, 2, 2, 5, 1)).containsExactly("1.keras", "3.keras", "6.keras");
        assertThat(saved(best, 9)).containsExactly("1.keras");
        assertThat(saved(best.mode(Mode.MAX), 3, 2, 4)).containsExactly("1.keras", "3.keras");
        assertThat(saved(best.mode(Mode.AUTO).initialValueThreshold(2), 3, 2, 1))
                .containsExactly("3.keras");
    }

    @Test
    void monitor_canBeAnyLoggedName() {
        FakeTraining training = new FakeTraining("loss", "accuracy");
        ModelCheckpoint best =
                new ModelCheckpoint("best.keras").monitor("accuracy").saveBestOnly(true);
        training.run(logs("accuracy", 0.5, 0.4, 0.6), best);
        assertThat(training.saved).hasSize(2);
        assertThat(best.saved()).containsExactly(Path.of("best.keras"));
    }

    @Test
    void batches_areCountedOnFromEpochToEpoch() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        training.stepsPerEpoch = 4;
        ModelCheckpoint every = new ModelCheckpoint("{epoch}-{batch:02d}-{loss:.1f}.keras").saveFrequency(3);
        training.run(logs("loss", 0.5, 0.25, 0.125), every);
        assertThat(training.saved.stream().map(Path::toString))
                .containsExactly("1-03-0.5.keras", "2-02-0.3.keras", "3-01-0.1.keras", "3-04-0.1.keras");
        assertThat(every.wantsBatches()).isTrue();
        assertThat(new ModelCheckpoint("a.keras").wantsBatches()).isFalse();
    }

    @Test
    void trainingThatGoesOn_savesAsTheWholeOne() {
        ModelCheckpoint before = new ModelCheckpoint("{epoch}.keras").saveBestOnly(true);
        saved(before, 3, 2);
        FakeTraining training = new FakeTraining("loss", "val_loss");
        ModelCheckpoint after = new ModelCheckpoint("{epoch}.keras").saveBestOnly(true);
        training.start(4, after);
        after.restore(before.state());
        training.go(2, logs("val_loss", 2.5, 1), after);
        assertThat(training.saved).containsExactly(Path.of("4.keras"));
    }

    @Test
    void holesThatCannotBeFilled_areRefusedAtTheStart() {
        assertThatThrownBy(() -> saved(new ModelCheckpoint("{epoch}-{auc:.2f}.keras"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ModelCheckpoint has the unknown placeholder {auc} in its file name"
                        + " {epoch}-{auc:.2f}.keras; available names: epoch, loss, val_loss");
        assertThatThrownBy(() -> saved(new ModelCheckpoint("{epoch:>3}.keras"), 1))
                .hasMessageContaining("has the unknown format \">3\"");
        assertThatThrownBy(() -> saved(new ModelCheckpoint("{epoch.keras"), 1))
                .hasMessageContaining("an unmatched brace");
        assertThatThrownBy(() -> saved(new ModelCheckpoint("{val_loss}.keras").saveFrequency(2), 1))
                .hasMessageContaining("available names: epoch, batch, loss");
    }

    @Test
    void monitorThatIsNotKnown_isRefusedAtTheStart() {
        assertThatThrownBy(() ->
                        saved(new ModelCheckpoint("a.keras").monitor("auc").saveBestOnly(true), 1))
                .hasMessageContaining("ModelCheckpoint monitors \"auc\"");
        assertThatThrownBy(() ->
                        saved(new ModelCheckpoint("a.keras").saveBestOnly(true).saveFrequency(5), 1))
                .hasMessage("ModelCheckpoint monitors \"val_loss\", which is known only after an epoch, but saves every"
                        + " 5 batches");
        assertThatThrownBy(() -> new ModelCheckpoint(" ")).hasMessageContaining("must have a file name");
        assertThatThrownBy(() -> new ModelCheckpoint("a").saveFrequency(-1)).hasMessageContaining("got -1");
    }

    @Test
    void missingFolders_areMade(@TempDir Path folder) {
        Path file = folder.resolve("a/b/model.keras");
        saved(new ModelCheckpoint(file.toString()), 1);
        assertThat(file.getParent()).isDirectory();
    }

    @Test
    void epochWithoutTheValue_isSavedUnderNull() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        training.run(List.of(Map.of("loss", 1.0)), new ModelCheckpoint("{val_loss:.2f}.keras"));
        assertThat(training.saved).containsExactly(Path.of("null.keras"));
    }
}
