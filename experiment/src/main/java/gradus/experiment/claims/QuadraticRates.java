package gradus.experiment.claims;

import static gradus.internal.Require.require;

import gradus.kernels.Workers;
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import gradus.training.Updater;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// By which factor a step shrinks the error on a quadratic `½·(a·x² + b·y²)`, by the library's own optimizers.
///
/// At the best rates it is `(κ - 1) / (κ + 1)` for gradient descent and `(√κ - 1) / (√κ + 1)` for heavy ball, where
/// `κ = b / a`; above the rate `2 / b` descent diverges.
///
/// [Polyak 1964](https://doi.org/10.1016/0041-5553(64)90137-5)
public final class QuadraticRates {
    private static final int FROM = 60;
    private static final int TO = 120;
    /// `0.1·x² + 2·y²`, on which every rate below 0.5 converges.
    private static final double[] VALLEY = {0.2, 4};

    private QuadraticRates() {}

    /// Measures between steps 60 and 120.
    ///
    /// @param condition κ, larger than 1
    /// @return the measured values
    public static Measurements measure(double condition) {
        require(condition > 1, "the condition must be larger than 1, got %s", condition);
        double root = Math.sqrt(condition);
        double share = (root - 1) / (root + 1);
        double[] bowl = {1, condition};
        Map<String, Map<String, double[]>> levels = new LinkedHashMap<>();
        put(levels, "gradient descent", new Sgd(2 / (1 + condition)), bowl);
        put(levels, "heavy ball", new Sgd(Math.pow(2 / (1 + root), 2), share * share, false), bowl);
        for (String rate : List.of("0.49", "0.51")) {
            put(levels, "learning_rate=" + rate, new Sgd(Double.parseDouble(rate)), VALLEY);
        }
        return new Measurements(levels, levels.size(), List.of());
    }

    private static void put(
            Map<String, Map<String, double[]>> levels, String name, Optimizer optimizer, double[] curvatures) {
        levels.put(name, Map.of("factor", new double[] {factor(optimizer, curvatures)}));
    }

    private static double factor(Optimizer optimizer, double[] curvatures) {
        float[] place = {1, 1};
        float[] gradients = new float[2];
        Updater updater = Updater.of(optimizer, place, Workers.of(1));
        double early = 0;
        for (int step = 1; step <= TO; step++) {
            updater.beginStep();
            for (int i = 0; i < 2; i++) {
                gradients[i] = (float) (curvatures[i] * place[i]);
            }
            updater.apply(gradients);
            if (step == FROM) {
                early = Math.hypot(place[0], place[1]);
            }
        }
        return Math.pow(Math.hypot(place[0], place[1]) / early, 1.0 / (TO - FROM));
    }
}
