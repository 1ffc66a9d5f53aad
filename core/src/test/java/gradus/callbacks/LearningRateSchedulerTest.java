package gradus.callbacks;

import static gradus.testing.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.testing.FakeTraining;
import org.junit.jupiter.api.Test;

class LearningRateSchedulerTest {
    @Test
    void rule_givesTheRateOfEachEpoch_fromTheOneBefore() {
        FakeTraining training = new FakeTraining("loss");
        LearningRateScheduler halves = new LearningRateScheduler((epoch, rate) -> epoch < 2 ? rate : rate / 2);
        training.run(logs("loss", 1, 1, 1, 1), halves);
        assertThat(training.learningRates).containsExactly(1.0, 1.0, 0.5, 0.25);
        assertThat(training.history)
                .extracting(epoch -> epoch.get("learning_rate"))
                .containsExactly(1.0, 1.0, 0.5, 0.25);
    }

    @Test
    void rateThatIsNone_isRefused() {
        LearningRateScheduler wrong = new LearningRateScheduler((epoch, rate) -> epoch == 1 ? Double.NaN : rate);
        assertThatThrownBy(() -> new FakeTraining("loss").run(logs("loss", 1, 1), wrong))
                .hasMessage(
                        "LearningRateScheduler.rule must return a finite rate of at least 0," + " got NaN in epoch 1");
    }

    @Test
    void schedule_isRefusedBeforeTheFirstBatch() {
        FakeTraining training = new FakeTraining("loss");
        training.scheduled = true;
        assertThatThrownBy(() -> training.run(logs("loss", 1), new LearningRateScheduler((epoch, rate) -> rate)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(training.steps()).isZero();
    }
}
