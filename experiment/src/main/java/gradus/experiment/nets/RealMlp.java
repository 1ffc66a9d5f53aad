package gradus.experiment.nets;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.Sequential;
import gradus.activations.Activation;
import gradus.activations.Activations;
import gradus.callbacks.Callback;
import gradus.callbacks.EarlyStopping;
import gradus.data.Dataset;
import gradus.initializers.RandomNormal;
import gradus.initializers.Zeros;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.layers.Layers;
import gradus.optimizers.AdamW;
import gradus.optimizers.ParameterGroup;
import gradus.problems.Task;
import gradus.schedules.CosineLog;
import gradus.schedules.FlatCosine;
import java.util.ArrayList;
import java.util.List;

/// The recipe of RealMLP: a plain network, trained with care. Learning rate in four cycles ([CosineLog]), scaled to
/// the width of each layer; biases at a tenth of it; the last layer starts at 0; dropout and weight decay fade out
/// ([FlatCosine]); the weights of the best epoch are kept.
///
/// It takes rows encoded by [TableEncoding].
///
/// [Holzmüller, Grinsztajn & Steinwart 2024](https://arxiv.org/abs/2407.04491)
///
/// @param hidden the units of each hidden layer
/// @param learningRate the peak learning rate
/// @param activation the activation of the hidden layers
/// @param dropout the rate of dropout after each hidden layer, at first
/// @param weightDecay the weight decay of kernels, at first
/// @param epochs the number of epochs
/// @param batchSize the largest batch size
public record RealMlp(
        List<Integer> hidden,
        double learningRate,
        Activation activation,
        double dropout,
        double weightDecay,
        int epochs,
        int batchSize) {
    /// The largest batch size.
    public static final int BATCH_SIZE = 256;

    private static final double BIAS_RATE = 0.1;

    /// Returns the published settings for a task.
    static RealMlp of(Task task, int epochs) {
        boolean regression = task == Task.REGRESSION;
        return new RealMlp(
                List.of(256, 256, 256),
                regression ? 0.07 : 0.04,
                regression ? Activations.MISH : Activations.SELU,
                0.15,
                0.02,
                epochs,
                BATCH_SIZE);
    }

    /// Returns the settings of a linear model: the same training without hidden layers.
    static RealMlp linear(Task task, int epochs) {
        return new RealMlp(List.of(), of(task, epochs).learningRate(), Activations.LINEAR, 0, 0.02, epochs, BATCH_SIZE);
    }

    /// Returns the layers, after the encoding.
    List<Layer> layers(int width, Task task, int answers) {
        List<Layer> layers = new ArrayList<>();
        int inputs = width;
        for (int units : hidden) {
            layers.add(new Dense(units, activation)
                    .kernelInitializer(new RandomNormal(0, 1 / Math.sqrt(inputs)))
                    .biasInitializer(new RandomNormal(0, 1)));
            if (dropout > 0) {
                layers.add(new Dropout(dropout));
            }
            inputs = units;
        }
        layers.add(task.head(answers).kernelInitializer(new Zeros()));
        return layers;
    }

    /// A trained network.
    ///
    /// @param model the network, with the weights of its best epoch
    /// @param history its logs
    record Trained(Model model, History history) {}

    /// Returns a network that is not trained yet, compiled for its training.
    ///
    /// @param width the width of the encoded rows
    /// @param steps the number of steps of the whole training
    Model model(int width, Task task, int answers, double steps) {
        List<Layer> layers = new ArrayList<>(List.of(Layers.input(width)));
        layers.addAll(layers(width, task, answers));
        Model model = Sequential.of(null, layers);
        model.compile(new AdamW(new CosineLog(learningRate, steps), weightDecay, 0.9, 0.95, 1e-8, false), task.loss());
        return model;
    }

    /// Returns the number of steps of a whole training.
    double steps(int rows) {
        int batch = Math.min(batchSize, rows);
        return epochs * Math.ceil(rows / (double) batch);
    }

    /// Trains one network.
    ///
    /// @param task the kind of problem
    /// @param answers the number of outputs
    /// @param train the training rows, encoded
    /// @param validation the rows that choose the best epoch, encoded
    /// @param seed the seed of everything random
    /// @param callbacks notified of its events
    /// @return the trained network
    Trained train(Task task, int answers, Dataset train, Dataset validation, long seed, List<Callback> callbacks) {
        int width = train.input().width();
        double steps = steps(train.rows());
        Model model = model(width, task, answers, steps).seed(seed).threads(1);
        List<Callback> all = new ArrayList<>(List.of(new EarlyStopping("val_loss", epochs)));
        all.addAll(callbacks);
        History history = model.fit(
                train,
                Fit.epochs(epochs)
                        .batchSize(Math.min(batchSize, train.rows()))
                        .validation(validation)
                        .regularizationShare(new FlatCosine(1, steps))
                        .parameterGroups(groups(width))
                        .callbacks(all));
        return new Trained(model, history);
    }

    /// Kernels that start at 1/√inputs learn at a rate 1/√inputs, so that outputs change equally for any width.
    private ParameterGroup[] groups(int width) {
        List<ParameterGroup> groups = new ArrayList<>(List.of(new ParameterGroup("/bias$", BIAS_RATE, 0)));
        int inputs = width;
        for (int layer = 0; layer <= hidden.size(); layer++) {
            String name = layer == 0 ? "^dense/kernel$" : "^dense_" + layer + "/kernel$";
            groups.add(new ParameterGroup(name, 1 / Math.sqrt(inputs), 1));
            inputs = layer < hidden.size() ? hidden.get(layer) : 0;
        }
        return groups.toArray(ParameterGroup[]::new);
    }
}
