package gradus.benchmarks;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.activations.Activations.TANH;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.relu;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.optimizers.Adam;
import gradus.optimizers.Sgd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One training step of each workload, as part of an epoch of [Model#fit] with 200 of them. The kernels are the best;
/// `-jvmArgsAppend -Dgradus.kernels=simd` takes others.
@State(Scope.Thread)
public class TrainingBenchmark extends Settings {
    private static final int STEPS = 200;

    @Param({"fashion-128", "fashion-32", "fashion-bn-drop-128", "wide-tanh-256", "tabular-32", "playground-10"})
    public String workload = "";

    @Param({"1", "2"})
    public int threads;

    private Model model = Sequential.of(input(1), dense(1));
    private Dataset data = Dataset.of(new float[1][1], new float[1][1]);
    private Fit epoch = Fit.epochs(1);

    /// Multiply-adds of the three products of every layer, but for the first layer's gradient of the inputs.
    static long multiplyAdds(String workload) {
        return switch (workload) {
            case "playground-10" -> products(10, 2, 8, 8, 1);
            case "tabular-32" -> products(32, 30, 64, 64, 1);
            case "wide-tanh-256" -> products(256, 784, 1024, 1024, 10);
            default -> products(workload.equals("fashion-32") ? 32 : 128, 784, 512, 512, 10);
        };
    }

    private static long products(long batch, int... widths) {
        long sum = 0;
        for (int layer = 1; layer < widths.length; layer++) {
            sum += (layer == 1 ? 2 : 3) * batch * widths[layer - 1] * widths[layer];
        }
        return sum;
    }

    @Setup
    public void prepare() {
        int batch;
        int inputs = 784;
        int classes = 10;
        switch (workload) {
            case "playground-10" -> {
                batch = 10;
                inputs = 2;
                classes = 2;
                model = Sequential.of(input(2), dense(8, TANH), dense(8, TANH), dense(1, SIGMOID));
                model.compile(new Sgd(0.03), new BinaryCrossentropy());
            }
            case "tabular-32" -> {
                batch = 32;
                inputs = 30;
                classes = 2;
                model = Sequential.of(input(30), dense(64, RELU), dense(64, RELU), dense(1, SIGMOID));
                model.compile(new Adam(), new BinaryCrossentropy());
            }
            case "wide-tanh-256" -> {
                batch = 256;
                model = Sequential.of(input(784), dense(1024, TANH), dense(1024, TANH), dense(10, SOFTMAX));
                model.compile(new Adam(), new SparseCategoricalCrossentropy());
            }
            case "fashion-bn-drop-128" -> {
                batch = 128;
                model = Sequential.of(
                        input(784),
                        dense(512),
                        batchNormalization(),
                        relu(),
                        dropout(0.2),
                        dense(512),
                        batchNormalization(),
                        relu(),
                        dropout(0.2),
                        dense(10, SOFTMAX));
                model.compile(new Adam(), new SparseCategoricalCrossentropy());
            }
            default -> {
                batch = workload.equals("fashion-32") ? 32 : 128;
                model = Sequential.of(input(784), dense(512, RELU), dense(512, RELU), dense(10, SOFTMAX));
                model.compile(new Adam(), new SparseCategoricalCrossentropy());
            }
        }
        model.threads(threads);
        float[] labels = new float[STEPS * batch];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row % classes;
        }
        data = Dataset.of(Rows.wrap(randoms(labels.length * inputs, 0, 1), inputs), Rows.of(labels, 1));
        epoch = Fit.epochs(1).batchSize(batch);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public History step() {
        return model.fit(data, epoch);
    }
}
