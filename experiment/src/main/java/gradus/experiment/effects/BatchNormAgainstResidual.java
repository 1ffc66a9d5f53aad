package gradus.experiment.effects;

import static gradus.layers.Layers.activation;
import static gradus.layers.Layers.add;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.activations.Relu;
import gradus.data.Dataset;
import gradus.initializers.HeNormal;
import gradus.initializers.Initializer;
import gradus.initializers.Zeros;
import gradus.layers.Block;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;

/// A deep plain network of ReLU does not learn even its training rows. Batch normalization and connections around
/// layers are two repairs of that, alone and together.
///
/// [He, Zhang, Ren & Sun 2016](https://arxiv.org/abs/1512.03385),
/// [Ioffe & Szegedy 2015](https://arxiv.org/abs/1502.03167)
///
/// @param rows to train with
/// @param units of each layer
/// @param epochs of each training
/// @param depths numbers of layers, the one that answers included, all even
/// @param rates of descent with momentum, out of which each network has its best
public record BatchNormAgainstResidual(int rows, int units, int epochs, List<Integer> depths, List<Double> rates)
        implements Effect {
    private static final Panel TRAIN = Panel.accuracy("Training rows that are right", "layers", false);
    private static final Panel TEST = Panel.accuracy("Test rows that are right", "layers", false);
    private static final int BATCH = 50;
    private static final double MOMENTUM = 0.9;

    /// As it is published.
    public BatchNormAgainstResidual() {
        this(500, 32, 8, List.of(4, 12, 40), List.of(0.003, 0.01, 0.03));
    }

    /// Copies the lists.
    public BatchNormAgainstResidual {
        depths = List.copyOf(depths);
        rates = List.copyOf(rates);
    }

    /// Which repairs a network has.
    private record Kind(String name, boolean normalized, boolean residual) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("plain", false, false),
            new Kind("batch normalization", true, false),
            new Kind("residual", false, true),
            new Kind("both", true, true));

    @Override
    public String sentence() {
        return "how well deep networks learn: plain, with batch normalization, with residual connections, with both";
    }

    @Override
    public List<Panel> panels() {
        return List.of(TRAIN, TEST);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        Fit fit = Fit.epochs(epochs).batchSize(BATCH);
        for (Kind kind : KINDS) {
            for (int depth : depths) {
                List<Layer> hidden = hidden(kind, depth);
                Attempt best = Attempt.best(rates, rate -> {
                    Model model = Digits.classifier(seed, new Sgd(rate, MOMENTUM, false), hidden);
                    return Attempt.of(rate, model, split, fit);
                });
                seen.point(TRAIN, kind.name(), depth, best.trainAccuracy());
                seen.point(TEST, kind.name(), depth, best.accuracy());
                best.note(kind.name() + ", " + depth + " layers", seen);
            }
        }
    }

    /// A first layer, then pairs of layers, which a residual connection goes around. Without normalization each pair
    /// would double the variance, so there it starts as nothing but the connection.
    private List<Layer> hidden(Kind kind, int depth) {
        List<Layer> layers = new ArrayList<>();
        layers.add(dense(units).kernelInitializer(new HeNormal()));
        for (int pair = 1; pair < depth / 2; pair++) {
            Input input = input(units);
            Initializer last = kind.residual() && !kind.normalized() ? new Zeros() : new HeNormal();
            Node inner = half(kind, half(kind, input, new HeNormal()), last);
            layers.add(Block.of(null, List.of(input), List.of(kind.residual() ? add().apply(input, inner) : inner)));
        }
        return layers;
    }

    /// Activation and weights, in this order, so that nothing but the sum lies between residual connections.
    private Node half(Kind kind, Node before, Initializer weights) {
        // With moving statistics that follow in as few steps as there are.
        Node normal = kind.normalized() ? batchNormalization().momentum(0.9).apply(before) : before;
        return dense(units)
                .kernelInitializer(weights)
                .apply(activation(new Relu()).apply(normal));
    }
}
