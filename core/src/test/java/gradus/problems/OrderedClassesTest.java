package gradus.problems;

import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.optimizers.Adam;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedClassesTest {
    /// As R's contr.poly(4), times the root of 4, by the square of the degree.
    @Test
    void kernel_hasTheContrastsOfR() {
        assertThat(new OrderedClasses(4).kernel())
                .containsExactly(
                        new float[] {
                            -1.3416408f,
                            -0.4472136f,
                            0.4472136f,
                            1.3416408f,
                            0.25f,
                            -0.25f,
                            -0.25f,
                            0.25f,
                            -0.0496904f,
                            0.1490712f,
                            -0.1490712f,
                            0.0496904f
                        },
                        within(1e-6f));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderedClasses(2))
                .withMessageContaining("at least 3, got 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 30})
    void polynomials_areOrthogonal_andTheirSumsZero(int classes) {
        float[] kernel = new OrderedClasses(classes).kernel();
        for (int one = 0; one < classes - 1; one++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += kernel[one * classes + k];
            }
            assertThat(sum).isCloseTo(0, within(1e-4));
            for (int other = 0; other <= one; other++) {
                double product = 0;
                for (int k = 0; k < classes; k++) {
                    product += (double) kernel[one * classes + k] * kernel[other * classes + k];
                }
                double size = classes / Math.pow((one + 1) * (other + 1), 2);
                assertThat(product).isCloseTo(one == other ? size : 0, within(1e-4));
            }
        }
    }

    /// Of rows that are all alike, any shares of the classes can be learned, also such without an order.
    @Test
    void network_learnsAnyShares() {
        Head head = Head.ordered(4);
        OrderedClasses order = new OrderedClasses(4);
        assertThat(head.order()).isEqualTo(order);
        Model model = Sequential.of(input(1), head.layer(), order.layer()).seed(1);
        float[] kernel = order.kernel();
        float[] values = model.parameters().values();
        System.arraycopy(kernel, 0, values, values.length - kernel.length, kernel.length);
        model.compile(new Adam(0.1), head.loss());
        float[] targets = {0, 0, 0, 0, 1, 2, 2, 2, 3, 3};
        model.fit(
                Dataset.of(Rows.of(new float[10], 1), Rows.of(targets, 1)),
                Fit.epochs(1000).batchSize(10));
        assertThat(model.predict(Rows.of(new float[1], 1)).toArray())
                .containsExactly(new float[] {0.4f, 0.1f, 0.3f, 0.2f}, within(0.01f));
        assertThat(Arrays.copyOfRange(values, values.length - kernel.length, values.length))
                .isEqualTo(kernel);
    }
}
