package gradus.experiment.nets;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.activations.Activation;
import gradus.activations.Activations;
import gradus.initializers.RandomNormal;
import gradus.initializers.Zeros;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.layers.Layers;
import gradus.optimizers.AdamW;
import gradus.optimizers.ParameterGroup;
import gradus.problems.Head;
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
record RealMlp(
        List<Integer> hidden,
        double learningRate,
        Activation activation,
        double dropout,
        double weightDecay,
        int epochs)
        implements TableNet {
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
                epochs);
    }

    /// Returns the settings of a linear model: the same training without hidden layers. All its weights start at 0,
    /// so it learns at twice the rate, and its bias at no smaller one.
    static RealMlp linear(Task task, int epochs) {
        return new RealMlp(List.of(), 2 * of(task, epochs).learningRate(), Activations.LINEAR, 0, 0.02, epochs);
    }

    /// Returns the layers, after the encoding.
    List<Layer> layers(int width, Head head) {
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
        layers.add(head.layer().kernelInitializer(new Zeros()));
        if (head.order() != null) {
            layers.add(head.order().layer());
        }
        return layers;
    }

    @Override
    public String title(boolean several) {
        String plural = several ? "s" : "";
        return hidden.isEmpty() ? "linear model" + plural : "network" + plural + " by the recipe of RealMLP";
    }

    /// The weights of the best epoch are kept, whenever it was.
    @Override
    public int patience() {
        return epochs;
    }

    @Override
    public Model model(int width, Head head, double steps) {
        List<Layer> layers = new ArrayList<>(List.of(Layers.input(width)));
        layers.addAll(layers(width, head));
        Model model = Sequential.of(null, layers);
        model.compile(new AdamW(new CosineLog(learningRate, steps), weightDecay, 0.9, 0.95, 1e-8, false), head.loss());
        return model;
    }

    @Override
    public Fit fit(int width, double steps, Fit fit) {
        return fit.regularizationShare(new FlatCosine(1, steps)).parameterGroups(groups(width));
    }

    /// Kernels that start at 1/√inputs learn at a rate 1/√inputs, so that outputs change equally for any width.
    private ParameterGroup[] groups(int width) {
        List<ParameterGroup> groups =
                new ArrayList<>(List.of(new ParameterGroup("/bias$", hidden.isEmpty() ? 1 : BIAS_RATE, 0)));
        int inputs = width;
        for (int layer = 0; layer <= hidden.size(); layer++) {
            String name = layer == 0 ? "^dense/kernel$" : "^dense_" + layer + "/kernel$";
            groups.add(new ParameterGroup(name, 1 / Math.sqrt(inputs), 1));
            inputs = layer < hidden.size() ? hidden.get(layer) : 0;
        }
        return groups.toArray(ParameterGroup[]::new);
    }
}
