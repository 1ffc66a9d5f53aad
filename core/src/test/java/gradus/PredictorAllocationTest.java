package gradus;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.testing.Allocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictorAllocationTest {
    @ParameterizedTest
    @MethodSource("gradus.PredictorTest#models")
    void singleRows_allocateNothing(Model model) {
        Predictor predictor = model.predictor();
        float[][] rows = PredictorTest.rows(50, predictor.inputs());
        float[] answer = new float[predictor.outputs()];
        assertThat(Allocation.leastBytes(() -> {
                    for (int repeat = 0; repeat < 20; repeat++) {
                        for (float[] row : rows) {
                            predictor.predict(row, answer);
                        }
                    }
                }))
                .isZero();
    }
}
