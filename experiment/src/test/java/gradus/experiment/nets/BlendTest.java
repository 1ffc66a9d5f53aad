package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.experiment.answers.Temperature;
import gradus.layers.Rescaling;
import gradus.math.RandomStream;
import gradus.problems.Head;
import gradus.problems.Task;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlendTest {
    private static final int ROWS = 90;
    private static final Budget SMALL = new Budget(Duration.ofMillis(60));
    private static final Head HEAD = Head.of(Task.REGRESSION, 1);

    private static Dataset regression() {
        float[] x = new float[ROWS * 2];
        float[] y = new float[ROWS];
        float[] noises = new float[ROWS];
        RandomStream.gaussians(1, x, 0, x.length);
        RandomStream.gaussians(2, noises, 0, ROWS);
        for (int row = 0; row < ROWS; row++) {
            y[row] = Math.abs(x[2 * row]) - 0.5f * x[2 * row + 1] + 0.8f * noises[row];
        }
        return Dataset.of(Rows.of(x, 2), Rows.of(y, 1));
    }

    private static Blend blend() {
        return blend(regression());
    }

    private static Blend blend(Dataset rows) {
        return new Blend(Ensemble.realMlp(HEAD, rows, SMALL, 7), Neighbors.of(HEAD, rows, SMALL, 7));
    }

    private static Model model(Blend.Trained trained) {
        return blend().join(trained, List.of());
    }

    private static double meanSquare(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]) / (double) a.length;
        }
        return sum;
    }

    /// Its answers are those of rows nearby, which are worse than those of the straight line.
    @Test
    void straightLines_areLeftToTheFirst() {
        float[] x = new float[ROWS];
        RandomStream.gaussians(1, x, 0, ROWS);
        Dataset linear = Dataset.of(Rows.of(x, 1), Rows.of(x, 1));
        Blend blend = new Blend(Ensemble.linear(HEAD, linear, 1, 7), Neighbors.of(HEAD, linear, SMALL, 7));
        Blend.Trained trained = blend.train(null, List.of(), 2);
        assertThat(trained.shares()).containsExactly(1.0, 0.0);
        assertThat(blend.shares(trained)).endsWith(" epochs 100%, the nearest rows 0%");
        assertThat(blend.join(trained, List.of()).graph().layers())
                .as("nothing of it is in the model")
                .noneMatch(entry -> entry.name().startsWith("encoding_2"));
    }

    @Test
    void smallTables_areLeftToTheFirst() {
        assertThat(Blend.of(HEAD, regression(), SMALL, 7).others()).isEmpty();
        float[] x = new float[2_000];
        RandomStream.gaussians(1, x, 0, x.length);
        Dataset many = Dataset.of(Rows.of(x, 1), Rows.of(x, 1));
        assertThat(Blend.of(HEAD, many, SMALL, 7).others()).isEqualTo(" and, if they help, the nearest rows");
    }

    @Test
    void threads_changeNoBit() {
        Blend.Trained one = blend().train(null, List.of(), 1);
        Blend.Trained two = blend().train(null, List.of(), 2);
        assertThat(two.shares()).isEqualTo(one.shares());
        assertThat(model(two).weightsSha256()).isEqualTo(model(one).weightsSha256());
        assertThat(two.outOfFold().toArray()).isEqualTo(one.outOfFold().toArray());
    }

    @Test
    void outOfFoldAnswers_areGood_andNotThoseOfTheWhole() {
        Blend.Trained trained = blend().train(null, List.of(), 2);
        Dataset leftOut = regression().select(trained.leftOut());
        float[] targets = leftOut.target().toArray();
        float[] outOfFold = trained.outOfFold().toArray();
        float[] whole = model(trained).predict(leftOut.input()).toArray();
        assertThat(meanSquare(targets, outOfFold)).as("the noise alone: 0.64").isLessThan(1);
        assertThat(meanSquare(targets, whole))
                .as("rows that members have seen")
                .isLessThan(meanSquare(targets, outOfFold));
    }

    @Test
    void answer_isTheSumOfShares() {
        Blend blend = blend();
        Blend.Trained trained = blend.train(null, List.of(), 2);
        List<BlendPart.Trained> each = trained.parts();
        Blend.Trained mixed =
                new Blend.Trained(each, List.of(0.25, 0.75), trained.leftOut(), trained.outOfFold(), true);
        float[] first = alone(blend, trained, 1, 0);
        float[] second = alone(blend, trained, 0, 1);
        float[] both = model(mixed).predict(regression().input()).toArray();
        for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).isCloseTo(0.25f * first[i] + 0.75f * second[i], within(1e-5f));
        }
        assertThat(blend.title()).startsWith("the mean of 2 networks by the recipe of RealMLP for ");
        assertThat(blend.shares(mixed)).contains("epochs 25%, the nearest rows 75% (the model holds 90 training rows,");
    }

    private static float[] alone(Blend blend, Blend.Trained trained, double first, double second) {
        Blend.Trained one = new Blend.Trained(
                trained.parts(), List.of(first, second), trained.leftOut(), trained.outOfFold(), true);
        Model model = blend.join(one, List.of());
        assertThat(model.graph().layers()).noneMatch(entry -> entry.name().startsWith("share"));
        return model.predict(regression().input()).toArray();
    }

    /// Folded into the last layer, it makes of each probability a power, and the whole is shared out anew.
    @Test
    void probabilities_takeATemperature() {
        float[] x = regression().input().toArray();
        float[] two = new float[ROWS];
        float[] three = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            two[row] = x[2 * row] > 0 ? 1 : 0;
            three[row] = two[row] + (x[2 * row + 1] > 0 ? 1 : 0);
        }
        for (Head head : List.of(Head.of(Task.BINARY, 1), Head.of(Task.MULTICLASS, 3), Head.ordered(3))) {
            Rows targets = Rows.of(head.task() == Task.BINARY ? two : three, 1);
            Dataset rows = Dataset.of(regression().input(), targets);
            Blend blend = new Blend(Ensemble.realMlp(head, rows, SMALL, 7), Neighbors.of(head, rows, SMALL, 7));
            Blend.Trained trained = blend.train(null, List.of(), 2);
            Blend.Trained mixed =
                    new Blend.Trained(trained.parts(), List.of(0.5, 0.5), trained.leftOut(), trained.outOfFold(), true);
            Model model = blend.join(mixed, List.of());
            Rows before = model.predict(rows.input());
            Temperature temperature = new Temperature(1.7);
            assertThat(temperature.foldInto(model)).isTrue();
            assertThat(model.predict(rows.input()).toArray())
                    .containsExactly(temperature.of(before).toArray(), within(1e-5f));
        }
    }

    @Test
    void mean_mayBeSurerThanItsMembers_unlessItAnsweredTheRowsItself() {
        Blend blend = Blend.of(Ensemble.realMlp(HEAD, regression(), SMALL, 7));
        assertThat(blend.sharpness(blend.train(null, List.of(), 2)))
                .as("two networks")
                .isEqualTo(1.04);
        Blend byTime =
                blend.leavingOut(new LeftOut(null, IntStream.range(0, ROWS).toArray()));
        assertThat(byTime.sharpness(byTime.train(null, List.of(), 2))).isEqualTo(1);
        Blend single = Blend.of(Ensemble.linear(HEAD, regression(), 1, 7));
        assertThat(single.sharpness(single.train(null, List.of(), 2))).isEqualTo(1);
    }

    @Test
    void decoder_isPartOfTheModel() {
        Blend.Trained trained = blend().train(null, List.of(), 2);
        float[] plain = model(trained).predict(regression().input()).toArray();
        float[] doubled = blend().join(trained, List.of(new Rescaling(2, 1)))
                .predict(regression().input())
                .toArray();
        for (int i = 0; i < plain.length; i++) {
            assertThat(doubled[i]).isCloseTo(2 * plain[i] + 1, within(1e-5f));
        }
    }

    @Test
    void whatIsTrained_isNotTrainedAgain() {
        Blend blend = blend();
        Blend first = blend.first();
        assertThat(blend.beginsAs(first)).isTrue();
        assertThat(first.beginsAs(blend)).as("there is a second").isFalse();
        Blend.Trained known = first.train(null, List.of(), 2);
        Blend.Trained whole = blend.train(known, List.of(), 2);
        assertThat(whole.parts()).hasSize(2).first().isSameAs(known.parts().getFirst());
        assertThat(model(whole).weightsSha256())
                .isEqualTo(model(blend.train(null, List.of(), 2)).weightsSha256());
    }

    @Test
    void interrupted_leavesOutWhatHasNotBegun() {
        Callback stop = (event, training) -> {
            if (event instanceof TrainingEvent.EpochStarted) {
                training.pause("interrupted");
            }
        };
        Blend.Trained trained = blend().train(null, List.of(stop), 2);
        assertThat(trained.finished()).isFalse();
        assertThat(trained.parts()).hasSize(1);
        assertThat(blend().shares(trained)).endsWith("100%, the nearest rows 0%, because the training was interrupted");
        assertThat(model(trained).predict(regression().input()).count()).isEqualTo(ROWS);
    }
}
