package gradus.problems;

import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.layers.Dense;
import gradus.layers.Layer;
import gradus.layers.ReLU;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Learns targets by their place among those of the training, however skewed they are and whatever their signs: the
/// share of smaller targets, on the scale of a logistic distribution with deviation 1. Both ways are piecewise
/// linear between values at evenly spaced places, so predictions stay within the range of the training targets. The
/// inverse of a mean score is near the median of what is possible, so a [#corrected] transform stretches it, by
/// rows that were held out.
///
/// @param values ascending numbers, at least 2
/// @param scores the score of each, ascending
/// @param stretch by which the distance of a prediction from the first value is multiplied, greater than 0; 1 for none
public record Ranks(List<Double> values, List<Double> scores, double stretch) implements TargetTransform {
    private static final int PIECES = 64;
    /// The deviation of the standard logistic distribution.
    private static final double DEVIATION = Math.PI / Math.sqrt(3);

    /// Copies the lists and validates the arguments.
    ///
    /// @throws IllegalArgumentException if there are fewer than 2 values, if the counts do not match, if one of the
    ///     lists does not ascend, or if `stretch` is not positive and finite
    public Ranks {
        values = List.copyOf(values);
        scores = List.copyOf(scores);
        require(
                values.size() >= 2 && values.size() == scores.size(),
                "Ranks must have at least 2 values and a score for each, got %s values and %s scores",
                values.size(),
                scores.size());
        require(ascends(values), "Ranks.values must ascend, got %s", values);
        require(ascends(scores), "Ranks.scores must ascend, got %s", scores);
        positive("Ranks.stretch", stretch);
    }

    private static boolean ascends(List<Double> numbers) {
        for (int i = 1; i < numbers.size(); i++) {
            if (!(numbers.get(i - 1) < numbers.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Ranks the training targets.
    ///
    /// @param targets the training targets, one column
    /// @return the transform
    public static Ranks of(Rows targets) {
        float[] sorted = targets.toArray();
        Arrays.sort(sorted);
        List<Double> values = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        int first = 0;
        for (int place = 0; place <= PIECES; place++) {
            float value = at(sorted, place);
            if (place == PIECES || at(sorted, place + 1) > value) {
                // Where a value fills several places, the one in the middle counts.
                double share = ((first + place) / 2.0 + 0.5) / (PIECES + 1);
                values.add((double) value);
                scores.add(Math.log(share / (1 - share)) / DEVIATION);
                first = place + 1;
            }
        }
        if (values.size() == 1) {
            values.add(Math.nextUp(values.getFirst().floatValue()) + 1.0);
            scores.add(scores.getFirst() + 1);
        }
        return new Ranks(values, scores, 1);
    }

    private static float at(float[] sorted, int place) {
        return sorted[Math.toIntExact((long) place * (sorted.length - 1) / PIECES)];
    }

    @Override
    public boolean predictsMedians() {
        return true;
    }

    @Override
    public Ranks corrected(Rows targets, Rows answers) {
        double least = values.getFirst();
        double wanted = 0;
        double predicted = 0;
        float[] truth = targets.toArray();
        float[] said = new Ranks(values, scores, 1).decode(answers).toArray();
        for (int i = 0; i < truth.length; i++) {
            wanted += truth[i] - least;
            predicted += said[i] - least;
        }
        double factor = wanted / predicted;
        return new Ranks(values, scores, factor > 0 && Double.isFinite(factor) ? factor : 1);
    }

    @Override
    public Rows encode(Rows targets) {
        return Rows.wrap(mapped(targets.toArray(), values, scores), 1);
    }

    /// `least + Σ (values[i+1] - values[i])·clip((score - scores[i])/(scores[i+1] - scores[i]), 0, 1)`
    @Override
    public List<Layer> decoder() {
        return List.of(
                new Dense(values.size() - 1).named("target_pieces").frozen(),
                new ReLU(1.0, 0, 0).named("target_pieces_clip"),
                new Dense(1).named("target_units").frozen());
    }

    @Override
    public float[] decoderParameters() {
        int pieces = values.size() - 1;
        float[] parameters = new float[3 * pieces + 1];
        for (int i = 0; i < pieces; i++) {
            double slope = 1 / (scores.get(i + 1) - scores.get(i));
            parameters[i] = (float) slope;
            parameters[pieces + i] = (float) (-scores.get(i) * slope);
            parameters[2 * pieces + i] = (float) (stretch * (values.get(i + 1) - values.get(i)));
        }
        parameters[3 * pieces] = values.getFirst().floatValue();
        return parameters;
    }

    @Override
    public Rows decode(Rows answers) {
        float[] decoded = mapped(answers.toArray(), scores, values);
        double least = values.getFirst();
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = (float) (least + stretch * (decoded[i] - least));
        }
        return Rows.wrap(decoded, 1);
    }

    /// Maps each number by the line between the two ends of the piece that it lies in.
    private static float[] mapped(float[] numbers, List<Double> from, List<Double> to) {
        double[] ends = from.stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < numbers.length; i++) {
            int found = Arrays.binarySearch(ends, numbers[i]);
            int above = Math.clamp(found >= 0 ? found : -found - 1, 1, ends.length - 1);
            double share = Math.clamp((numbers[i] - ends[above - 1]) / (ends[above] - ends[above - 1]), 0.0, 1.0);
            numbers[i] = (float) (to.get(above - 1) + share * (to.get(above) - to.get(above - 1)));
        }
        return numbers;
    }
}
