package gradus.problems;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.positive;

import gradus.data.Rows;
import gradus.layers.Layer;
import gradus.layers.Rescaling;
import java.util.List;

/// Learns targets as `(value - mean) / deviation`, so that loss and gradients do not depend on their units.
///
/// @param mean the mean of the training targets, finite
/// @param deviation the standard deviation of the training targets, greater than 0; 1 if they are all equal
public record Standardization(double mean, double deviation) implements TargetTransform {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `mean` is not finite, or `deviation` is not positive and finite
    public Standardization {
        finite("Standardization.mean", mean);
        positive("Standardization.deviation", deviation);
    }

    /// Measures mean and standard deviation of the training targets.
    ///
    /// @param values the training targets, one column
    /// @return the standardization
    public static Standardization of(Rows values) {
        float[] column = values.toArray();
        double sum = 0;
        for (float value : column) {
            sum += value;
        }
        double mean = sum / column.length;
        double squares = 0;
        for (float value : column) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / column.length);
        return new Standardization(mean, deviation > 0 ? deviation : 1);
    }

    @Override
    public Rows encode(Rows values) {
        float[] encoded = values.toArray();
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = (float) ((encoded[i] - mean) / deviation);
        }
        return Rows.wrap(encoded, 1);
    }

    @Override
    public List<Layer> decoder() {
        return List.of(new Rescaling(deviation, mean).named("target_units"));
    }

    @Override
    public Rows decode(Rows answers) {
        float[] values = answers.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * deviation + mean);
        }
        return Rows.wrap(values, 1);
    }
}
