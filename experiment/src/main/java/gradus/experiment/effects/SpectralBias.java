package gradus.experiment.effects;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.GradientDescent;
import gradus.Model;
import gradus.Sequential;
import gradus.TrainingRun;
import gradus.activations.Relu;
import gradus.data.Dataset;
import gradus.losses.MeanSquaredError;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import java.util.Arrays;
import java.util.List;

/// A network learns the low frequencies of a function first.
///
/// The target is a sum of sines, all of the same amplitude. What is left of one of them is its amplitude in the
/// difference between target and answer.
///
/// [Rahaman et al. 2019](https://arxiv.org/abs/1806.08734)
///
/// @param points of the target, evenly spaced
/// @param units of each of the two hidden layers
/// @param steps on all points
/// @param every after how many steps the answer is looked at
public record SpectralBias(int points, int units, int steps, int every) implements Effect {
    private static final Panel REST = new Panel("What is left to learn", "step", "share of the amplitude");
    private static final int[] FREQUENCIES = {1, 2, 4, 8};
    /// A frequency is learned when less is left of it.
    private static final double LEARNED = 0.2;

    /// As it is published.
    public SpectralBias() {
        this(64, 128, 500, 10);
    }

    @Override
    public String sentence() {
        return "which frequencies of a sum of sines are learned first";
    }

    @Override
    public List<Panel> panels() {
        return List.of(REST);
    }

    @Override
    public void observe(long seed, Observation seen) {
        float[][] x = new float[points][1];
        float[][] y = new float[points][1];
        for (int i = 0; i < points; i++) {
            double at = (double) i / points;
            x[i][0] = (float) (4 * at - 2);
            for (int frequency : FREQUENCIES) {
                // Phases of each seed's own.
                y[i][0] += (float) Math.sin(2 * Math.PI * (frequency * at + phase(seed, frequency)));
            }
        }
        Model model = Sequential.of(input(1), dense(units, new Relu()), dense(units, new Relu()), dense(1))
                .seed(seed)
                .threads(1);
        model.compile(new Adam(0.005), new MeanSquaredError());
        TrainingRun run = model.start(Dataset.of(x, y), Fit.epochs(steps).gradientDescent(GradientDescent.batch()));
        double[] learned = new double[FREQUENCIES.length];
        Arrays.fill(learned, Double.NaN);
        double[] left = new double[learned.length];
        for (int step = 0; step <= steps; step++) {
            if (step % every == 0) {
                float[][] answer = model.predict(x);
                for (int i = 0; i < learned.length; i++) {
                    double rest = amplitude(y, answer, FREQUENCIES[i]);
                    seen.point(REST, level(FREQUENCIES[i]), step, rest);
                    learned[i] = Double.isNaN(learned[i]) && rest < LEARNED ? step : learned[i];
                    left[i] = rest;
                }
            }
            run.step();
        }
        for (int i = 0; i < learned.length; i++) {
            seen.value(level(FREQUENCIES[i]), "steps", learned[i]);
            seen.value(level(FREQUENCIES[i]), "left", left[i]);
        }
    }

    private static String level(int frequency) {
        return "frequency=" + frequency;
    }

    private static double phase(long seed, int frequency) {
        return RandomStream.of(seed).derive("phase").derive(frequency).nextDouble();
    }

    /// The amplitude of a frequency in the difference of two functions.
    static double amplitude(float[][] target, float[][] answer, int frequency) {
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < target.length; i++) {
            double angle = 2 * Math.PI * frequency * i / target.length;
            double difference = (double) target[i][0] - answer[i][0];
            sine += difference * Math.sin(angle);
            cosine += difference * Math.cos(angle);
        }
        return 2 * Math.hypot(sine, cosine) / target.length;
    }
}
