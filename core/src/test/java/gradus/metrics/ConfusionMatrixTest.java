package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private static ConfusionMatrix example() {
        ConfusionMatrix matrix = new ConfusionMatrix(3, 1);
        float[] predictions = {1, 0, 0, 0, 2, 0, 0, 3, 1, 0, 0, 9, 0, 1, 0};
        matrix.add(new float[] {0, 1, 2, 2, 1}, predictions, null, 5);
        return matrix;
    }

    @Test
    void rows_areCountedByTrueAndPredictedClass() {
        ConfusionMatrix matrix = example();
        assertThat(matrix.count(2, 1)).isEqualTo(1);
        assertThat(matrix.count(1, 1)).isEqualTo(2);
        assertThat(matrix.result()).isEqualTo(0.8);
        assertThat(matrix.recall(2)).isEqualTo(0.5);
        assertThat(matrix.precision(1)).isEqualTo(2.0 / 3);
    }

    @Test
    void oneOutput_isTwoClasses() {
        ConfusionMatrix matrix = new ConfusionMatrix(1, 1);
        matrix.add(new float[] {0, 1, 1}, new float[] {0.5f, 0.51f, 0.2f}, new float[] {1, 2, 0.5f}, 3);
        assertThat(matrix.classes()).isEqualTo(2);
        assertThat(matrix.count(0, 0)).isEqualTo(1);
        assertThat(matrix.count(1, 1)).isEqualTo(2);
        assertThat(matrix.count(1, 0)).isEqualTo(0.5);
    }

    @Test
    void oneHotTargets_areClasses() {
        ConfusionMatrix matrix = new ConfusionMatrix(2, 2);
        matrix.add(new float[] {0, 1}, new float[] {0.1f, 0.9f}, null, 1);
        assertThat(matrix.count(1, 1)).isEqualTo(1);
        matrix.reset();
        assertThat(matrix.result()).isNaN();
    }

    @Test
    void text_isAlignedUnderTheLabels() {
        assertThat(example().toString(List.of("setosa", "versicolor", "a name that is too long")))
                .isEqualTo("""
                true \\ predicted  setosa  versicolor  a name that is …  recall
                setosa                 1           0                 0  100.0%
                versicolor             0           2                 0  100.0%
                a name that is …       0           1                 1   50.0%
                precision         100.0%       66.7%            100.0%   80.0%
                """);
    }

    @Test
    void text_hasNumbersForNames_fractionsOfWeights_andDashesForNothing() {
        ConfusionMatrix matrix = new ConfusionMatrix(1, 1);
        matrix.add(new float[] {1, 1}, new float[] {0.2f, 0.3f}, new float[] {1, 0.25f}, 2);
        assertThat(matrix).hasToString("""
                true \\ predicted     0  1  recall
                0                    0  0       -
                1                 1.25  0    0.0%
                precision         0.0%  -    0.0%
                """);
    }

    @Test
    void wrongLabels_areRefused() {
        assertThatThrownBy(() -> example().toString(List.of("a")))
                .hasMessage("ConfusionMatrix must have a label for each of its 3 classes, got 1");
        assertThatThrownBy(() -> example().add(new float[] {7}, new float[3], null, 1))
                .hasMessage("a class label must be a whole number in [0, 3), got 7.0");
        assertThatThrownBy(() -> new ConfusionMatrix(3, 2)).hasMessageContaining("3, or 1 class label, got 2");
    }
}
