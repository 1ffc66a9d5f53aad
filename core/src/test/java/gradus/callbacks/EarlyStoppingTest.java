package gradus.callbacks;

import static gradus.testing.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.testing.FakeTraining;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    /// How many epochs of these run.
    private static int epochs(EarlyStopping stopping, double... losses) {
        return new FakeTraining("loss", "val_loss").run(logs("val_loss", losses), stopping);
    }

    @Test
    void patience_isTheNumberOfEpochsWithoutImprovement() {
        double[] losses = {5, 4, 4, 4, 3, 3, 3, 3};
        assertThat(epochs(new EarlyStopping(), losses)).isEqualTo(3);
        assertThat(epochs(new EarlyStopping("val_loss", 1), losses)).isEqualTo(3);
        assertThat(epochs(new EarlyStopping("val_loss", 2), losses)).isEqualTo(4);
        assertThat(epochs(new EarlyStopping("val_loss", 3), losses)).isEqualTo(8);
        assertThat(epochs(new EarlyStopping("val_loss", 4), losses)).isEqualTo(8);
    }

    @Test
    void minDelta_mustBeExceeded() {
        double[] losses = {1, 0.75, 0.5, 0.25};
        assertThat(epochs(new EarlyStopping("val_loss", 1).minDelta(0.25), losses))
                .isEqualTo(2);
        assertThat(epochs(new EarlyStopping("val_loss", 1).minDelta(0.24), losses))
                .isEqualTo(4);
        assertThat(epochs(new EarlyStopping("val_loss", 2).minDelta(0.25), losses))
                .isEqualTo(4);
    }

    @Test
    void baseline_mustBeBeatenForPatienceToStartAnew() {
        assertThat(epochs(new EarlyStopping("val_loss", 2).baseline(1), 5, 4, 3, 3.5, 2))
                .isEqualTo(4);
        assertThat(epochs(new EarlyStopping("val_loss", 2).baseline(4.5), 5, 4, 4, 3, 3, 3))
                .isEqualTo(6);
        assertThat(epochs(new EarlyStopping("val_loss", 2).baseline(4.5), 5, 4, 4, 4))
                .isEqualTo(4);
    }

    @Test
    void startFromEpoch_doesNotLookAtEpochsBefore() {
        EarlyStopping stopping = new EarlyStopping("val_loss", 1).startFromEpoch(3);
        assertThat(epochs(stopping, 1, 5, 5, 5, 4, 4)).isEqualTo(6);
        assertThat(stopping.bestEpoch()).isEqualTo(4);
        assertThat(epochs(stopping, 1, 2, 3)).isEqualTo(3);
        assertThat(stopping.bestEpoch()).isEqualTo(-1);
    }

    @Test
    void mode_isThatOfTheMetricUnlessSet() {
        FakeTraining training = new FakeTraining("loss", "val_accuracy");
        List<Map<String, Double>> rising = logs("val_accuracy", 0.1, 0.2, 0.3);
        assertThat(training.run(rising, new EarlyStopping("val_accuracy", 1))).isEqualTo(3);
        assertThat(training.run(rising, new EarlyStopping("val_accuracy", 1).mode(Mode.MAX)))
                .isEqualTo(3);
        assertThat(training.run(rising, new EarlyStopping("val_accuracy", 1).mode(Mode.MIN)))
                .isEqualTo(2);
    }

    @Test
    void bestWeights_areBack() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        EarlyStopping stopping = new EarlyStopping("val_loss", 2);
        assertThat(training.run(logs("val_loss", 5, 3, 4, 4), stopping)).isEqualTo(4);
        assertThat(training.parameters).containsOnly(2);
        assertThat(training.stopReason).isEqualTo("EarlyStopping: val_loss has not improved since epoch 2");
        assertThat(stopping.bestEpoch()).isEqualTo(1);
        assertThat(stopping.best()).isEqualTo(3);
        assertThat(stopping.stoppedEpoch()).isEqualTo(3);
    }

    @Test
    void bestWeights_areBackAlsoIfAllEpochsRan_unlessNotWanted() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        training.run(logs("val_loss", 5, 3, 4), new EarlyStopping("val_loss", 9));
        assertThat(training.parameters).containsOnly(2);
        training = new FakeTraining("loss", "val_loss");
        training.run(logs("val_loss", 5, 3, 4), new EarlyStopping("val_loss", 9).restoreBestWeights(false));
        assertThat(training.parameters).containsOnly(3);
    }

    @Test
    void nextTraining_startsFromNothing() {
        EarlyStopping stopping = new EarlyStopping("val_loss", 2);
        FakeTraining training = new FakeTraining("loss", "val_loss");
        assertThat(training.run(logs("val_loss", 1, 2, 2), stopping)).isEqualTo(3);
        assertThat(training.run(logs("val_loss", 9, 8, 9, 9, 9), stopping)).isEqualTo(4);
        assertThat(training.parameters).containsOnly(5);
        assertThat(stopping.bestEpoch()).isEqualTo(1);
    }

    @Test
    void valueThatIsNaN_isAnImprovementOnlyAsTheFirst() {
        EarlyStopping stopping = new EarlyStopping("val_loss", 2);
        double nothing = Double.NaN;
        assertThat(epochs(stopping, nothing, 3, 2, 1)).isEqualTo(3);
        assertThat(stopping.bestEpoch()).isZero();
        assertThat(stopping.best()).isNaN();
        assertThat(epochs(stopping, 3, nothing, nothing, 1)).isEqualTo(3);
        assertThat(stopping.bestEpoch()).isZero();
    }

    @Test
    void epochWithoutValidation_isNotCounted() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        Map<String, Double> without = Map.of("loss", 1.0);
        Map<String, Double> with = Map.of("loss", 1.0, "val_loss", 2.0);
        EarlyStopping stopping = new EarlyStopping("val_loss", 1);
        assertThat(training.run(List.of(without, with, without, without, with, with), stopping))
                .isEqualTo(5);
    }

    @Test
    void nameThatIsNotLogged_isRefusedAtTheStart_withThoseThatAre() {
        FakeTraining training = new FakeTraining("loss", "accuracy");
        assertThatThrownBy(() -> training.run(logs("loss", 1), new EarlyStopping("val_loss", 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("EarlyStopping monitors \"val_loss\", which this training does not log;"
                        + " it logs loss, accuracy. Names with val_ need validation data");
        assertThatThrownBy(() -> training.run(logs("loss", 1), new EarlyStopping("acuracy", 3)))
                .hasMessage("EarlyStopping monitors \"acuracy\", which this training does not log;"
                        + " it logs loss, accuracy");
        assertThat(training.steps()).isZero();
    }

    @Test
    void trainingThatGoesOnFromAnyEpoch_endsAsTheWholeOne() {
        List<Map<String, Double>> losses = logs("val_loss", 5, Double.NaN, 3, 4, 4, 4, 4);
        for (int at = 0; at < 5; at++) {
            EarlyStopping before = new EarlyStopping("val_loss", 3);
            FakeTraining training = new FakeTraining("loss", "val_loss");
            training.start(7, before);
            training.go(0, losses.subList(0, at), before);
            EarlyStopping after = new EarlyStopping("val_loss", 3);
            training.start(7, after);
            after.restore(before.state());
            assertThat(training.go(at, losses.subList(at, 7), after)).isEqualTo(6 - at);
            training.send(new TrainingEvent.Ended(6), after);
            assertThat(training.parameters).containsOnly(3);
            assertThat(after.stoppedEpoch()).isEqualTo(5);
            assertThat(after.best()).isEqualTo(3);
        }
    }

    @Test
    void settingsOutOfRange_areRefused() {
        assertThatThrownBy(() -> new EarlyStopping("loss", -1))
                .hasMessage("EarlyStopping.patience must be at least 0, got -1");
        assertThatThrownBy(() -> new EarlyStopping().minDelta(-1))
                .hasMessage("EarlyStopping.minDelta must be at least 0, got -1.0");
        assertThatThrownBy(() -> new EarlyStopping().baseline(Double.NaN))
                .hasMessage("EarlyStopping.baseline must be finite, got NaN");
        assertThatThrownBy(() -> new EarlyStopping().startFromEpoch(-1))
                .hasMessage("EarlyStopping.startFromEpoch must be at least 0, got -1");
    }
}
