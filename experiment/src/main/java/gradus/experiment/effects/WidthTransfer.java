package gradus.experiment.effects;

import static gradus.layers.Layers.dense;

import gradus.Fit;
import gradus.activations.Relu;
import gradus.data.Dataset;
import gradus.initializers.HeNormal;
import gradus.initializers.RandomNormal;
import gradus.layers.Dense;
import gradus.optimizers.Adam;
import gradus.optimizers.ParameterGroup;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The best learning rate of a network falls with its width. In the maximal update parametrization, μP, it does not:
/// the rate that is best for a narrow network is right for a wide one.
///
/// For Adam, μP divides the rate of all kernels but the first by the width, and starts the last one smaller, by the
/// root of the width. Both are the same at the smallest width.
///
/// [Yang et al. 2021](https://arxiv.org/abs/2203.03466)
///
/// @param rows to train with
/// @param epochs of each training
/// @param widths of each of the three hidden layers, the first of which is where both are the same
/// @param rates of Adam, a factor of two apart
public record WidthTransfer(int rows, int epochs, List<Integer> widths, List<Double> rates) implements Effect {
    private static final int BATCH = 50;
    private static final int HIDDEN = 3;
    private static final String STANDARD = "standard";
    private static final String MAXIMAL = "maximal update";

    /// As it is published.
    public WidthTransfer() {
        this(500, 4, List.of(64, 128, 256), List.of(0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128));
    }

    /// Copies the lists.
    public WidthTransfer {
        widths = List.copyOf(widths);
        rates = List.copyOf(rates);
    }

    @Override
    public String sentence() {
        return "the best rate of narrow and wide networks, in the standard parametrization and in μP";
    }

    @Override
    public List<Panel> panels() {
        return List.of(panel(STANDARD), panel(MAXIMAL));
    }

    private static Panel panel(String parametrization) {
        String title = parametrization.equals(STANDARD) ? "Standard parametrization" : "Maximal update parametrization";
        return new Panel(title, "rate", "training loss", true, true);
    }

    @Override
    public int seeds() {
        return 7;
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        for (String parametrization : List.of(STANDARD, MAXIMAL)) {
            SortedMap<Integer, SortedMap<Double, Double>> losses = new TreeMap<>();
            for (int width : widths) {
                SortedMap<Double, Double> ofWidth = new TreeMap<>();
                for (double rate : rates) {
                    double loss =
                            learn(parametrization, width, rate, split, seed).loss();
                    ofWidth.put(rate, loss);
                    seen.point(panel(parametrization), "width " + width, rate, loss);
                }
                losses.put(width, ofWidth);
                seen.value(parametrization + ", width " + width, "octave", octave(best(ofWidth)));
            }
            SortedMap<Double, Double> narrow = losses.getOrDefault(widths.getFirst(), new TreeMap<>());
            SortedMap<Double, Double> wide = losses.getOrDefault(widths.getLast(), new TreeMap<>());
            seen.value(parametrization, "octaves", octave(best(narrow)) - octave(best(wide)));
            seen.value(
                    parametrization,
                    "times_the_best_loss",
                    wide.getOrDefault(best(narrow), Double.NaN) / wide.getOrDefault(best(wide), Double.NaN));
        }
    }

    private Attempt learn(String parametrization, int width, double rate, Dataset.Split split, long seed) {
        double wider = parametrization.equals(MAXIMAL) ? (double) width / widths.getFirst() : 1;
        List<Dense> layers =
                Collections.nCopies(HIDDEN, dense(width, new Relu()).kernelInitializer(new HeNormal()));
        RandomNormal last = new RandomNormal(0, Math.sqrt(1 / wider / width));
        Fit fit = Fit.epochs(epochs)
                .batchSize(BATCH)
                .parameterGroups(new ParameterGroup("^dense_[0-9]+/kernel$", 1 / wider, 1));
        return Attempt.of(rate, Digits.classifier(seed, new Adam(rate), layers, last), split, fit);
    }

    private static double best(SortedMap<Double, Double> losses) {
        return losses.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static double octave(double rate) {
        return Math.log(rate) / Math.log(2);
    }
}
