package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Rescaling;
import gradus.math.RandomStream;
import gradus.problems.Head;
import gradus.problems.Task;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
        Ensemble.Trained one = ensemble().train(List.of(), 1);
        Ensemble.Trained two = ensemble().train(List.of(), 2);
        assertThat(model(two).weightsSha256()).isEqualTo(model(one).weightsSha256());
        assertThat(two.outOfFold().toArray()).isEqualTo(one.outOfFold().toArray());
        assertThat(two.history()).hasToString(one.history().toString());
    }

    /// A single network uses all threads itself.
    @Test
    void threads_changeNoBitOfASingleNetwork() {
        Ensemble single = Ensemble.linear(Head.of(Task.REGRESSION, 1), regression(), 1, 7);
        Ensemble.Trained one = single.train(List.of(), 1);
        Ensemble.Trained three = single.train(List.of(), 3);
        assertThat(single.join(three.members(), List.of()).weightsSha256())
                .isEqualTo(single.join(one.members(), List.of()).weightsSha256());
        assertThat(one.leftOut()).as("one of five parts").hasSize(ROWS / 5);
    }

    @Test
    void tabM_learns_andItsMembersAreInOneNetwork() {
        Ensemble tabM = Ensemble.tabM(Head.of(Task.REGRESSION, 1), regression(), SMALL, 7);
        Ensemble.Trained trained = tabM.train(List.of(), 2);
        assertThat(trained.outOfFold().width()).isEqualTo(1);
        assertThat(tabM.member().summary()).contains("RepeatVector", "factors", "heads");
        List<Double> losses = Objects.requireNonNull(trained.history().values().get("val_loss"));
        assertThat(losses.getLast()).isLessThan(losses.getFirst());
    }

    @Test
    void outOfFoldAnswers_areGood_andNotThoseOfTheWhole() {
        Ensemble.Trained trained = ensemble().train(List.of(), 2);
        Dataset leftOut = regression().select(trained.leftOut());
        float[] targets = leftOut.target().toArray();
        float[] outOfFold = trained.outOfFold().toArray();
        float[] whole = model(trained).predict(leftOut.input()).toArray();
        assertThat(meanSquare(targets, outOfFold)).isLessThan(0.2);
        assertThat(meanSquare(targets, whole))
                .as("rows that members have seen")
                .isLessThan(meanSquare(targets, outOfFold));
    }

    private static Model model(Ensemble.Trained trained) {
        return ensemble().join(trained.members(), List.of());
    }

    private static double meanSquare(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]) / (double) a.length;
        }
        return sum;
    }

    @Test
    void decoder_isPartOfTheModel() {
        Ensemble.Trained trained = ensemble().train(List.of(), 2);
        float[] plain = model(trained).predict(regression().input()).toArray();
        float[] doubled = ensemble()
                .join(trained.members(), List.of(new Rescaling(2, 1)))
                .predict(regression().input())
                .toArray();
        for (int i = 0; i < plain.length; i++) {
            assertThat(doubled[i]).isCloseTo(2 * plain[i] + 1, within(1e-5f));
        }
    }

    @Test
    void stoppedAtOnce_leavesAModelThatAnswers() {
        Callback stop = (event, training) -> {
            if (event instanceof TrainingEvent.EpochStarted) {
                training.pause("interrupted");
            }
        };
        Ensemble.Trained trained = ensemble().train(List.of(stop), 2);
        assertThat(trained.history().stopReason()).isEqualTo("interrupted");
        assertThat(model(trained).predict(regression().input()).count()).isEqualTo(ROWS);
    }

    @Test
    void classes_haveEqualSharesInAllFolds() {
        float[] y = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            y[row] = row % 9 == 0 ? 1 : 0;
        }
        Dataset rows = Dataset.of(regression().input(), Rows.of(y, 1));
        Ensemble ensemble = Ensemble.realMlp(Head.of(Task.BINARY, 1), rows, SMALL, 7);
        Ensemble.Trained trained = ensemble.train(List.of(), 2);
        assertThat(ensemble.members()).isEqualTo(2);
        assertThat(trained.leftOut()).as("two of five folds").hasSize(36);
        int ones = 0;
        for (float label : rows.select(trained.leftOut()).target().toArray()) {
            ones += label == 1 ? 1 : 0;
        }
        assertThat(ones).as("two fifths of 10").isEqualTo(4);
    }
}
