package gradus.experiment.effects;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.activations.Activation;
import gradus.activations.Relu;
import gradus.activations.Selu;
import gradus.activations.Tanh;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.initializers.HeNormal;
import gradus.initializers.Initializer;
import gradus.initializers.LecunNormal;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.layers.Node;
import gradus.optimizers.Sgd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// SELU keeps mean and variance of what its units answer near 0 and 1 through many layers, so that a deep network
/// learns without normalization.
///
/// Each activation has the first weights that were made for it, and each network its best rate.
///
/// [Klambauer, Unterthiner, Mayr & Hochreiter 2017](https://arxiv.org/abs/1706.02515)
///
/// @param rows to train with
/// @param units of each hidden layer
/// @param epochs of each training
/// @param depths numbers of hidden layers, the last of which is judged
/// @param rates of descent, out of which each network has its best
public record SeluAndDepth(int rows, int units, int epochs, List<Integer> depths, List<Double> rates)
        implements Effect {
    private static final Panel VARIANCE = new Panel("Variance before training", "layer", "variance of the answers");
    private static final Panel ACCURACY = Panel.accuracy("Test rows that are right", "hidden layers", false);
    private static final int BATCH = 32;

    /// As it is published.
    public SeluAndDepth() {
        this(500, 32, 8, List.of(2, 8, 24), List.of(0.003, 0.01, 0.03, 0.1, 0.3));
    }

    /// Copies the lists.
    public SeluAndDepth {
        depths = List.copyOf(depths);
        rates = List.copyOf(rates);
    }

    /// A hidden layer under its name.
    private record Kind(String name, Activation activation, Initializer weights) {
        Dense layer(int units) {
            return dense(units, activation).kernelInitializer(weights);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("SELU", new Selu(), new LecunNormal()),
            new Kind("ReLU", new Relu(), new HeNormal()),
            new Kind("tanh", new Tanh(), new LecunNormal()));

    @Override
    public String sentence() {
        return "how well deep networks of SELU, ReLU and tanh learn, each at its best rate";
    }

    @Override
    public List<Panel> panels() {
        return List.of(VARIANCE, ACCURACY);
    }

    @Override
    public int seeds() {
        return 7;
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        for (Kind kind : KINDS) {
            moments(kind, split.train().input(), seed, seen);
            for (int depth : depths) {
                Attempt best = Attempt.best(rates, rate -> learn(kind, depth, rate, split, seed));
                seen.point(ACCURACY, kind.name(), depth, best.accuracy());
                if (depth == depths.getLast()) {
                    best.note(kind.name(), seen);
                }
            }
        }
    }

    private Attempt learn(Kind kind, int depth, double rate, Dataset.Split split, long seed) {
        List<Dense> hidden = Collections.nCopies(depth, kind.layer(units));
        Model model = Digits.classifier(seed, new Sgd(rate), hidden);
        return Attempt.of(rate, model, split, Fit.epochs(epochs).batchSize(BATCH));
    }

    /// Mean and variance of each layer over its units and all rows, before anything is learned.
    private void moments(Kind kind, Rows rows, long seed, Observation seen) {
        Input input = input(Digits.INPUTS);
        List<Node> layers = new ArrayList<>();
        Node before = input;
        for (int layer = 0; layer < depths.getLast(); layer++) {
            before = kind.layer(units).apply(before);
            layers.add(before);
        }
        List<Rows> answers =
                Model.of(List.of(input), layers).seed(seed).threads(1).predict(List.of(rows));
        for (int layer = 0; layer < answers.size(); layer++) {
            float[] values = answers.get(layer).toArray();
            double sum = 0;
            double squares = 0;
            for (float value : values) {
                sum += value;
                squares += (double) value * value;
            }
            double mean = sum / values.length;
            double variance = squares / values.length - mean * mean;
            seen.point(VARIANCE, kind.name(), layer + 1, variance);
            if (layer == answers.size() - 1) {
                seen.value(kind.name(), "mean", mean);
                seen.value(kind.name(), "variance", variance);
            }
        }
    }
}
