package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.kernels.Workers;
import gradus.training.Updater;
import org.junit.jupiter.api.Test;

/// What theory says of steps on the bowl `f = 0.1·x² + 2·y²`, whose curvatures are 0.2 and 4.
class KnownRatesTest {
    private static final double FLAT = 0.2;
    private static final double STEEP = 4;
    private static final double CONDITION = STEEP / FLAT;

    @Test
    void gradientDescent_divergesJustAboveTwoOverTheLargestCurvature() {
        assertThat(distance(new Sgd(0.501), 2000)).isGreaterThan(1000);
    }

    @Test
    void gradientDescent_convergesJustBelowTwoOverTheLargestCurvature() {
        assertThat(distance(new Sgd(0.499), 2000)).isLessThan(0.001);
    }

    @Test
    void gradientDescent_withTheBestRate_shrinksTheErrorByItsKnownFactor() {
        double factor = (CONDITION - 1) / (CONDITION + 1);
        Optimizer best = new Sgd(2 / (FLAT + STEEP));
        assertThat(distance(best, 101) / distance(best, 100)).isCloseTo(factor, within(1e-4));
    }

    @Test
    void heavyBall_withTheBestRates_shrinksTheErrorByTheRootOfTheCondition() {
        double factor = (Math.sqrt(CONDITION) - 1) / (Math.sqrt(CONDITION) + 1);
        double rate = 4 / Math.pow(Math.sqrt(FLAT) + Math.sqrt(STEEP), 2);
        Optimizer best = new Sgd(rate, factor * factor, false);
        // At the best rates both roots coincide, so that the error is about t·factorᵗ.
        double measured = Math.pow(distance(best, 120) / distance(best, 60) / 2, 1.0 / 60);
        assertThat(measured).isCloseTo(factor, within(0.01));
    }

    @Test
    void nesterov_withTheBestRates_shrinksTheErrorByItsKnownFactor() {
        // Rate 1/L and momentum (√κ - 1)/(√κ + 1): the error is about t·(1 - 1/√κ)ᵗ.
        double root = Math.sqrt(CONDITION);
        Optimizer best = new NesterovMomentum(1 / STEEP, (root - 1) / (root + 1));
        double measured = Math.pow(distance(best, 120) / distance(best, 60) / 2, 1.0 / 60);
        assertThat(measured).isCloseTo(1 - 1 / root, within(0.01));
    }

    private static double distance(Optimizer optimizer, int steps) {
        float[] values = {1, 1};
        Updater updater = Updater.of(optimizer, values, Workers.of(1));
        for (int step = 0; step < steps; step++) {
            updater.beginStep();
            updater.apply(new float[] {(float) FLAT * values[0], (float) STEEP * values[1]});
        }
        return Math.hypot(values[0], values[1]);
    }
}
