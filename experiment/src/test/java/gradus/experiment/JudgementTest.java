package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.problems.Task;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static Dataset labelled(int... labels) {
        return Dataset.of(new float[labels.length][1], labels);
    }

    @Test
    void classes_areCountedRight() {
        Rows answers = Rows.of(new float[][] {{0.8f, 0.2f}, {0.6f, 0.4f}, {0.1f, 0.9f}});
        Judgement judgement = Judgement.of(Task.MULTICLASS, Task.MULTICLASS.loss(), labelled(0, 1, 1), answers);
        assertThat(judgement.rows()).isEqualTo(3);
        assertThat(judgement.names()).containsExactly("loss", "accuracy", "brier", "ece");
        assertThat(judgement.metrics().get("accuracy")).isEqualTo(2 / 3.0);
        assertThat(judgement.metrics().get("loss"))
                .isCloseTo(-(Math.log(0.8) + Math.log(0.4) + Math.log(0.9)) / 3, within(1e-6));
        assertThat(judgement.confusion()).isNotNull();
    }

    @Test
    void numbers_haveNoConfusion() {
        Dataset rows = Dataset.of(new float[2][1], new float[][] {{1}, {3}});
        Judgement judgement =
                Judgement.of(Task.REGRESSION, Task.REGRESSION.loss(), rows, Rows.of(new float[][] {{2}, {2}}));
        assertThat(judgement.metrics()).containsEntry("loss", 1.0).containsEntry("r2_score", 0.0);
        assertThat(judgement.confusion()).isNull();
    }

    @Test
    void baselineOfClasses_isTheMostFrequentOneOfTheTrainingRows() {
        assertThat(Judgement.baseline(Task.MULTICLASS, labelled(2, 2, 1), labelled(2, 1, 1, 0)))
                .containsEntry("accuracy", 0.25);
    }

    @Test
    void baselineOfNumbers_isTheMeanOfTheTrainingRows() {
        Dataset train = Dataset.of(new float[2][1], new float[][] {{1}, {3}});
        Dataset judged = Dataset.of(new float[2][1], new float[][] {{2}, {4}});
        assertThat(Judgement.baseline(Task.REGRESSION, train, judged)).containsEntry("mean_absolute_error", 1.0);
    }

    @Test
    void baselineOfLabels_isWhatMostAre() {
        Dataset rows = Dataset.of(new float[2][1], new float[][] {{1, 0}, {0, 0}});
        assertThat(Judgement.baseline(Task.MULTILABEL, rows, rows)).containsEntry("accuracy", 0.75);
    }
}
