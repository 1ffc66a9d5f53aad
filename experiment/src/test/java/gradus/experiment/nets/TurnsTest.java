package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.math.RandomStream;
import gradus.problems.Head;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final int ROWS = 50;

    private static Ensemble linear(int members) {
        float[] x = new float[ROWS * 2];
        RandomStream.gaussians(1, x, 0, x.length);
        float[] y = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            y[row] = x[2 * row] - x[2 * row + 1];
        }
        Dataset rows = Dataset.of(Rows.of(x, 2), Rows.of(y, 1));
        return Ensemble.linear(Head.of(Task.REGRESSION, 1), rows, members, 7);
    }

    /// The order in which networks begin and end.
    private static List<String> order(int members, int threads) {
        List<Training> begun = Collections.synchronizedList(new ArrayList<>());
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Callback watch = (event, training) -> {
            if (event instanceof TrainingEvent.Started) {
                begun.add(training);
                order.add("begins");
            } else if (event instanceof TrainingEvent.Ended) {
                order.add("ends");
            }
        };
        linear(members).train(List.of(watch), threads);
        assertThat(begun).hasSize(members);
        return order;
    }

    @Test
    void turns_changeNoBit() {
        for (int members = 3; members <= 5; members += 2) {
            BlendPart.Trained alone = linear(members).train(List.of(), 1);
            BlendPart.Trained turns = linear(members).train(List.of(), 2);
            assertThat(turns.members())
                    .map(Model::weightsSha256)
                    .isEqualTo(
                            alone.members().stream().map(Model::weightsSha256).toList());
            assertThat(turns.finished()).isTrue();
        }
    }

    @Test
    void networksThatThreadsCanShareOut_areTrainedOneAfterTheOther() {
        assertThat(order(2, 1)).containsExactly("begins", "ends", "begins", "ends");
    }

    /// Of five networks on two threads, the first two are trained on their own.
    @Test
    void lastNetworks_takeTurns() {
        assertThat(order(3, 2).subList(0, 3)).containsOnly("begins");
        assertThat(order(5, 2).indexOf("ends")).as("begun before").isLessThanOrEqualTo(2);
    }
}
