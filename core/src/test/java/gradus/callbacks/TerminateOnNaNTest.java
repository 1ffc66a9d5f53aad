package gradus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.testing.FakeTraining;
import org.junit.jupiter.api.Test;

class TerminateOnNaNTest {
    @Test
    void lossThatIsNotFinite_endsTraining() {
        FakeTraining training = new FakeTraining("loss");
        TerminateOnNaN callback = new TerminateOnNaN();
        assertThat(callback.wantsBatches()).isTrue();
        training.send(new TrainingEvent.BatchEnded(0, 0, 4, 1e30), callback);
        assertThat(training.stopReason).isNull();
        training.send(new TrainingEvent.BatchEnded(0, 2, 4, Double.NaN), callback);
        assertThat(training.stopReason).isEqualTo("TerminateOnNaN: the loss of batch 3 is NaN");
    }
}
