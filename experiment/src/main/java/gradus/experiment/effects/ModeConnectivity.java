package gradus.experiment.effects;

import gradus.Fit;
import gradus.LossSurface;
import gradus.Model;
import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import gradus.training.Updater;
import java.util.List;

/// Between two networks that learned by themselves the loss has a barrier on the straight line, and hardly one on a
/// curve that was bent for it.
///
/// The curve is `(1 - t)²·a + 2t(1 - t)·c + t²·b`, whose middle c is trained at places t drawn at random.
///
/// [Garipov, Izmailov, Podoprikhin, Vetrov & Wilson 2018](https://arxiv.org/abs/1802.10026)
///
/// @param rows to train with
/// @param units of the hidden layer
/// @param epochs of each network
/// @param bends steps that train the middle of the curve
public record ModeConnectivity(int rows, int units, int epochs, int bends) implements Effect {
    private static final Panel TRAIN = new Panel("Training loss on the way", "from one network to the other", "loss");
    private static final Panel TEST = new Panel("Test loss on the way", "from one network to the other", "loss");
    private static final int PLACES = 20;
    private static final int BATCH = 32;

    /// As it is published.
    public ModeConnectivity() {
        this(500, 48, 30, 600);
    }

    @Override
    public String sentence() {
        return "the loss between two trained networks, on a straight line and on a curve";
    }

    @Override
    public List<Panel> panels() {
        return List.of(TRAIN, TEST);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        Model one = trained(split.train(), 2 * seed);
        Model two = trained(split.train(), 2 * seed + 1);
        float[] a = one.parameters().values().clone();
        float[] b = two.parameters().values().clone();
        LossSurface train = new LossSurface(one, split.train());
        LossSurface test = new LossSurface(one, split.test());
        float[] middle = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            middle[i] = (a[i] + b[i]) / 2;
        }
        way("straight line", a, middle.clone(), b, train, test, seen);
        bend(a, middle, b, train, seed);
        way("curve", a, middle, b, train, test, seen);
    }

    private Model trained(Dataset train, long seed) {
        Model model = Digits.classifier(seed, units);
        model.fit(train, Fit.epochs(epochs).batchSize(BATCH));
        return model;
    }

    /// Trains the middle of the curve. Its gradient is that at the place, times the place's share of it.
    private void bend(float[] a, float[] middle, float[] b, LossSurface train, long seed) {
        RandomStream places = RandomStream.of(seed).derive("places");
        float[] point = new float[a.length];
        float[] gradient = new float[a.length];
        Updater updater = Updater.of(new Adam(0.01), middle, Workers.of(1));
        for (int step = 1; step <= bends; step++) {
            double t = places.nextDouble();
            place(a, middle, b, t, point);
            train.gradient(point, gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= (float) (2 * t * (1 - t));
            }
            updater.beginStep();
            updater.apply(gradient);
        }
    }

    /// A place of the curve; with the middle between both ends it is a straight line.
    private static void place(float[] a, float[] middle, float[] b, double t, float[] point) {
        for (int i = 0; i < point.length; i++) {
            point[i] = (float) ((1 - t) * (1 - t) * a[i] + 2 * t * (1 - t) * middle[i] + t * t * b[i]);
        }
    }

    private static void way(
            String level, float[] a, float[] middle, float[] b, LossSurface train, LossSurface test, Observation seen) {
        float[] point = new float[a.length];
        double highest = 0;
        double highestTest = 0;
        double ends = 0;
        double testEnds = 0;
        for (int i = 0; i <= PLACES; i++) {
            double t = (double) i / PLACES;
            place(a, middle, b, t, point);
            double loss = train.loss(point);
            double testLoss = test.loss(point);
            seen.point(TRAIN, level, t, loss);
            seen.point(TEST, level, t, testLoss);
            highest = Math.max(highest, loss);
            highestTest = Math.max(highestTest, testLoss);
            if (i == 0 || i == PLACES) {
                ends = Math.max(ends, loss);
                testEnds = Math.max(testEnds, testLoss);
            }
        }
        seen.value(level, "train_barrier", highest - ends);
        seen.value(level, "test_barrier", highestTest - testEnds);
    }
}
