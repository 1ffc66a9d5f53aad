package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.MeanSquaredError;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static Rows column(float... values) {
        return Rows.of(values, 1);
    }

    private static List<Double> shares(Rows targets, Rows... answers) {
        return Shares.of(new MeanSquaredError(), Dataset.of(targets, targets), List.of(answers));
    }

    @Test
    void perfectAnswers_getAll() {
        Rows targets = column(1, 2, 3);
        assertThat(shares(targets, column(0, 0, 0), targets)).containsExactly(0.0, 1.0);
    }

    /// One is 3 too high where the other is 1 too low.
    @Test
    void oppositeErrors_cancel() {
        assertThat(shares(column(0, 0), column(3, -3), column(-1, 1))).containsExactly(0.25, 0.75);
    }

    @Test
    void equalAnswers_goToTheFirst() {
        assertThat(shares(column(0, 1), column(1, 1), column(1, 1), column(1, 1)))
                .containsExactly(1.0, 0.0, 0.0);
    }

    @Test
    void probabilities_areJudgedByLogLoss() {
        Rows targets = column(1, 1, 1, 0);
        List<Double> shares = Shares.of(
                new BinaryCrossentropy(),
                Dataset.of(targets, targets),
                List.of(column(0.95f, 0.95f, 0.95f, 0.95f), column(0.55f, 0.55f, 0.55f, 0.55f)));
        assertThat(shares).as("a sum of 0.75, the share of ones").containsExactly(0.5, 0.5);
    }

    @Test
    void weights_count() {
        Rows targets = column(0, 1);
        Dataset weighted = new Dataset(List.of(targets), List.of(targets), column(3, 1));
        assertThat(Shares.of(new MeanSquaredError(), weighted, List.of(column(0, 0), column(1, 1))))
                .containsExactly(0.75, 0.25);
    }
}
