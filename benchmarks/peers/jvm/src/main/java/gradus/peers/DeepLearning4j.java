package gradus.peers;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// Deeplearning4j: its `MultiLayerNetwork`, fitted batch by batch. Rows are gathered on the heap, as its own
/// iterators do; its `pullRows` takes longer than all the rest of a step with a small network.
final class DeepLearning4j implements Training {
    private final MultiLayerNetwork network;
    private final Table values;
    private final Table targets;
    private final RandomGenerator random = new SplittableRandom(3);
    private final int[] order;
    private final int batchSize;
    private int next;

    /// Rows on the heap, one after the other.
    private record Table(float[] numbers, int width) {
        INDArray gather(int[] order, int from, int count) {
            float[] batch = new float[count * width];
            for (int row = 0; row < count; row++) {
                System.arraycopy(numbers, order[from + row] * width, batch, row * width, width);
            }
            return Nd4j.create(batch, new int[] {count, width});
        }
    }

    private DeepLearning4j(Workload workload, int threads) {
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
        network = network(workload);
        values = new Table(workload.values(), workload.inputs());
        targets = targets(workload);
        order = new int[workload.rows()];
        for (int row = 0; row < order.length; row++) {
            order[row] = row;
        }
        batchSize = workload.batchSize();
        next = order.length;
    }

    public static void main(String[] arguments) {
        new Peer("dl4j", DeepLearning4j::new).run(arguments);
    }

    private static MultiLayerNetwork network(Workload workload) {
        Activation activation = workload.tanh() ? Activation.TANH : Activation.RELU;
        NeuralNetConfiguration.ListBuilder chain = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.XAVIER)
                .updater(workload.adam() ? new Adam(workload.learningRate()) : new Sgd(workload.learningRate()))
                .list();
        for (int units : workload.hidden()) {
            if (workload.normalizeAndDrop()) {
                chain.layer(dense(units, Activation.IDENTITY));
                chain.layer(new BatchNormalization.Builder()
                        .eps(Workload.NORMALIZATION_EPSILON)
                        .decay(Workload.NORMALIZATION_MOMENTUM)
                        .build());
                chain.layer(new ActivationLayer(activation));
                // Its argument is the share that is kept.
                chain.layer(new DropoutLayer(1 - Workload.DROP_RATE));
            } else {
                chain.layer(dense(units, activation));
            }
        }
        chain.layer(new OutputLayer.Builder(workload.oneUnit() ? LossFunction.XENT : LossFunction.MCXENT)
                .nOut(workload.outputs())
                .activation(workload.oneUnit() ? Activation.SIGMOID : Activation.SOFTMAX)
                .build());
        chain.setInputType(InputType.feedForward(workload.inputs()));
        MultiLayerNetwork network = new MultiLayerNetwork(chain.build());
        network.init();
        return network;
    }

    private static DenseLayer dense(int units, Activation activation) {
        return new DenseLayer.Builder().nOut(units).activation(activation).build();
    }

    /// A column for one unit, else one-hot rows.
    private static Table targets(Workload workload) {
        int[] classes = workload.classes();
        int width = workload.outputs();
        float[] targets = new float[classes.length * width];
        for (int row = 0; row < classes.length; row++) {
            if (workload.oneUnit()) {
                targets[row] = classes[row];
            } else {
                targets[row * width + classes[row]] = 1;
            }
        }
        return new Table(targets, width);
    }

    @Override
    public double step() {
        if (next + batchSize > order.length) {
            shuffle();
            next = 0;
        }
        try (INDArray inputs = values.gather(order, next, batchSize);
                INDArray labels = targets.gather(order, next, batchSize)) {
            next += batchSize;
            network.fit(inputs, labels);
            return network.score();
        }
    }

    private void shuffle() {
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int row = order[other];
            order[other] = order[last];
            order[last] = row;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
