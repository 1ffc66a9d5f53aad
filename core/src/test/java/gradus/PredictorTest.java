package gradus;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.activations.Activations.TANH;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.layerNormalization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradus.data.Dataset;
import gradus.data.Shape;
import gradus.layers.Add;
import gradus.layers.Input;
import gradus.layers.Node;
import gradus.losses.MeanSquaredError;
import gradus.math.RandomStream;
import gradus.optimizers.Sgd;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictorTest {
    static Stream<Model> models() {
        return Stream.of(
                Sequential.of(input(2), dense(8, TANH), dense(8, TANH), dense(1, SIGMOID)),
                Sequential.of(input(30), dense(64, RELU), dense(64, RELU), dense(1, SIGMOID)),
                Sequential.of(input(7), dense(33), batchNormalization(), dropout(0.2), dense(5, SOFTMAX)),
                Sequential.of(input(300), dense(130, RELU), layerNormalization(), dense(10, SOFTMAX)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void answers_areThoseOfBatches_toTheBit(Model model) {
        model.seed(3);
        Predictor predictor = model.predictor();
        float[][] rows = rows(300, predictor.inputs());
        float[][] batch = model.predict(rows);
        float[] answer = new float[predictor.outputs()];
        for (int row = 0; row < rows.length; row++) {
            assertThat(predictor.predict(rows[row], answer)).isSameAs(answer).isEqualTo(batch[row]);
        }
    }

    @Test
    void manyThreads_eachWithItsOwn_getTheSameAnswers() throws Exception {
        Model model =
                Sequential.of(input(20), dense(64, RELU), dense(3, SOFTMAX)).seed(1);
        float[][] rows = rows(500, 20);
        float[][] expected = model.predict(rows);
        Callable<float[][]> task = () -> {
            Predictor predictor = model.predictor();
            float[][] answers = new float[rows.length][3];
            for (int row = 0; row < rows.length; row++) {
                predictor.predict(rows[row], answers[row]);
            }
            return answers;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var answers : threads.invokeAll(List.of(task, task, task, task, task, task, task, task))) {
                assertThat(answers.get()).isDeepEqualTo(expected);
            }
        }
    }

    @Test
    void laterTraining_shows() {
        Model model = Sequential.of(input(2), dense(1)).seed(1);
        Predictor predictor = model.predictor();
        float[] row = {1, 2};
        float before = predictor.predict(row, new float[1])[0];
        model.compile(new Sgd(0.1), new MeanSquaredError());
        model.fit(Dataset.of(new float[][] {row}, new float[][] {{9}}), Fit.epochs(1));
        assertThat(predictor.predict(row, new float[1])[0])
                .isNotEqualTo(before)
                .isEqualTo(model.predict(new float[][] {row})[0][0]);
    }

    @Test
    void wrongLengths_areRefused() {
        Predictor predictor = Sequential.of(input(2), dense(3)).predictor();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predictor.predict(new float[4], new float[3]))
                .withMessage("a predictor needs a row of 2 numbers and room for 3, got 4 and 3");
        assertThatIllegalArgumentException().isThrownBy(() -> predictor.predict(new float[2], new float[1]));
    }

    @Test
    void severalInputs_areRefused() {
        Input left = new Input(Shape.of(2));
        Input right = new Input(Shape.of(2));
        Model model = Model.of(List.of(left, right), List.of(Node.of(new Add(), List.of(left, right))));
        assertThatIllegalArgumentException()
                .isThrownBy(model::predictor)
                .withMessage("a predictor needs a model of one input, got 2; use Model.predict");
    }

    static float[][] rows(int count, int width) {
        float[][] rows = new float[count][width];
        for (int row = 0; row < count; row++) {
            RandomStream.gaussians(row, rows[row], 0, width);
        }
        return rows;
    }
}
