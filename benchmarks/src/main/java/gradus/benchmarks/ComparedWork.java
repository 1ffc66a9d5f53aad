package gradus.benchmarks;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.Loss;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.optimizers.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What [SideBySide] runs with each of two builds: epochs of training, and loading of a model. Only what both builds
/// have is used here.
public final class ComparedWork {
    private static final int STEPS = 50;

    private ComparedWork() {}

    /// {@return the work by name}
    ///
    /// @throws IOException if no model can be saved
    public static Map<String, Runnable> all() throws IOException {
        Map<String, Runnable> work = new LinkedHashMap<>();
        Model large = model(784, 10, dense(512, RELU), dense(512, RELU), dense(10, SOFTMAX));
        work.put("50 steps of 784-512-512-10, batches of 32", training(large, 784, 10, 32));
        work.put(
                "50 steps of 784-1024-1024-10, batches of 256",
                training(model(784, 10, dense(1024, RELU), dense(1024, RELU), dense(10, SOFTMAX)), 784, 10, 256));
        work.put(
                "50 steps of 30-64-64-1, batches of 32",
                training(model(30, 2, dense(64, RELU), dense(64, RELU), dense(1, SIGMOID)), 30, 2, 32));
        work.put("loading 669,706 parameters from a .keras file", loading(large, 784, 10));
        work.put(
                "loading 131 parameters from a .keras file",
                loading(model(4, 3, dense(16, RELU), dense(3, SOFTMAX)), 4, 3));
        return work;
    }

    /// Loading of a model that was trained, since the state of an optimizer that never ran is not read by all builds.
    private static Runnable loading(Model model, int inputs, int classes) throws IOException {
        Path file = Files.createTempFile("compared", ".keras");
        file.toFile().deleteOnExit();
        training(model, inputs, classes, 32).run();
        model.save(file);
        return () -> Model.load(file);
    }

    private static Model model(int inputs, int classes, gradus.layers.Layer... layers) {
        gradus.layers.Layer[] all = new gradus.layers.Layer[layers.length + 1];
        all[0] = input(inputs);
        System.arraycopy(layers, 0, all, 1, layers.length);
        Model model = Sequential.of(all).seed(1).threads(1);
        Loss loss = classes == 2 ? new BinaryCrossentropy() : new SparseCategoricalCrossentropy();
        model.compile(new Adam(), loss);
        return model;
    }

    private static Runnable training(Model model, int inputs, int classes, int batch) {
        float[] values = new float[STEPS * batch * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7919 % 1009 / 1009f;
        }
        float[] labels = new float[STEPS * batch];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row % classes;
        }
        Dataset data = Dataset.of(Rows.of(values, inputs), Rows.of(labels, 1));
        Fit epoch = Fit.epochs(1).batchSize(batch);
        return () -> model.fit(data, epoch);
    }
}
