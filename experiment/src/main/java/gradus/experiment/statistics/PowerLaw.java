package gradus.experiment.statistics;

import static gradus.internal.Require.require;

/// How an error falls with a size, as the number of training rows or the width of a network:
/// `e(n) = floor + scale · n^(-exponent)`.
///
/// It is fitted by least squares of relative residuals, `Σ ((e_i - e(n_i)) / w_i)²` with `w_i` the error `e_i`, but at
/// least a hundredth of the largest one. For each exponent the best floor and scale are those of a line; the exponent
/// is searched for.
///
/// [Cortes et al. 1993](https://proceedings.neurips.cc/paper/1993/hash/1aa48fc4880bb0c9b8a3bf979d3b917e-Abstract.html),
/// [Hestness et al. 2017](https://arxiv.org/abs/1712.00409)
///
/// @param floor what is left at any size, at least 0
/// @param scale what is above it at size 1, at least 0
/// @param exponent how fast that falls, in [0.01, 5]
public record PowerLaw(double floor, double scale, double exponent) {
    private static final double SLOWEST = 0.01;
    private static final double FASTEST = 5;
    private static final int STEPS = 200;
    private static final int HALVINGS = 60;
    private static final double LEAST = 0.01;

    /// Fits the law.
    ///
    /// @param sizes at least three, each above 0
    /// @param errors one a size, at least 0
    /// @return the law
    public static PowerLaw of(double[] sizes, double[] errors) {
        require(
                sizes.length >= 3 && sizes.length == errors.length,
                "a power law needs at least three sizes with an error each, got %s and %s",
                sizes.length,
                errors.length);
        int best = 0;
        for (int step = 1; step <= STEPS; step++) {
            best = residual(sizes, errors, exponent(step)) < residual(sizes, errors, exponent(best)) ? step : best;
        }
        double low = exponent(Math.max(0, best - 1));
        double high = exponent(Math.min(STEPS, best + 1));
        for (int i = 0; i < HALVINGS; i++) {
            double one = low + (high - low) * 0.382;
            double two = low + (high - low) * 0.618;
            if (residual(sizes, errors, one) <= residual(sizes, errors, two)) {
                high = two;
            } else {
                low = one;
            }
        }
        return line(sizes, errors, (low + high) / 2);
    }

    /// {@return the error at a size}
    ///
    /// @param size above 0
    public double at(double size) {
        return floor + scale * Math.pow(size, -exponent);
    }

    private static double exponent(double step) {
        return SLOWEST * Math.pow(FASTEST / SLOWEST, step / STEPS);
    }

    private static double residual(double[] sizes, double[] errors, double exponent) {
        PowerLaw law = line(sizes, errors, exponent);
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            double residual = (errors[i] - law.at(sizes[i])) / weight(errors, i);
            sum += residual * residual;
        }
        return sum;
    }

    private static double weight(double[] errors, int i) {
        double largest = 0;
        for (double error : errors) {
            largest = Math.max(largest, error);
        }
        return largest == 0 ? 1 : Math.max(errors[i], LEAST * largest);
    }

    /// The best floor and scale of an exponent, neither below 0.
    private static PowerLaw line(double[] sizes, double[] errors, double exponent) {
        double weights = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        // In units of the first size, so that numbers are near 1.
        for (int i = 0; i < sizes.length; i++) {
            double weight = Math.pow(weight(errors, i), -2);
            double power = Math.pow(sizes[i] / sizes[0], -exponent);
            weights += weight;
            x += weight * power;
            y += weight * errors[i];
            xx += weight * power * power;
            xy += weight * power * errors[i];
        }
        double scale = (weights * xy - x * y) / (weights * xx - x * x);
        double floor = (y - scale * x) / weights;
        if (scale < 0) {
            scale = 0;
            floor = y / weights;
        } else if (floor < 0) {
            scale = xy / xx;
            floor = 0;
        }
        return new PowerLaw(floor, scale * Math.pow(sizes[0], exponent), exponent);
    }
}
