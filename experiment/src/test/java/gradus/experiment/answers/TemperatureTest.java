package gradus.experiment.answers;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.Sequential;
import gradus.data.Rows;
import gradus.layers.Average;
import gradus.layers.Input;
import gradus.layers.Node;
import gradus.math.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    /// Labels drawn by probabilities, and the same probabilities said too surely, with logits twice as large.
    private static float[][] tooSure(int rows) {
        RandomStream random = RandomStream.of(1);
        float[] labels = new float[rows];
        float[] said = new float[rows];
        for (int i = 0; i < rows; i++) {
            double logit = 2 * random.nextGaussian();
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
            said[i] = (float) (1 / (1 + Math.exp(-2 * logit)));
        }
        return new float[][] {labels, said};
    }

    private static double error(float[] labels, Rows said) {
        var error = new CalibrationError().start(1, 1);
        error.add(labels, said.toArray(), null, labels.length);
        return error.result();
    }

    @Test
    void temperature_undoesWhatIsTooSure() {
        float[][] rows = tooSure(20_000);
        Rows said = Rows.of(rows[1], 1);
        Temperature temperature = Temperature.of(Rows.of(rows[0], 1), said, null);
        assertThat(temperature.value()).isCloseTo(2, within(0.1));
        assertThat(error(rows[0], said)).isGreaterThan(0.05);
        assertThat(error(rows[0], temperature.of(said))).isLessThan(0.015);
    }

    @Test
    void rowsOfWeightZero_doNotCount() {
        float[][] rows = tooSure(2000);
        float[] labels = java.util.Arrays.copyOf(rows[0], 4000);
        float[] said = java.util.Arrays.copyOf(rows[1], 4000);
        float[] weights = new float[4000];
        java.util.Arrays.fill(weights, 0, 2000, 1);
        java.util.Arrays.fill(said, 2000, 4000, 0.9f);
        Temperature all = Temperature.of(Rows.of(labels, 1), Rows.of(said, 1), Rows.of(weights, 1));
        assertThat(all.value())
                .isCloseTo(
                        Temperature.of(Rows.of(rows[0], 1), Rows.of(rows[1], 1), null)
                                .value(),
                        within(1e-6));
    }

    @Test
    void foldedIn_theModelSaysTheCalibratedProbabilities() {
        Temperature temperature = new Temperature(1.7);
        Rows rows = Rows.of(new float[][] {{1, 2}, {-3, 0.5f}, {0, 4}});
        for (Model model : List.of(
                Sequential.of(null, List.of(input(2), dense(5, RELU), dense(3, SOFTMAX))),
                Sequential.of(null, List.of(input(2), dense(1, SIGMOID))))) {
            Rows before = model.predict(rows);
            assertThat(temperature.foldInto(model)).isTrue();
            assertThat(model.predict(rows).toArray())
                    .containsExactly(temperature.of(before).toArray(), within(1e-6f));
        }
    }

    @Test
    void ofAnEnsemble_everyMemberIsFolded() {
        Input input = input(2);
        Node one = dense(3, SOFTMAX).apply(input);
        Node two = dense(3, SOFTMAX).apply(dense(4, RELU).apply(input));
        Model model = Model.of(input, new Average().apply(one, two));
        Model first = Model.of(input, one);
        Rows rows = Rows.of(new float[][] {{1, 2}});
        assertThat(new Temperature(2).foldInto(model)).isTrue();
        assertThat(model.predict(rows).toArray()[0])
                .isNotEqualTo(first.predict(rows).toArray()[0]);
    }

    @Test
    void otherLastLayers_areLeftAlone() {
        Model numbers = Sequential.of(null, List.of(input(2), dense(3)));
        float[] before = numbers.parameters().values().clone();
        assertThat(new Temperature(2).foldInto(numbers)).isFalse();
        assertThat(numbers.parameters().values()).containsExactly(before);
    }
}
