package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighborsTest {
    private static final int ROWS = 400;
    private static final Head HEAD = Head.of(Task.REGRESSION, 1);
    private static final Budget SMALL = new Budget(Duration.ofMillis(50));

    /// Each number stands in four rows, with the same target, which nothing else tells.
    private static Dataset repeated() {
        float[] x = new float[ROWS];
        float[] y = new float[ROWS];
        RandomStream.gaussians(1, y, 0, ROWS);
        for (int row = 0; row < ROWS; row++) {
            x[row] = row % (ROWS / 4);
            y[row] = y[row % (ROWS / 4)];
        }
        return Dataset.of(Rows.of(x, 1), Rows.of(y, 1));
    }

    private static Neighbors neighbors() {
        return Neighbors.of(HEAD, repeated(), SMALL, 7);
    }

    private static double meanSquare(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]) / (double) a.length;
        }
        return sum;
    }

    @Test
    void rowsOfTheSameValues_areFound() {
        BlendPart.Trained trained = neighbors().train(List.of(), 2);
        assertThat(trained.finished()).isTrue();
        assertThat(trained.members()).hasSize(1);
        assertThat(trained.leftOut()).as("two of five parts").hasSize(160).isSorted();
        float[] targets = repeated().select(trained.leftOut()).target().toArray();
        assertThat(meanSquare(targets, trained.outOfFold().toArray()))
                .as("of 1 without knowing them")
                .isLessThan(0.2);
    }

    /// Rows that are asked are not known, or nothing would be better than the very nearest row, with twice the error of
    /// the mean.
    @Test
    void noise_isAnsweredByTheMean() {
        float[] x = new float[ROWS];
        float[] y = new float[ROWS];
        RandomStream.gaussians(1, x, 0, ROWS);
        RandomStream.gaussians(2, y, 0, ROWS);
        Dataset noise = Dataset.of(Rows.of(x, 1), Rows.of(y, 1));
        BlendPart.Trained trained = Neighbors.of(HEAD, noise, SMALL, 7).train(List.of(), 2);
        float[] targets = noise.select(trained.leftOut()).target().toArray();
        assertThat(meanSquare(targets, trained.outOfFold().toArray()))
                .isLessThan(1.1 * meanSquare(targets, new float[targets.length]));
    }

    @Test
    void threads_changeNoBit() {
        BlendPart.Trained one = neighbors().train(List.of(), 1);
        BlendPart.Trained two = neighbors().train(List.of(), 2);
        assertThat(two.members().getFirst().weightsSha256())
                .isEqualTo(one.members().getFirst().weightsSha256());
        assertThat(two.outOfFold().toArray()).isEqualTo(one.outOfFold().toArray());
    }

    /// With whole groups left out, the other rows of the same values are not known.
    @Test
    void groups_areAnsweredWithoutThemselves() {
        int[] groups = new int[ROWS];
        Arrays.setAll(groups, row -> row % (ROWS / 4));
        BlendPart.Trained trained =
                neighbors().leavingOut(new LeftOut(groups, null)).train(List.of(), 2);
        float[] targets = repeated().select(trained.leftOut()).target().toArray();
        assertThat(meanSquare(targets, trained.outOfFold().toArray())).isGreaterThan(0.7);
    }

    @Test
    void byTime_theLastRowsAreAnsweredByEarlierOnes() {
        int[] inTime = IntStream.range(0, ROWS).toArray();
        BlendPart.Trained trained =
                neighbors().leavingOut(new LeftOut(null, inTime)).train(List.of(), 2);
        assertThat(trained.leftOut()).containsExactly(IntStream.range(320, ROWS).toArray());
        float[] targets = repeated().select(trained.leftOut()).target().toArray();
        assertThat(meanSquare(targets, trained.outOfFold().toArray())).isLessThan(0.2);
    }

    @Test
    void manyRowsForLittleTime_areThinnedOut() {
        float[] x = new float[20_000];
        RandomStream.gaussians(1, x, 0, x.length);
        Dataset many = Dataset.of(Rows.of(x, 1), Rows.of(x, 1));
        Neighbors neighbors = Neighbors.of(HEAD, many, new Budget(Duration.ofMillis(1)), 7);
        assertThat(neighbors.caution()).startsWith("the model holds 615 training rows, encoded;");
        BlendPart.Trained trained = neighbors.train(List.of(), 2);
        assertThat(trained.leftOut()).hasSizeBetween(270, 340);
        assertThat(meanSquare(
                        many.select(trained.leftOut()).target().toArray(),
                        trained.outOfFold().toArray()))
                .isLessThan(0.01);
    }

    @Test
    void stopped_leavesNothing() {
        Callback stop = (event, training) -> {
            if (event instanceof TrainingEvent.EpochStarted) {
                training.pause("interrupted");
            }
        };
        BlendPart.Trained trained = neighbors().train(List.of(stop), 2);
        assertThat(trained.finished()).isFalse();
        assertThat(trained.members()).isEmpty();
    }
}
