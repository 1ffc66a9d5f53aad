package gradus.training;

import static gradus.activations.Activations.GELU;
import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.TANH;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.layerNormalization;
import static gradus.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.Huber;
import gradus.losses.MeanSquaredError;
import gradus.math.Precision;
import gradus.math.RandomStream;
import gradus.metrics.BinaryAccuracy;
import gradus.optimizers.Adam;
import gradus.optimizers.AdamW;
import gradus.optimizers.RmsProp;
import gradus.optimizers.Sgd;
import gradus.regularizers.L2;
import gradus.testing.Allocation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A training step that is under way allocates nothing, on any kernels.
class TrainerAllocationTest {
    private static final int ROWS = 200;
    private static final int BATCH = 32;
    private static final int WARM_UP_ROUNDS = 20_000;

    /// Functions that a step calls once take long to be compiled; before that, vectors are objects.
    @BeforeAll
    static void warmUp() {
        Kernels kernels = Kernels.current();
        float[] x = new float[200];
        RandomStream.gaussians(3, x, 0, x.length);
        float[] y = new float[x.length];
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            kernels.exp(x, y, 0, x.length);
            kernels.tanh(x, y, 0, x.length);
            kernels.sigmoid(x, y, 0, x.length);
            kernels.erf(x, y, 0, x.length);
            kernels.log1p(y, y, 0, x.length);
        }
    }

    static Stream<Arguments> trainings() {
        Model playground = Sequential.of(input(2), dense(8, TANH), dense(8, TANH), dense(1, SIGMOID));
        playground.compile(new Sgd(0.03, 0.9, true), new BinaryCrossentropy(), new BinaryAccuracy());
        Model priced = Sequential.of(
                input(12), dense(33, GELU).kernelRegularizer(new L2(0.01)), layerNormalization(), dense(2));
        priced.compile(new AdamW().movingAverage(0.99, 10).globalClipNorm(1), new Huber());
        Model accumulated = Sequential.of(input(5), dense(16, TANH), dense(1));
        accumulated.compile(new RmsProp().gradientAccumulation(3).weightDecay(0.01), new Huber());
        Model normalized = Sequential.of(
                input(8),
                dense(32).useBias(false),
                batchNormalization(),
                relu(),
                dropout(0.2),
                dense(16, RELU),
                dense(1));
        normalized.compile(new Adam().clipNorm(1), new MeanSquaredError());
        return Stream.of(
                Arguments.of("tanh, momentum", playground, 2),
                Arguments.of("GELU, L2, layer normalization, averaged AdamW", priced, 0),
                Arguments.of("accumulated, decayed RMSprop", accumulated, 0),
                Arguments.of("batch normalization, dropout, clipped Adam", normalized, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainings")
    void steadyStep_allocatesNothing(String name, Model model, int classes) {
        Trainer trainer = new Trainer(
                model.graph(),
                model.parameters(),
                model.compilation(),
                Updater.of(model.compilation().optimizer(), model.graph(), model.parameters(), Workers.of(1)),
                data(model, classes),
                BATCH,
                1,
                Precision.FLOAT32,
                Workers.of(1));
        int[] order = new int[ROWS];
        Arrays.setAll(order, i -> i);
        long bytes = Allocation.leastBytes(() -> {
            for (int from = 0; from < ROWS; from += BATCH) {
                trainer.forward(order, from, Math.min(BATCH, ROWS - from));
                trainer.learn();
            }
        });
        assertThat(bytes).as(name).isZero();
    }

    private static Dataset data(Model model, int classes) {
        int inputs = model.graph().calls().getFirst().shape().size();
        int outputs = classes > 0 ? 1 : model.graph().calls().getLast().shape().size();
        float[] x = new float[ROWS * inputs];
        RandomStream.gaussians(1, x, 0, x.length);
        float[] y = new float[ROWS * outputs];
        RandomStream random = RandomStream.of(2);
        for (int i = 0; i < y.length; i++) {
            y[i] = classes > 0 ? random.nextInt(classes) : (float) random.nextGaussian();
        }
        return Dataset.of(Rows.of(x, inputs), Rows.of(y, outputs));
    }
}
