package gradus.experiment.effects;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.GradientDescent;
import gradus.Model;
import gradus.Sequential;
import gradus.TrainingRun;
import gradus.data.Dataset;
import gradus.initializers.LecunNormal;
import gradus.layers.operations.Square;
import gradus.losses.MeanSquaredError;
import gradus.math.RandomStream;
import gradus.metrics.CategoricalAccuracy;
import gradus.optimizers.AdamW;
import java.util.List;

/// A network learns sums modulo p by heart, and much later, with weight decay, the rule: the training accuracy is 1
/// long before the test accuracy rises.
///
/// [Power, Burda, Edwards, Babuschkin & Misra 2022](https://arxiv.org/abs/2201.02177); the network is that of
/// [Gromov 2023](https://arxiv.org/abs/2301.02679), whose hidden units square their sum.
///
/// @param modulus p; every pair of numbers below it is a row
/// @param units of the hidden layer
/// @param steps on all training rows
/// @param every after how many steps the accuracies are measured
public record Grokking(int modulus, int units, int steps, int every) implements Effect {
    private static final double RATE = 0.01;
    private static final double TEST = 0.5;
    private static final double KNOWN = 0.95;

    /// With and without weight decay.
    private static final List<Double> DECAYS = List.of(1.0, 0.0);

    /// As it is published.
    public Grokking() {
        this(23, 64, 600, 10);
    }

    @Override
    public String sentence() {
        return "when sums modulo p are known by heart, and when by their rule, with and without weight decay";
    }

    @Override
    public List<Panel> panels() {
        return DECAYS.stream().map(Grokking::panel).toList();
    }

    private static Panel panel(double decay) {
        return Panel.accuracy("Weight decay " + (int) decay, "step", true);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = sums().split(TEST, false, RandomStream.of(seed).derive("split"));
        for (double decay : DECAYS) {
            learn(decay, split, seed, seen);
        }
    }

    /// Every pair of numbers, each as a 1 in its place, and their sum likewise.
    Dataset sums() {
        float[][] pairs = new float[modulus * modulus][2 * modulus];
        float[][] sums = new float[pairs.length][modulus];
        for (int i = 0; i < pairs.length; i++) {
            int a = i / modulus;
            int b = i % modulus;
            pairs[i][a] = 1;
            pairs[i][modulus + b] = 1;
            sums[i][(a + b) % modulus] = 1;
        }
        return Dataset.of(pairs, sums);
    }

    private void learn(double decay, Dataset.Split split, long seed, Observation seen) {
        Model model = Sequential.of(
                        input(2 * modulus),
                        dense(units).useBias(false).kernelInitializer(new LecunNormal()),
                        new Square(),
                        dense(modulus).useBias(false).kernelInitializer(new LecunNormal()))
                .seed(seed)
                .threads(1);
        model.compile(new AdamW(RATE, decay), new MeanSquaredError(), new CategoricalAccuracy());
        TrainingRun run = model.start(split.train(), Fit.epochs(steps).gradientDescent(GradientDescent.batch()));
        Panel panel = panel(decay);
        Reached train = new Reached(KNOWN);
        Reached test = new Reached(KNOWN);
        while (run.step()) {
            if (run.steps() % every == 0) {
                double step = (double) run.steps();
                seen.point(panel, "training rows", step, train.at(step, accuracy(model, split.train())));
                seen.point(panel, "test rows", step, test.at(step, accuracy(model, split.test())));
            }
        }
        String level = "decay=" + (int) decay;
        train.note(level + " on training rows", seen);
        test.note(level + " on test rows", seen);
    }

    private static double accuracy(Model model, Dataset data) {
        return model.evaluate(data).getOrDefault("categorical_accuracy", Double.NaN);
    }
}
