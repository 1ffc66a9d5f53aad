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
    void perfectAnswersOfTheFirst_getAll() {
        Rows targets = column(1, 2, 3);
        assertThat(shares(targets, targets, column(0, 0, 0))).containsExactly(1.0, 0.0);
    }

    @Test
    void perfectAnswersOfAnother_getEightOf15() {
        Rows targets = column(1, 2, 3);
        assertThat(shares(targets, column(0, 0, 0), targets, column(-9, -9, -9)))
                .containsExactly(7 / 15.0, 8 / 15.0, 0.0);
    }

    /// One is 1 too high where the other is 4 too low.
    @Test
    void oppositeErrors_cancel() {
        assertThat(shares(column(0, 0), column(1, -1), column(-4, 4))).containsExactly(12 / 15.0, 3 / 15.0);
    }

    /// The sum errs by 0.7% less.
    @Test
    void littleGain_isLeft() {
        Rows targets = column(0, 0, 0, 0);
        Rows first = column(10, 10, 10, 0);
        assertThat(shares(targets, first, column(10, 10, 9.9f, 0))).containsExactly(1.0, 0.0);
        assertThat(shares(targets, first, column(10, 10, 9, 0))).containsExactly(7 / 15.0, 8 / 15.0);
    }

    @Test
    void equalAnswers_goToTheFirst() {
        assertThat(shares(column(0, 1), column(1, 1), column(1, 1), column(1, 1)))
                .containsExactly(1.0, 0.0, 0.0);
    }

    /// A sum of 0.8 is the share of ones.
    @Test
    void probabilities_areJudgedByLogLoss() {
        Rows targets = column(1, 1, 1, 1, 0);
        Rows sure = column(0.9f, 0.9f, 0.9f, 0.9f, 0.9f);
        Rows unsure = column(0.5f, 0.5f, 0.5f, 0.5f, 0.5f);
        assertThat(Shares.of(new BinaryCrossentropy(), Dataset.of(targets, targets), List.of(sure, unsure)))
                .as("0.5 of four parts")
                .containsExactly(11 / 15.0, 4 / 15.0);
    }

    @Test
    void weights_count() {
        Rows targets = column(0, 1);
        Dataset weighted = new Dataset(List.of(targets), List.of(targets), column(4, 1));
        assertThat(Shares.of(new MeanSquaredError(), weighted, List.of(column(0, 0), column(1, 1))))
                .containsExactly(12 / 15.0, 3 / 15.0);
    }
}
