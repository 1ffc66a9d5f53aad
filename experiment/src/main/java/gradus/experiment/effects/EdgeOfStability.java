package gradus.experiment.effects;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.GradientDescent;
import gradus.LossSurface;
import gradus.Model;
import gradus.Sequential;
import gradus.TrainingRun;
import gradus.activations.Tanh;
import gradus.data.Dataset;
import gradus.initializers.Zeros;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Sgd;
import java.util.List;

/// Gradient descent makes the loss steeper until its sharpness, the largest eigenvalue λ of the Hessian, is 2/η, and
/// stays there, while the loss goes on falling.
///
/// [Cohen, Kaur, Li, Kolter & Talwalkar 2021](https://arxiv.org/abs/2103.00065)
///
/// @param rows of the digits, all of which are in every step
/// @param units of each of the two hidden layers
/// @param steps of descent
/// @param every after how many steps the sharpness is measured
public record EdgeOfStability(int rows, int units, int steps, int every) implements Effect {
    private static final Panel SHARPNESS = new Panel("Sharpness times rate over 2", "step", "λη/2");
    private static final Panel LOSS = new Panel("Training loss", "step", "mean squared error", false, true);
    private static final double[] RATES = {0.2, 1, 1.3};
    private static final int PRODUCTS = 12;
    /// The last measurements, over which a mean is taken.
    private static final int LAST = 5;

    /// As it is published.
    public EdgeOfStability() {
        this(200, 24, 800, 40);
    }

    @Override
    public String sentence() {
        return "the largest eigenvalue of the Hessian while gradient descent learns, beside 2 over the rate";
    }

    @Override
    public List<Panel> panels() {
        return List.of(SHARPNESS, LOSS);
    }

    @Override
    public void observe(long seed, Observation seen) {
        Dataset train = Labels.oneHot(Digits.split(rows, seed).train(), Digits.CLASSES);
        for (double rate : RATES) {
            descend(rate, train, seed, seen);
        }
    }

    private void descend(double rate, Dataset train, long seed, Observation seen) {
        String level = "rate=" + rate;
        Model model = Sequential.of(
                        input(Digits.INPUTS),
                        dense(units, new Tanh()),
                        dense(units, new Tanh()),
                        dense(Digits.CLASSES).kernelInitializer(new Zeros()))
                .seed(seed)
                .threads(1);
        model.compile(new Sgd(rate), new MeanSquaredError());
        LossSurface surface = new LossSurface(model, train);
        TrainingRun run = model.start(train, Fit.epochs(steps).gradientDescent(GradientDescent.batch()));
        double edge = 0;
        double before = 0;
        double loss = 0;
        float[] weights = new float[surface.size()];
        for (int step = 0; step <= steps; step++) {
            if (step % every == 0) {
                System.arraycopy(run.parameters(), 0, weights, 0, weights.length);
                double stability = surface.largestEigenvalue(weights, PRODUCTS, seed) * rate / 2;
                seen.point(SHARPNESS, level, step, stability);
                loss = surface.loss(weights);
                seen.point(LOSS, level, step, loss);
                edge += step > steps - LAST * every ? stability / LAST : 0;
                if (step == 0) {
                    seen.value(level, "start", stability);
                }
                before = step == steps / 2 ? loss : before;
            }
            run.step();
        }
        seen.value(level, "edge", edge);
        seen.value(level, "loss_of_half", loss / before);
    }
}
