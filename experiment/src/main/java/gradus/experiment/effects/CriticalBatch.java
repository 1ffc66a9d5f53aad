package gradus.experiment.effects;

import gradus.Fit;
import gradus.Model;
import gradus.NotFiniteException;
import gradus.TrainingRun;
import gradus.activations.Relu;
import gradus.data.Dataset;
import gradus.layers.Layers;
import gradus.optimizers.Sgd;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Twice the batch takes half of the steps while batches are small, and nearly as many where they are large. In
/// between lies the critical batch.
///
/// [Shallue et al. 2019](https://arxiv.org/abs/1811.03600),
/// [McCandlish, Kaplan & Amodei 2018](https://arxiv.org/abs/1812.06162)
///
/// @param rows to train with
/// @param units of the hidden layer
/// @param steps at most
/// @param batches numbers of rows of a step, the first and the last two of which are judged
/// @param rates of descent, out of which each batch has its best
public record CriticalBatch(int rows, int units, int steps, List<Integer> batches, List<Double> rates)
        implements Effect {
    private static final Panel STEPS = new Panel("Steps to the loss", "rows of a batch", "steps", true, true);
    private static final Panel READ = new Panel("Rows read up to it", "rows of a batch", "rows", true, true);
    /// The training loss up to which steps are counted.
    private static final double TARGET = 0.2;
    /// The loss is measured whenever this share of steps more has been made.
    private static final double FINER = 0.05;

    private static final String LINE = "each batch at its best rate";

    /// As it is published.
    public CriticalBatch() {
        this(500, 32, 2000, List.of(2, 8, 32, 128, 512), List.of(0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2));
    }

    /// Copies the lists.
    public CriticalBatch {
        batches = List.copyOf(batches);
        rates = List.copyOf(rates);
    }

    @Override
    public String sentence() {
        return "how many steps batches of 2 to 512 rows take to the same loss, each at its best rate";
    }

    @Override
    public List<Panel> panels() {
        return List.of(STEPS, READ);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset train = Digits.split(rows, seed).train();
        SortedMap<Integer, Double> needed = new TreeMap<>();
        for (int batch : batches) {
            double fewest = Double.NaN;
            double best = Double.NaN;
            for (double rate : rates) {
                // No more steps than the best rate took so far.
                int limit = Double.isNaN(fewest) ? steps : (int) fewest;
                double took = learn(batch, rate, limit, train, seed);
                if (!Double.isNaN(took)) {
                    fewest = took;
                    best = rate;
                }
            }
            needed.put(batch, fewest);
            seen.point(STEPS, LINE, batch, fewest);
            seen.point(READ, LINE, batch, fewest * batch);
            seen.value("batch=" + batch, "steps", fewest);
            seen.value("batch=" + batch, "rate", best);
        }
        for (int i = 1; i < batches.size(); i++) {
            int small = batches.get(i - 1);
            int large = batches.get(i);
            seen.value(
                    "from " + small + " to " + large,
                    "share_of_steps",
                    needed.getOrDefault(large, Double.NaN) / needed.getOrDefault(small, Double.NaN));
        }
    }

    /// How many steps a batch takes; NaN if it takes more than the limit.
    private double learn(int batch, double rate, int limit, Dataset train, long seed) {
        Model model = Digits.classifier(seed, new Sgd(rate), List.of(Layers.dense(units, new Relu())));
        TrainingRun run =
                model.start(train, Fit.epochs(1 + limit * batch / rows).batchSize(batch));
        long next = 1;
        try {
            while (run.steps() < limit && run.step()) {
                if (run.steps() >= next) {
                    next = 1 + (long) (run.steps() * (1 + FINER));
                    if (model.evaluate(train).getOrDefault("loss", Double.NaN) <= TARGET) {
                        return run.steps();
                    }
                }
            }
        } catch (NotFiniteException diverged) {
            return Double.NaN;
        }
        return Double.NaN;
    }
}
