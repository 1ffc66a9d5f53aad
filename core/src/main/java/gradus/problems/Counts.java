package gradus.problems;

import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.activations.Exponential;
import gradus.data.Rows;
import gradus.layers.Dense;
import gradus.layers.Layer;
import gradus.layers.Rescaling;
import gradus.losses.Poisson;
import java.util.List;

/// Learns counts, as of visits or accidents: the network ends in an exponential function and learns by the loss
/// [Poisson], for which larger counts may be further off. It predicts the mean of what is possible, which is never less
/// than 0. Counts are learned divided by their mean, so that a network whose last layer is 0 predicts the mean.
///
/// @param mean the mean of the training targets, greater than 0; 1 if they are all 0
public record Counts(double mean) implements TargetTransform {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `mean` is not positive and finite
    public Counts {
        positive("Counts.mean", mean);
    }

    /// Measures the mean of the training targets.
    ///
    /// @param values the training targets, one column
    /// @return the transform
    /// @throws IllegalArgumentException if one of the targets is negative
    public static Counts of(Rows values) {
        double sum = 0;
        float[] counts = values.toArray();
        for (float count : counts) {
            require(count >= 0, "counts must be at least 0, got %s", count);
            sum += count;
        }
        return new Counts(sum > 0 ? sum / counts.length : 1);
    }

    @Override
    public Head head() {
        return new Head(Task.REGRESSION, new Dense(1, new Exponential()), new Poisson());
    }

    @Override
    public double least() {
        return 0;
    }

    @Override
    public Rows encode(Rows values) {
        float[] encoded = values.toArray();
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = (float) (encoded[i] / mean);
        }
        return Rows.wrap(encoded, 1);
    }

    @Override
    public List<Layer> decoder() {
        return List.of(new Rescaling(mean, 0).named("target_units"));
    }

    @Override
    public Rows decode(Rows answers) {
        float[] values = answers.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * mean);
        }
        return Rows.wrap(values, 1);
    }
}
