package gradus.experiment.effects;

import gradus.LossSurface;
import gradus.Model;
import gradus.data.Dataset;
import gradus.math.RandomStream;
import java.util.ArrayList;
import java.util.List;

/// Sharpness-aware minimization takes its gradient where the loss nearby is highest, a step of length ρ along the
/// gradient away, and so ends in flatter minima.
///
/// ```
/// w ← w - η·∇L(w + ρ·∇L(w) / |∇L(w)|)
/// ```
///
/// [Foret, Kleiner, Mobahi & Neyshabur 2021](https://arxiv.org/abs/2010.01412)
///
/// @param rows to train with, a multiple of the batch
/// @param units of the hidden layer
/// @param epochs of plain descent; with two gradients a step, half as many
/// @param looks how often the sharpness is measured
/// @param rate of descent
/// @param radius ρ
public record SharpnessAware(int rows, int units, int epochs, int looks, double rate, double radius) implements Effect {
    private static final Panel SHARPNESS =
            new Panel("Sharpness", "gradients per row", "largest eigenvalue of the Hessian", false, true);
    private static final Panel LOSS = new Panel("Training loss", "gradients per row", "loss", false, true);
    private static final int BATCH = 50;
    private static final int PRODUCTS = 12;
    /// Of the training labels that are drawn at random.
    private static final double NOISE = 0.1;

    /// As it is published.
    public SharpnessAware() {
        this(300, 32, 160, 10, 0.1, 0.3);
    }

    @Override
    public String sentence() {
        return "the largest eigenvalue of the Hessian after plain descent and after sharpness-aware minimization";
    }

    @Override
    public List<Panel> panels() {
        return List.of(SHARPNESS, LOSS);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset.Split split = Digits.split(rows, seed);
        Dataset train = Labels.redrawn(split.train(), Digits.CLASSES, NOISE, seed);
        Model model = Digits.classifier(seed, units);
        LossSurface whole = new LossSurface(model, train);
        List<LossSurface> batches = new ArrayList<>();
        for (int from = 0; from + BATCH <= rows; from += BATCH) {
            batches.add(new LossSurface(model, train.slice(from, from + BATCH)));
        }
        float[] start = model.parameters().values().clone();
        double reached = Double.NEGATIVE_INFINITY;
        for (double up : new double[] {radius, 0}) {
            String level = up == 0 ? "descent" : "sharpness-aware";
            float[] weights = start.clone();
            int passes = up == 0 ? epochs : epochs / 2;
            RandomStream random = RandomStream.of(seed).derive("order");
            int[] order = new int[batches.size()];
            for (int pass = 1; pass <= passes; pass++) {
                random.permute(order);
                for (int batch : order) {
                    step(weights, batches.get(batch), rate, up);
                }
                double loss = whole.loss(weights);
                if (loss <= reached) {
                    note("descent to the same loss", model, weights, whole, split.test(), seed, seen);
                    reached = Double.NEGATIVE_INFINITY;
                }
                if (pass * looks % passes < looks) {
                    int gradients = pass * epochs / passes;
                    seen.point(SHARPNESS, level, gradients, whole.largestEigenvalue(weights, PRODUCTS, seed));
                    seen.point(LOSS, level, gradients, loss);
                }
            }
            note(level, model, weights, whole, split.test(), seed, seen);
            reached = whole.loss(weights);
        }
    }

    private static void note(
            String level, Model model, float[] weights, LossSurface whole, Dataset test, long seed, Observation seen) {
        System.arraycopy(weights, 0, model.parameters().values(), 0, weights.length);
        seen.value(level, "test_accuracy", Digits.accuracy(model, test));
        seen.value(level, "sharpness", whole.largestEigenvalue(weights, PRODUCTS, seed));
        seen.value(level, "train_loss", whole.loss(weights));
    }

    /// Descends by the gradient at the point a radius up the hill; with none by that where it is.
    static void step(float[] weights, LossSurface surface, double rate, double radius) {
        float[] gradient = new float[weights.length];
        surface.gradient(weights, gradient);
        if (radius > 0) {
            double squares = 0;
            for (float g : gradient) {
                squares += (double) g * g;
            }
            float[] uphill = weights.clone();
            for (int i = 0; i < uphill.length; i++) {
                uphill[i] += (float) (radius * gradient[i] / Math.sqrt(squares));
            }
            surface.gradient(uphill, gradient);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= (float) (rate * gradient[i]);
        }
    }
}
