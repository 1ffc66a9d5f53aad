package gradus.experiment.search;

import gradus.math.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;

/// How dense trials are in a space: the mean of one kernel over all of it, as values are drawn, and one around each of
/// `n` trials. A kernel is a product over the `d` parameters:
///
/// - of a range, in shares of its draws: a normal distribution around the trial, cut off at 0 and 1, with the deviation
///   `max(0.2·n^(-1/(d+4)), 1/min(100, n+2))`
/// - of `c` choices: `(1 + 1/(n+1)) / (1 + c/(n+1))` for that of the trial, `1/(n+1) / (1 + c/(n+1))` for each other
///
/// The next trial is the draw from the density of good trials at which that is largest against the density of the rest:
/// the *tree-structured Parzen estimator*, with parameters together.
///
/// [Bergstra, Bardenet, Bengio & Kégl 2011](https://papers.nips.cc/paper/4443), with kernels as in
/// [Falkner, Klein & Hutter 2018](https://arxiv.org/abs/1807.01774) and
/// [Watanabe 2023](https://arxiv.org/abs/2304.11127)
final class Parzen {
    private static final int DRAWS = 24;
    private static final double WIDTH = 0.2;
    private static final int NARROWEST = 100;

    private final List<Parameter> space;
    /// For each trial: its share of each range, the number of each choice.
    private final double[][] centres;
    private final double deviation;

    Parzen(List<Parameter> space, List<Trial> trials) {
        this.space = space;
        centres = trials.stream().map(trial -> place(space, trial.choices())).toArray(double[][]::new);
        int n = Math.max(1, centres.length);
        deviation =
                Math.max(WIDTH * Math.pow(n, -1.0 / (space.size() + 4)), 1.0 / Math.min(NARROWEST, centres.length + 2));
    }

    private static double[] place(List<Parameter> space, Map<String, String> choices) {
        double[] place = new double[space.size()];
        for (int i = 0; i < place.length; i++) {
            Parameter parameter = space.get(i);
            String value = String.valueOf(choices.get(parameter.name()));
            place[i] = parameter.choices().isEmpty()
                    ? parameter.share(value)
                    : parameter.choices().indexOf(value);
        }
        return place;
    }

    /// {@return the choices of the next trial}
    ///
    /// @param good where good trials are
    /// @param rest where the others are
    static Map<String, String> propose(Parzen good, Parzen rest, RandomStream random) {
        Map<String, String> best = Map.of();
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < DRAWS; i++) {
            Map<String, String> drawn = good.draw(random.derive(i));
            double ratio = good.logDensity(drawn) - rest.logDensity(drawn);
            if (ratio > most) {
                most = ratio;
                best = drawn;
            }
        }
        return best;
    }

    private Map<String, String> draw(RandomStream random) {
        int kernel = random.nextInt(centres.length + 1);
        Map<String, String> choices = new LinkedHashMap<>();
        for (int i = 0; i < space.size(); i++) {
            Parameter parameter = space.get(i);
            RandomStream own = random.derive(parameter.name());
            choices.put(
                    parameter.name(),
                    kernel == centres.length ? parameter.draw(own) : around(parameter, centres[kernel][i], own));
        }
        return choices;
    }

    private String around(Parameter parameter, double centre, RandomStream random) {
        if (parameter.choices().isEmpty()) {
            return parameter.at(normal(centre).inverseCumulativeProbability(random.nextDouble()));
        }
        // (1 + s) / (1 + c·s) for its own choice: with probability 1 / (1 + c·s) that one, else any.
        boolean own = random.nextDouble() * (1 + parameter.choices().size() * share()) < 1;
        return own ? parameter.choices().get((int) centre) : parameter.draw(random);
    }

    /// The logarithm of the density at a point, of draws from the whole space against which it is 0.
    double logDensity(Map<String, String> choices) {
        double[] place = place(space, choices);
        double sum = uniform();
        for (double[] centre : centres) {
            double product = 1;
            for (int i = 0; i < place.length; i++) {
                product *= kernel(space.get(i), centre[i], place[i]);
            }
            sum += product;
        }
        return Math.log(sum / (centres.length + 1));
    }

    private double uniform() {
        double product = 1;
        for (Parameter parameter : space) {
            product /= Math.max(1, parameter.choices().size());
        }
        return product;
    }

    private double kernel(Parameter parameter, double centre, double at) {
        if (parameter.choices().isEmpty()) {
            return normal(centre).density(at);
        }
        return ((centre == at ? 1 : 0) + share()) / (1 + parameter.choices().size() * share());
    }

    private TruncatedNormalDistribution normal(double centre) {
        return TruncatedNormalDistribution.of(centre, deviation, 0, 1);
    }

    /// What a kernel gives to each choice that is not its own.
    private double share() {
        return 1.0 / (centres.length + 1);
    }
}
