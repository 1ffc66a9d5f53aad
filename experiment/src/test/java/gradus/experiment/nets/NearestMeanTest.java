package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.callbacks.Callback;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Dense;
import gradus.math.RandomStream;
import gradus.problems.Head;
import gradus.problems.Task;
import gradus.training.Graph;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NearestMeanTest {
    private static final Head NUMBER = Head.of(Task.REGRESSION, 1);

    /// The formula, row by row.
    private static double[] means(NearestMean mean, float[][] known, float[][] targets, float[] asked) {
        double[] sums = new double[targets[0].length];
        double all = 0;
        for (int j = 0; j < known.length; j++) {
            double square = 0;
            for (int i = 0; i < asked.length; i++) {
                double difference = asked[i] - (double) known[j][i];
                square += mean.factors()[i] * difference * difference;
            }
            double weight = Math.exp(-square);
            all += weight;
            for (int k = 0; k < sums.length; k++) {
                sums[k] += weight * targets[j][k];
            }
        }
        for (int k = 0; k < sums.length; k++) {
            sums[k] /= all;
        }
        return sums;
    }

    @Test
    void twoLayers_areTheMeanWeightedByDistance() {
        float[][] known = {{0, 0}, {1, 2}, {-1, 0.5f}, {3, -2}};
        float[][] targets = {{1, 10}, {2, -10}, {4, 0}, {8, 5}};
        NearestMean mean = new NearestMean(Head.of(Task.REGRESSION, 2), new float[] {0.5f, 1.5f});
        float[] asked = {0.4f, 0.7f};
        float[] answer = mean.model(Dataset.of(known, targets))
                .predict(Rows.of(asked, 2))
                .toArray();
        double[] expected = means(mean, known, targets, asked);
        assertThat(answer[0]).isCloseTo((float) expected[0], within(1e-5f));
        assertThat(answer[1]).isCloseTo((float) expected[1], within(1e-4f));
    }

    /// Trained further on the rows that it knows, it would learn that each is near to itself only.
    @Test
    void model_isNotTrainedFurther() {
        Dataset known = Dataset.of(new float[][] {{0}, {1}, {5}}, new float[][] {{1}, {3}, {8}});
        assertThat(NearestMean.of(NUMBER, 1, 1).model(known).graph().layers())
                .filteredOn(entry -> entry.layer() instanceof Dense)
                .hasSize(2)
                .noneMatch(Graph.Entry::trainable);
    }

    @Test
    void largeFactors_findTheNearest_andSmallOnesTheMean() {
        Dataset known = Dataset.of(new float[][] {{0}, {1}, {5}}, new float[][] {{1}, {3}, {8}});
        Rows asked = Rows.of(new float[] {0.9f}, 1);
        NearestMean mean = NearestMean.of(NUMBER, 1, 1);
        assertThat(mean.times(1000).model(known).predict(asked).toArray()[0]).isCloseTo(3, within(1e-5f));
        assertThat(mean.times(1e-6).model(known).predict(asked).toArray()[0]).isCloseTo(4, within(1e-4f));
    }

    /// 0.1% is shared by the three classes, so that a class without near rows is not impossible.
    @Test
    void probabilities_areNeverZero() {
        Dataset known = Dataset.of(new float[][] {{0}, {1}, {9}}, new int[] {2, 2, 1});
        NearestMean mean = NearestMean.of(Head.of(Task.MULTICLASS, 3), 1, 50);
        float[] answer =
                mean.model(known).predict(Rows.of(new float[] {0.1f}, 1)).toArray();
        assertThat(answer).containsExactly(new float[] {1e-3f / 3, 1e-3f / 3, 1 - 2e-3f / 3}, within(1e-6f));
        float[] binary = NearestMean.of(Head.of(Task.BINARY, 1), 1, 50)
                .model(Dataset.of(new float[][] {{0}, {1}}, new float[][] {{0}, {1}}))
                .predict(Rows.of(new float[] {0, 1}, 1))
                .toArray();
        assertThat(binary).containsExactly(new float[] {5e-4f, 1 - 5e-4f}, within(1e-6f));
    }

    /// The second column is noise.
    @Test
    void learning_findsTheColumnsThatMatter() {
        float[] x = new float[1200];
        RandomStream.gaussians(1, x, 0, x.length);
        float[] y = new float[600];
        for (int row = 0; row < y.length; row++) {
            y[row] = Math.abs(x[2 * row]);
        }
        Dataset rows = Dataset.of(Rows.of(x, 2), Rows.of(y, 1));
        NearestMean before = NearestMean.of(NUMBER, 2, 4);
        Fit fit = Fit.epochs(20).batchSize(100);
        NearestMean after = Objects.requireNonNull(before.learn(rows.slice(0, 300), rows.slice(300, 600), 0.1, fit, 1));
        assertThat(after.factors()[0]).isGreaterThan(4);
        assertThat(after.factors()[1]).isBetween(0f, 1.5f);
        NearestMean two = Objects.requireNonNull(before.learn(rows.slice(0, 300), rows.slice(300, 600), 0.1, fit, 2));
        assertThat(two.factors()).as("threads change no bit").isEqualTo(after.factors());
    }

    @Test
    void stopped_learnsNothing() {
        Callback stop = (event, training) -> {
            if (event instanceof TrainingEvent.EpochStarted) {
                training.pause("interrupted");
            }
        };
        Dataset rows = Dataset.of(new float[][] {{0}, {1}}, new float[][] {{0}, {1}});
        assertThat(NearestMean.of(NUMBER, 1, 1)
                        .learn(rows, rows, 0.1, Fit.epochs(2).callbacks(stop), 1))
                .isNull();
    }
}
