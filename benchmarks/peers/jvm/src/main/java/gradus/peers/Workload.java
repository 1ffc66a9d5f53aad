package gradus.peers;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A training whose speed is measured: the same as those of `gradus bench` and of `workloads.py`. A head of one
/// unit is a sigmoid, a wider one a softmax. The optimizer is Adam, or plain gradient descent.
///
/// @param hidden units of the hidden layers
/// @param tanh whether the hidden layers' activation is tanh; else it is relu
/// @param rows of an epoch
/// @param adam whether the optimizer is Adam
/// @param normalizeAndDrop whether every hidden layer has batch normalization before and dropout after its activation
record Workload(
        String name,
        int inputs,
        List<Integer> hidden,
        boolean tanh,
        int outputs,
        int rows,
        int batchSize,
        boolean adam,
        boolean normalizeAndDrop) {

    static final List<Workload> ALL = List.of(
            images("fashion-128", 512, false, 128, false),
            images("fashion-32", 512, false, 32, false),
            images("fashion-bn-drop-128", 512, false, 128, true),
            images("wide-tanh-256", 1024, true, 256, false),
            new Workload("tabular-32", 30, List.of(64, 64), false, 1, 20_000, 32, true, false),
            new Workload("playground-10", 2, List.of(8, 8), true, 1, 500, 10, false, false));

    static final float DROP_RATE = 0.2f;
    static final float NORMALIZATION_EPSILON = 1e-3f;
    static final float NORMALIZATION_MOMENTUM = 0.99f;

    static Optional<Workload> named(String name) {
        return ALL.stream().filter(workload -> workload.name.equals(name)).findFirst();
    }

    /// Whether there are two classes, with a single output.
    boolean oneUnit() {
        return outputs == 1;
    }

    float learningRate() {
        return adam ? 1e-3f : 0.03f;
    }

    /// Random rows in [0, 1), one after the other.
    float[] values() {
        RandomGenerator random = new SplittableRandom(1);
        float[] values = new float[Math.multiplyExact(rows, inputs)];
        for (int index = 0; index < values.length; index++) {
            values[index] = random.nextFloat();
        }
        return values;
    }

    /// A random class of every row.
    int[] classes() {
        return new SplittableRandom(2).ints(rows, 0, Math.max(2, outputs)).toArray();
    }

    private static Workload images(String name, int units, boolean tanh, int batchSize, boolean normalizeAndDrop) {
        return new Workload(name, 784, List.of(units, units), tanh, 10, 60_000, batchSize, true, normalizeAndDrop);
    }
}
