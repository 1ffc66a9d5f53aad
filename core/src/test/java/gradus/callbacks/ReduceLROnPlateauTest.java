package gradus.callbacks;

import static gradus.testing.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.testing.FakeTraining;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReduceLROnPlateauTest {
    private static List<Double> rates(ReduceLROnPlateau plateau, double... losses) {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        training.run(logs("val_loss", losses), plateau);
        return training.learningRates;
    }

    private static ReduceLROnPlateau half(int patience) {
        return new ReduceLROnPlateau("val_loss", 0.5, patience);
    }

    @Test
    void rate_isReducedAfterPatience_againAndAgain() {
        assertThat(rates(half(2), 5, 5, 5, 5, 5, 5)).containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25);
        assertThat(rates(half(2), 5, 5, 4, 4, 4, 4)).containsExactly(1.0, 1.0, 1.0, 1.0, 1.0, 0.5);
    }

    @Test
    void cooldown_holdsPatience() {
        assertThat(rates(half(1).cooldown(2), 5, 5, 5, 5, 5, 5)).containsExactly(1.0, 1.0, 0.5, 0.5, 0.25, 0.25);
    }

    @Test
    void minDelta_isByDefaultATenThousandth() {
        assertThat(rates(half(1), 5, 4.99995, 4.9999)).containsExactly(1.0, 1.0, 0.5);
        assertThat(rates(half(1).minDelta(0), 5, 4.99995, 4.9999)).containsExactly(1.0, 1.0, 1.0);
    }

    @Test
    void rate_doesNotFallBelowItsLowest() {
        assertThat(rates(half(1).minLearningRate(0.3), 5, 5, 5, 5, 5)).containsExactly(1.0, 1.0, 0.5, 0.3, 0.3);
    }

    @Test
    void mode_canBeSet() {
        assertThat(rates(half(1).mode(Mode.MAX), 1, 2, 3)).containsExactly(1.0, 1.0, 1.0);
        assertThat(rates(half(1).mode(Mode.MAX), 3, 2, 1)).containsExactly(1.0, 1.0, 0.5);
    }

    @Test
    void rateOfTheEpoch_isLogged() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        training.run(logs("val_loss", 5, 5, 5), half(1));
        assertThat(training.history)
                .extracting(epoch -> epoch.get("learning_rate"))
                .containsExactly(1.0, 1.0, 0.5);
    }

    @Test
    void nextTraining_startsFromNothing() {
        ReduceLROnPlateau plateau = half(2);
        rates(plateau, 1, 1);
        assertThat(rates(plateau, 5, 5, 4, 4)).containsExactly(1.0, 1.0, 1.0, 1.0);
    }

    @Test
    void trainingThatGoesOnFromAnyEpoch_hasTheSameRates() {
        List<Map<String, Double>> losses = logs("val_loss", 5, 5, 5, 4, 4, 4, 4, 4, 4);
        FakeTraining whole = new FakeTraining("loss", "val_loss");
        whole.run(losses, half(2).cooldown(2));
        for (int at = 0; at <= losses.size(); at++) {
            FakeTraining training = new FakeTraining("loss", "val_loss");
            ReduceLROnPlateau before = half(2).cooldown(2);
            training.start(9, before);
            training.go(0, losses.subList(0, at), before);
            ReduceLROnPlateau after = half(2).cooldown(2);
            training.start(9, after);
            after.restore(before.state());
            training.go(at, losses.subList(at, losses.size()), after);
            assertThat(training.learningRates).isEqualTo(whole.learningRates);
        }
        assertThat(whole.learningRates).endsWith(0.25);
    }

    @Test
    void schedule_isRefusedAtTheStart_andSoIsAnUnknownName() {
        FakeTraining training = new FakeTraining("loss", "val_loss");
        training.scheduled = true;
        assertThatThrownBy(() -> training.run(logs("val_loss", 1), half(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new FakeTraining("loss").run(logs("loss", 1), half(1)))
                .hasMessageContaining("ReduceLROnPlateau monitors \"val_loss\"")
                .hasMessageContaining("it logs loss");
        assertThat(training.steps()).isZero();
    }

    @Test
    void settingsOutOfRange_areRefused() {
        assertThatThrownBy(() -> new ReduceLROnPlateau("loss", 1, 1))
                .hasMessage("ReduceLROnPlateau.factor must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> new ReduceLROnPlateau("loss", 0.5, -1)).hasMessageContaining("patience");
        assertThatThrownBy(() -> half(1).cooldown(-1)).hasMessageContaining("cooldown must be at least 0");
        assertThatThrownBy(() -> half(1).minLearningRate(-1)).hasMessageContaining("minLearningRate");
        assertThatThrownBy(() -> half(1).minDelta(-1)).hasMessageContaining("minDelta");
    }
}
