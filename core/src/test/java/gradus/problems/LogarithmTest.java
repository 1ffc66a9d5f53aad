package gradus.problems;

import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.Sequential;
import gradus.data.Rows;
import gradus.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogarithmTest {
    @Test
    void encoded_haveMeanZeroAndDeviationOne_andComeBack() {
        for (float[] values : new float[][] {{1, 10, 100, 1000}, {0, 3, 8, 20}}) {
            Logarithm logarithm = Logarithm.of(Rows.of(values, 1));
            assertThat(logarithm.shift()).isEqualTo(values[0] > 0 ? 0 : 1);
            Rows encoded = logarithm.encode(Rows.of(values, 1));
            double sum = 0;
            double squares = 0;
            for (float value : encoded.toArray()) {
                sum += value;
                squares += value * value;
            }
            assertThat(sum).isCloseTo(0, within(1e-5));
            assertThat(squares / 4).isCloseTo(1, within(1e-5));
            assertThat(logarithm.decode(encoded).toArray()).containsExactly(values, within(1e-3f));
            List<Layer> layers = new ArrayList<>(List.of(input(1)));
            layers.addAll(logarithm.decoder());
            assertThat(Sequential.of(null, layers).predict(encoded).toArray()).containsExactly(values, within(1e-3f));
        }
    }

    @Test
    void corrected_predictsTheMean_andLearnsTheSame() {
        Rows targets = Rows.of(new float[] {1, 10, 100, 1000}, 1);
        Logarithm logarithm = Logarithm.of(targets);
        // A network that always says the mean of the logarithms, 31.6, while the mean of the targets is 277.75.
        Rows answers = Rows.of(new float[4], 1);
        Logarithm corrected = logarithm.corrected(targets, answers);
        assertThat(corrected.decode(answers).toArray())
                .containsExactly(new float[] {277.75f, 277.75f, 277.75f, 277.75f}, within(1e-2f));
        assertThat(corrected.encode(targets).toArray())
                .isEqualTo(logarithm.encode(targets).toArray());
        List<Layer> layers = new ArrayList<>(List.of(input(1)));
        layers.addAll(corrected.decoder());
        assertThat(Sequential.of(null, layers).predict(answers).toArray())
                .containsExactly(new float[] {277.75f, 277.75f, 277.75f, 277.75f}, within(1e-2f));
    }

    @Test
    void correction_isNone_whereItWouldNotBeANumber() {
        Logarithm logarithm = Logarithm.of(Rows.of(new float[] {1, 2}, 1));
        Rows zero = Rows.of(new float[1], 1);
        assertThat(logarithm.corrected(zero, zero)).isEqualTo(logarithm);
    }

    @Test
    void negativeTargets_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Logarithm.of(Rows.of(new float[] {1, -2}, 1)))
                .withMessage("a logarithm needs targets of at least 0, got -2.0");
    }
}
