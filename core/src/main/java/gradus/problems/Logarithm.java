package gradus.problems;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.activations.Exponential;
import gradus.data.Rows;
import gradus.layers.ActivationLayer;
import gradus.layers.Layer;
import gradus.layers.Rescaling;
import java.util.ArrayList;
import java.util.List;

/// Learns targets by their logarithm, `(log(value + shift) - mean) / deviation`, so that errors count relative to
/// the value: one of 10% of a small number as much as one of 10% of a large one. For skewed targets, as prices and
/// amounts are. The exponential function of a mean logarithm is below the mean, near the median of what is
/// possible, so a [#corrected] transform multiplies it by a factor, found on rows that were held out.
///
/// @param shift what is added before the logarithm, at least 0: 1 if some targets are 0
/// @param mean the mean of the logarithms of the training targets, finite
/// @param deviation the standard deviation of these logarithms, greater than 0; 1 if they are all equal
/// @param correction the logarithm of the factor by which predictions are multiplied, finite; 0 for none
public record Logarithm(double shift, double mean, double deviation, double correction) implements TargetTransform {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `shift` is negative, `mean` or `correction` is not finite, or
    ///     `deviation` is not positive and finite
    public Logarithm {
        finite("Logarithm.shift", shift);
        require(shift >= 0, "Logarithm.shift must be at least 0, got %s", shift);
        finite("Logarithm.mean", mean);
        positive("Logarithm.deviation", deviation);
        finite("Logarithm.correction", correction);
    }

    /// Measures the logarithms of the training targets.
    ///
    /// @param values the training targets, one column
    /// @return the transform; its shift is 0 if all are above 0, else 1
    /// @throws IllegalArgumentException if one of the targets is negative
    public static Logarithm of(Rows values) {
        float least = Float.POSITIVE_INFINITY;
        for (float value : values.toArray()) {
            least = Math.min(least, value);
        }
        require(least >= 0, "a logarithm needs targets of at least 0, got %s", least);
        double shift = least > 0 ? 0 : 1;
        Standardization logs = Standardization.of(new Logarithm(shift, 0, 1, 0).encode(values));
        return new Logarithm(shift, logs.mean(), logs.deviation(), 0);
    }

    /// Finds the factor with which the mean of the predictions is that of the targets (the smearing of
    /// [Duan 1983](https://doi.org/10.2307/2288126), with each prediction as its weight).
    ///
    /// @param targets of rows that were not trained on, in the units of the data
    /// @param answers the outputs of the network to these rows
    /// @return the same transform, with this factor
    @Override
    public Logarithm corrected(Rows targets, Rows answers) {
        double wanted = 0;
        for (float target : targets.toArray()) {
            wanted += target + shift;
        }
        double predicted = 0;
        for (float answer : answers.toArray()) {
            predicted += Math.exp(answer * deviation + mean);
        }
        double factor = wanted / predicted;
        return new Logarithm(shift, mean, deviation, factor > 0 && Double.isFinite(factor) ? Math.log(factor) : 0);
    }

    @Override
    public boolean predictsMedians() {
        return true;
    }

    @Override
    public double least() {
        return 0;
    }

    /// A target below those of the training counts as the smallest that has a logarithm.
    @Override
    public Rows encode(Rows values) {
        float[] encoded = values.toArray();
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = (float) ((Math.log(Math.max(encoded[i] + shift, Float.MIN_NORMAL)) - mean) / deviation);
        }
        return Rows.wrap(encoded, 1);
    }

    @Override
    public List<Layer> decoder() {
        List<Layer> layers = new ArrayList<>(List.of(
                new Rescaling(deviation, mean + correction).named("target_logarithm"),
                new ActivationLayer(new Exponential()).named(shift == 0 ? "target_units" : "target_exponential")));
        if (shift > 0) {
            layers.add(new Rescaling(1, -shift).named("target_units"));
        }
        return layers;
    }

    @Override
    public Rows decode(Rows answers) {
        float[] values = answers.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.exp(values[i] * deviation + mean + correction) - shift);
        }
        return Rows.wrap(values, 1);
    }
}
