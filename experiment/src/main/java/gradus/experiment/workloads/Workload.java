package gradus.experiment.workloads;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.activations.Activations.TANH;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.relu;

import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.kernels.Kernels;
import gradus.layers.EinsumDense;
import gradus.layers.Layer;
import gradus.layers.RepeatVector;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.Loss;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import gradus.optimizers.AdamW;
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A training whose speed is measured: a network, how it is trained, and the shape of the data, which is random.
///
/// @param name by which it is asked for
/// @param inputs how many numbers a row has
/// @param layers the layers
/// @param loss the loss
/// @param optimizer the optimizer
/// @param classes number of classes; 2 classes have a single output
/// @param rows of an epoch
/// @param batchSize batch size
/// @param members number of answers to a row, each of which learns its label
public record Workload(
        String name,
        int inputs,
        List<Layer> layers,
        Loss loss,
        Optimizer optimizer,
        int classes,
        int rows,
        int batchSize,
        int members) {

    /// The networks of everyday use, the large ones first.
    public static final List<Workload> ALL = List.of(
            images("fashion-128", 128, dense(512, RELU), dense(512, RELU)),
            images("fashion-32", 32, dense(512, RELU), dense(512, RELU)),
            images(
                    "fashion-bn-drop-128",
                    128,
                    dense(512),
                    batchNormalization(),
                    relu(),
                    dropout(0.2),
                    dense(512),
                    batchNormalization(),
                    relu(),
                    dropout(0.2)),
            images("wide-tanh-256", 256, dense(1024, TANH), dense(1024, TANH)),
            new Workload(
                    "tabular-32",
                    30,
                    List.of(dense(64, RELU), dense(64, RELU), dense(1, SIGMOID)),
                    new BinaryCrossentropy(),
                    new Adam(),
                    2,
                    20_000,
                    32,
                    1),
            new Workload(
                    "playground-10",
                    2,
                    List.of(dense(8, TANH), dense(8, TANH), dense(1, SIGMOID)),
                    new BinaryCrossentropy(),
                    new Sgd(0.03),
                    2,
                    500,
                    10,
                    1));

    private static final int TABM_MEMBERS = 32;

    /// The published networks for tables, without encoding of the inputs: RealMLP-TD-S and TabM-mini.
    public static final List<Workload> TABLES = List.of(
            table("realmlp-256", 1, dense(256, SELU), dense(256, SELU), dense(256, SELU), dense(1, SIGMOID)),
            table(
                    "tabm-256",
                    TABM_MEMBERS,
                    new RepeatVector(TABM_MEMBERS),
                    new EinsumDense("bki,ki->bki", TABM_MEMBERS, 20),
                    dense(512, RELU),
                    dropout(0.1),
                    dense(512, RELU),
                    dropout(0.1),
                    new EinsumDense("bki,kio->bko", TABM_MEMBERS, 1)
                            .activation(SIGMOID)
                            .biasAxes("ko")));

    /// Copies the layers.
    public Workload {
        layers = List.copyOf(layers);
    }

    /// {@return the workload of that name}
    ///
    /// @param name name of the workload
    public static Optional<Workload> named(String name) {
        return Stream.of(ALL, TABLES)
                .flatMap(List::stream)
                .filter(workload -> workload.name.equals(name))
                .findFirst();
    }

    /// {@return the network with its first weights, compiled}
    ///
    /// @param threads how many compute
    public Model model(int threads) {
        Kernels.skipStart();
        List<Layer> chain = new ArrayList<>();
        chain.add(input(inputs));
        chain.addAll(layers);
        Model model = Sequential.of(name, chain).seed(1).threads(threads);
        model.compile(optimizer, loss);
        return model;
    }

    /// {@return random rows, always the same, with random labels}
    public Dataset data() {
        return data(rows);
    }

    /// {@return random rows with random labels}
    ///
    /// @param count number of rows
    public Dataset data(int count) {
        float[] values = new float[Math.multiplyExact(count, inputs)];
        RandomStream random = RandomStream.of(1);
        RandomStream.uniforms(random.derive("inputs").key(), values, 0, values.length);
        RandomStream labels = random.derive("labels");
        float[] targets = new float[count * members];
        for (int row = 0; row < count; row++) {
            Arrays.fill(targets, row * members, (row + 1) * members, labels.nextInt(classes));
        }
        return Dataset.of(Rows.wrap(values, inputs), Rows.wrap(targets, members));
    }

    private static Workload images(String name, int batchSize, Layer... hidden) {
        List<Layer> layers = new ArrayList<>(List.of(hidden));
        layers.add(dense(10, SOFTMAX));
        Loss loss = new SparseCategoricalCrossentropy();
        return new Workload(name, 784, layers, loss, new Adam(), 10, 60_000, batchSize, 1);
    }

    private static Workload table(String name, int members, Layer... layers) {
        Loss loss = new BinaryCrossentropy();
        return new Workload(name, 20, List.of(layers), loss, new AdamW(), 2, 10_000, 256, members);
    }
}
