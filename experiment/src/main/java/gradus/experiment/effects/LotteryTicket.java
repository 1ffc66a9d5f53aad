package gradus.experiment.effects;

import gradus.Fit;
import gradus.Model;
import gradus.TrainingRun;
import gradus.data.Dataset;
import gradus.math.RandomStream;
import java.util.List;

/// In a large network there is a small one that learns as well by itself, if it starts from its own first weights.
///
/// A network is trained, the smallest of its weights are pruned, the others go back to where they started; then again.
///
/// [Frankle & Carbin 2019](https://arxiv.org/abs/1803.03635)
///
/// @param rows to train with
/// @param units of the hidden layer
/// @param epochs of each training
/// @param rounds of pruning
public record LotteryTicket(int rows, int units, int epochs, int rounds) implements Effect {
    private static final Panel ACCURACY = Panel.accuracy("Test accuracy", "weights left, in percent", true);
    private static final int BATCH = 32;
    /// Of the weights that are left, in each round.
    private static final double PRUNED = 0.5;
    private static final String TICKET = "ticket";

    /// As it is published.
    public LotteryTicket() {
        this(1000, 64, 20, 5);
    }

    @Override
    public String sentence() {
        return "a pruned network from its own first weights, from others, and with other weights pruned";
    }

    @Override
    public List<Panel> panels() {
        return List.of(ACCURACY);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        long other = -1 - seed;
        RandomStream random = RandomStream.of(seed).derive("other weights");
        Model model = network(seed);
        PruningMask mask = new PruningMask(model);
        double dense = learn(model, mask, split);
        note("dense", dense, 100, seen);
        seen.point(ACCURACY, TICKET, 100, dense);
        for (int round = 1; round <= rounds; round++) {
            mask.prune(PRUNED, model);
            model = network(seed);
            double ticket = learn(model, mask, split);
            Model others = network(other);
            double otherStart = learn(others, mask, split);
            Model anew = network(seed);
            double otherWeights = learn(anew, mask.shuffled(anew, random), split);
            double left = 100 * mask.share();
            seen.point(ACCURACY, TICKET, left, ticket);
            seen.point(ACCURACY, "other first weights", left, otherStart);
            seen.point(ACCURACY, "other weights pruned", left, otherWeights);
            if (round == rounds) {
                note(TICKET, ticket, left, seen);
                note("other first weights", otherStart, left, seen);
                note("other weights pruned", otherWeights, left, seen);
            }
        }
    }

    private static void note(String level, double accuracy, double left, Observation seen) {
        seen.value(level, "test_accuracy", accuracy);
        seen.value(level, "weights_left", left / 100);
    }

    private Model network(long seed) {
        return Digits.classifier(seed, units, units);
    }

    private double learn(Model model, PruningMask mask, Dataset.Split split) {
        mask.apply(model);
        TrainingRun run = model.start(split.train(), Fit.epochs(epochs).batchSize(BATCH));
        while (run.step()) {
            mask.apply(model);
        }
        mask.apply(model);
        return Digits.accuracy(model, split.test());
    }
}
