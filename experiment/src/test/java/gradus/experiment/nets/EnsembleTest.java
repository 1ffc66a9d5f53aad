package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.math.RandomStream;
import gradus.problems.Head;
import gradus.problems.Task;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    private static final int ROWS = 90;
    private static final Budget SMALL = new Budget(Duration.ofMillis(40));

    private static Dataset regression() {
        float[] x = new float[ROWS * 2];
        float[] y = new float[ROWS];
        RandomStream.gaussians(1, x, 0, x.length);
        for (int row = 0; row < ROWS; row++) {
            y[row] = Math.abs(x[2 * row]) - 0.5f * x[2 * row + 1];
        }
        return Dataset.of(Rows.of(x, 2), Rows.of(y, 1));
    }

    private static Ensemble ensemble() {
        return Ensemble.realMlp(Head.of(Task.REGRESSION, 1), regression(), SMALL, 7);
    }

    @Test
    void threads_changeNoBit() {
        BlendPart.Trained one = ensemble().train(List.of(), 1);
        BlendPart.Trained two = ensemble().train(List.of(), 2);
        assertThat(two.members())
                .map(Model::weightsSha256)
                .isEqualTo(one.members().stream().map(Model::weightsSha256).toList());
        assertThat(two.outOfFold().toArray()).isEqualTo(one.outOfFold().toArray());
        assertThat(two.history()).hasToString(one.history().toString());
    }

    /// A single network uses all threads itself.
    @Test
    void threads_changeNoBitOfASingleNetwork() {
        Ensemble single = Ensemble.linear(Head.of(Task.REGRESSION, 1), regression(), 1, 7);
        BlendPart.Trained one = single.train(List.of(), 1);
        BlendPart.Trained three = single.train(List.of(), 3);
        assertThat(three.members().getFirst().weightsSha256())
                .isEqualTo(one.members().getFirst().weightsSha256());
        assertThat(one.leftOut()).as("one of five parts").hasSize(ROWS / 5);
    }

    /// Two groups of 30 rows and one of 30 rows more: each member leaves out one of them.
    @Test
    void groups_areNeverTorn() {
        int[] groups = new int[ROWS];
        Arrays.setAll(groups, row -> row / 30);
        Ensemble ensemble = ensemble().leavingOut(new LeftOut(groups, null));
        assertThat(ensemble.members()).as("one a group").isLessThanOrEqualTo(3);
        Dataset rows = regression();
        int[] parts = new LeftOut(groups, null).parts(rows.target(), Task.REGRESSION, 2, RandomStream.of(1));
        for (int row = 0; row < ROWS; row++) {
            assertThat(parts[row]).isEqualTo(parts[row / 30 * 30]);
        }
        BlendPart.Trained trained = ensemble.train(List.of(), 2);
        assertThat(trained.leftOut()).hasSize(30 * ensemble.members());
    }

    @Test
    void lastRows_areLeftOutByAll_whoseMeanAnswersThem() {
        int[] inTime = new int[ROWS];
        Arrays.setAll(inTime, i -> ROWS - 1 - i);
        Ensemble ensemble = ensemble().leavingOut(new LeftOut(null, inTime));
        BlendPart.Trained trained = ensemble.train(List.of(), 2);
        assertThat(trained.leftOut())
                .as("a fifth, the last in time, which stand first")
                .containsExactly(IntStream.range(0, ROWS / 5).toArray());
        Rows mean = Blend.of(ensemble)
                .join(
                        new Blend.Trained(List.of(trained), List.of(1.0), trained.leftOut(), trained.outOfFold(), true),
                        List.of())
                .predict(regression().input().select(trained.leftOut()));
        assertThat(trained.members()).hasSizeGreaterThan(1);
        for (int row = 0; row < ROWS / 5; row++) {
            assertThat(trained.outOfFold().toArray()[row]).isCloseTo(mean.toArray()[row], within(1e-5f));
        }
    }

    @Test
    void tabM_learns_andItsMembersAreInOneNetwork() {
        Ensemble tabM = Ensemble.tabM(Head.of(Task.REGRESSION, 1), regression(), SMALL, 7);
        BlendPart.Trained trained = tabM.train(List.of(), 2);
        assertThat(trained.outOfFold().width()).isEqualTo(1);
        assertThat(tabM.member().summary()).contains("RepeatVector", "factors", "heads");
        List<Double> losses = Objects.requireNonNull(trained.history().values().get("val_loss"));
        assertThat(losses.getLast()).isLessThan(losses.getFirst());
    }

    private static double meanSquare(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]) / (double) a.length;
        }
        return sum;
    }

    @Test
    void stoppedAtOnce_leavesAModelThatAnswers() {
        Callback stop = (event, training) -> {
            if (event instanceof TrainingEvent.EpochStarted) {
                training.pause("interrupted");
            }
        };
        BlendPart.Trained trained = ensemble().train(List.of(stop), 2);
        assertThat(trained.history().stopReason()).isEqualTo("interrupted");
        assertThat(trained.members()).as("none was further than another").hasSize(2);
    }

    /// One after the other: the first finishes, the second is stopped after its first epoch.
    @Test
    void stoppedLater_keepsNoNetworkThatHasOnlyBegun() {
        int[] starts = {0};
        Callback stop = (event, training) -> {
            if (event instanceof TrainingEvent.Started) {
                starts[0]++;
            }
            if (event instanceof TrainingEvent.EpochEnded && starts[0] == 2) {
                training.pause("interrupted");
            }
        };
        BlendPart.Trained trained = ensemble().train(List.of(stop), 1);
        assertThat(trained.finished()).isFalse();
        assertThat(trained.members()).hasSize(1);
        assertThat(trained.leftOut()).as("those of the first").hasSize(ROWS / 5);
        assertThat(trained.outOfFold().count()).isEqualTo(ROWS / 5);
        assertThat(trained.history().epochs()).hasSize(ensemble().epochs());
        assertThat(trained.history().stopReason()).isNull();
        float[] targets = regression().select(trained.leftOut()).target().toArray();
        assertThat(meanSquare(targets, trained.outOfFold().toArray())).isLessThan(0.2);
    }

    /// None finished: the first had half of its epochs, the second one.
    @Test
    void stoppedBeforeAnyFinished_keepsThoseThatCameNearlyAsFar() {
        int[] starts = {0};
        int half = ensemble().epochs() / 2;
        Callback stop = (event, training) -> {
            if (event instanceof TrainingEvent.Started) {
                starts[0]++;
            }
            if (event instanceof TrainingEvent.EpochEnded ended && (starts[0] == 2 || ended.epoch() == half)) {
                training.pause("interrupted");
            }
        };
        BlendPart.Trained trained = ensemble().train(List.of(stop), 1);
        assertThat(trained.members()).hasSize(1);
        assertThat(trained.history().epochs()).hasSize(half + 1);
        Callback equally = (event, training) -> {
            if (event instanceof TrainingEvent.EpochEnded ended && ended.epoch() == half) {
                training.pause("interrupted");
            }
        };
        assertThat(ensemble().train(List.of(equally), 1).members())
                .as("all alike")
                .hasSize(2);
    }

    /// 300 rows have one step an epoch. What is linear leaves no error; the mean alone would be off by 3.6.
    @Test
    void linearModel_isFittedToASmallTable() {
        int rows = 300;
        float[] x = new float[rows * 3];
        float[] y = new float[rows];
        RandomStream.gaussians(2, x, 0, x.length);
        for (int row = 0; row < rows; row++) {
            y[row] = (3 * x[3 * row] - 2 * x[3 * row + 1] + 0.1f * x[3 * row + 2]) / 3.6f;
        }
        Dataset table = Dataset.of(Rows.of(x, 3), Rows.of(y, 1));
        BlendPart.Trained trained =
                Ensemble.linear(Head.of(Task.REGRESSION, 1), table, 3, 7).train(List.of(), 1);
        float[] targets = table.select(trained.leftOut()).target().toArray();
        assertThat(3.6 * Math.sqrt(meanSquare(targets, trained.outOfFold().toArray())))
                .isLessThan(0.02);
    }

    /// 1 of 20 rows, at random: nothing is better than always the same probability, 0.05.
    @Test
    void linearModel_learnsHowRareAClassIs() {
        int rows = 200;
        float[] x = new float[rows];
        float[] y = new float[rows];
        RandomStream.gaussians(3, x, 0, x.length);
        for (int row = 0; row < rows; row++) {
            y[row] = row % 20 == 0 ? 1 : 0;
        }
        Dataset table = Dataset.of(Rows.of(x, 1), Rows.of(y, 1));
        BlendPart.Trained trained =
                Ensemble.linear(Head.of(Task.BINARY, 1), table, 3, 7).train(List.of(), 1);
        float[] answers = trained.outOfFold().toArray();
        double mean = 0;
        for (float answer : answers) {
            mean += answer / (double) answers.length;
        }
        assertThat(mean).isCloseTo(0.05, within(0.02));
    }

    @Test
    void classes_haveEqualSharesInAllFolds() {
        float[] y = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            y[row] = row % 9 == 0 ? 1 : 0;
        }
        Dataset rows = Dataset.of(regression().input(), Rows.of(y, 1));
        Ensemble ensemble = Ensemble.realMlp(Head.of(Task.BINARY, 1), rows, SMALL, 7);
        BlendPart.Trained trained = ensemble.train(List.of(), 2);
        assertThat(ensemble.members()).isEqualTo(2);
        assertThat(trained.leftOut()).as("two of five folds").hasSize(36);
        int ones = 0;
        for (float label : rows.select(trained.leftOut()).target().toArray()) {
            ones += label == 1 ? 1 : 0;
        }
        assertThat(ones).as("two fifths of 10").isEqualTo(4);
    }
}
