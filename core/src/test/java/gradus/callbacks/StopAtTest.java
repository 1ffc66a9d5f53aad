package gradus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.testing.FakeTraining;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopAtTest {
    private static void epoch(FakeTraining training, Callback callback, String name, double value) {
        training.send(new TrainingEvent.EpochEnded(0, Map.of(name, value)), callback);
    }

    @Test
    void lossAsLowAsWanted_endsTraining() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        StopAt callback = new StopAt("val_loss", 0.5);
        epoch(training, callback, "val_loss", 0.6);
        epoch(training, callback, "loss", 0.1);
        assertThat(training.stopReason).isNull();
        epoch(training, callback, "val_loss", 0.5);
        assertThat(training.stopReason).isEqualTo("StopAt: val_loss is 0.5");
    }

    @Test
    void mode_isTheDirection() {
        FakeTraining training = new FakeTraining("score");
        StopAt callback = new StopAt("score", 0.88, Mode.MAX);
        epoch(training, callback, "score", 0.87);
        epoch(training, callback, "score", Double.NaN);
        assertThat(training.stopReason).isNull();
        epoch(training, callback, "score", 0.881);
        assertThat(training.stopReason).isEqualTo("StopAt: score is 0.881");
    }

    @Test
    void nameThatIsNotLogged_isRefused() {
        FakeTraining training = new FakeTraining("loss");
        assertThatThrownBy(() -> training.send(new TrainingEvent.Started(1, 1), new StopAt("val_accuracy", 0.88)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("StopAt monitors \"val_accuracy\", which this training does not log; it logs loss."
                        + " Names with val_ need validation data");
    }

    @Test
    void rule_isNamedInText() {
        assertThat(Notation.parse(Registry.CALLBACKS, "stop_at(val_accuracy, 0.88)"))
                .isEqualTo(new StopAt("val_accuracy", 0.88));
        assertThatThrownBy(() -> new StopAt("loss", Double.NaN)).hasMessageContaining("StopAt.target");
    }
}
