package gradus.experiment.effects;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.rescaling;

import gradus.Fit;
import gradus.Model;
import gradus.activations.Relu;
import gradus.data.Dataset;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import gradus.optimizers.AdamW;
import gradus.optimizers.Optimizer;
import gradus.regularizers.L2;
import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// In Adam a squared penalty in the loss is not weight decay. Adam divides the gradient of the penalty by its own
/// size, so a weight that has no other gradient shrinks as fast for a small penalty as for a large one, and the best
/// penalty changes with the learning rate.
///
/// [Loshchilov & Hutter 2019](https://arxiv.org/abs/1711.05101)
///
/// @param rows to train with
/// @param units of the hidden layer
/// @param epochs of each network
/// @param rates of Adam; the best factor of the first is used with the last
/// @param penalties factors of the squared weights in the loss
/// @param decays factors of AdamW's weight decay, of which a step subtracts the rate times the factor
public record AdamWAgainstL2(
        int rows, int units, int epochs, List<Double> rates, List<Double> penalties, List<Double> decays)
        implements Effect {
    private static final Panel PENALTY = Panel.accuracy("Adam, squared weights in the loss", "factor", true);
    private static final Panel DECAY = Panel.accuracy("AdamW, weight decay", "factor", true);
    /// Of the training labels that are drawn at random.
    private static final double NOISE = 0.2;
    private static final int BATCH = 20;

    /// As it is published.
    public AdamWAgainstL2() {
        this(
                200,
                64,
                60,
                List.of(0.001, 0.003, 0.01),
                List.of(0.0001, 0.001, 0.003, 0.01, 0.03),
                List.of(0.03, 0.3, 1.0, 3.0, 10.0));
    }

    /// Copies the lists.
    public AdamWAgainstL2 {
        rates = List.copyOf(rates);
        penalties = List.copyOf(penalties);
        decays = List.copyOf(decays);
    }

    /// What one training came to.
    ///
    /// @param chosenBy the accuracy on rows by which the best factor is chosen
    /// @param accuracy on the other test rows
    /// @param unused the size of weights without a gradient, as a share of that before
    private record Trained(double chosenBy, double accuracy, double unused) {}

    @Override
    public String name() {
        return "adamw-against-l2";
    }

    @Override
    public String sentence() {
        return "Adam with squared weights in the loss beside AdamW with weight decay, each at its best factor";
    }

    @Override
    public List<Panel> panels() {
        return List.of(PENALTY, DECAY);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        Dataset train = Labels.redrawn(split.train(), Digits.CLASSES, NOISE, seed);
        Dataset.Split halves =
                split.test().split(0.5, false, RandomStream.of(seed).derive("choice"));
        for (boolean decoupled : new boolean[] {false, true}) {
            List<List<Trained>> ofRates = new ArrayList<>();
            for (double rate : rates) {
                List<Trained> ofFactors = new ArrayList<>();
                for (double factor : decoupled ? decays : penalties) {
                    Trained trained = decoupled
                            ? learn(null, new AdamW(rate, factor), train, halves, seed)
                            : learn(new L2(factor), new Adam(rate), train, halves, seed);
                    seen.point(decoupled ? DECAY : PENALTY, "rate " + rate, factor, trained.accuracy());
                    ofFactors.add(trained);
                }
                ofRates.add(ofFactors);
            }
            conclude(decoupled ? "AdamW" : "L2", ofRates, seen);
        }
    }

    /// The accuracy at the best factor of the best rate, what the last rate loses with the best factor of the first,
    /// and what the smallest factor leaves of the unused weights.
    private static void conclude(String level, List<List<Trained>> ofRates, Observation seen) {
        Trained best = ofRates.getFirst().getFirst();
        for (List<Trained> ofFactors : ofRates) {
            Trained next = ofFactors.get(best(ofFactors));
            best = next.chosenBy() > best.chosenBy() ? next : best;
        }
        List<Trained> last = ofRates.getLast();
        seen.value(level, "test_accuracy", best.accuracy());
        seen.value(
                level,
                "lost_accuracy",
                last.get(best(last)).accuracy()
                        - last.get(best(ofRates.getFirst())).accuracy());
        seen.value(level, "unused", last.getFirst().unused());
    }

    private static int best(List<Trained> ofFactors) {
        int best = 0;
        for (int i = 1; i < ofFactors.size(); i++) {
            best = ofFactors.get(i).chosenBy() > ofFactors.get(best).chosenBy() ? i : best;
        }
        return best;
    }

    private Trained learn(
            @Nullable Regularizer penalty, Optimizer optimizer, Dataset train, Dataset.Split halves, long seed) {
        Model model = Digits.classifier(
                seed,
                optimizer,
                List.of(
                        // From 0 to 1, so that a point that is empty in all rows gives no gradient.
                        rescaling(0.5, 0.5), dense(units, new Relu()).kernelRegularizer(penalty)));
        boolean[] empty = empty(train);
        double before = size(model, empty);
        model.fit(train, Fit.epochs(epochs).batchSize(BATCH));
        return new Trained(
                Digits.accuracy(model, halves.train()),
                Digits.accuracy(model, halves.test()),
                size(model, empty) / before);
    }

    /// Which points are empty in all rows.
    static boolean[] empty(Dataset data) {
        boolean[] empty = new boolean[Digits.INPUTS];
        Arrays.fill(empty, true);
        float[] points = data.input().toArray();
        for (int i = 0; i < points.length; i++) {
            empty[i % Digits.INPUTS] &= points[i] == -1;
        }
        return empty;
    }

    /// The mean size of the first kernel's weights of these inputs.
    private double size(Model model, boolean[] inputs) {
        float[] kernel = model.parameters().values();
        double sum = 0;
        int count = 0;
        for (int i = 0; i < inputs.length * units; i++) {
            if (inputs[i / units]) {
                sum += Math.abs(kernel[i]);
                count++;
            }
        }
        return sum / count;
    }
}
