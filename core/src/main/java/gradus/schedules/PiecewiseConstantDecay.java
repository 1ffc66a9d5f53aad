package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import java.util.List;

/// A learning rate that changes at given steps: `values[i]` up to and including step `boundaries[i]`, the last
/// value after that.
///
/// @param boundaries the steps after which the rate changes, in ascending order, at least one
/// @param values the rates, one more than there are boundaries
public record PiecewiseConstantDecay(List<Integer> boundaries, List<Double> values) implements Schedule {
    /// Copies and validates the arguments.
    ///
    /// @throws IllegalArgumentException if the counts do not match, the boundaries do not rise, or a rate is out of
    ///     range
    public PiecewiseConstantDecay {
        boundaries = List.copyOf(boundaries);
        values = List.copyOf(values);
        require(!boundaries.isEmpty(), "PiecewiseConstantDecay.boundaries must have at least one step, got none");
        require(
                values.size() == boundaries.size() + 1,
                "PiecewiseConstantDecay.values must be one more than the %s boundaries, got %s",
                boundaries.size(),
                values.size());
        for (int i = 1; i < boundaries.size(); i++) {
            require(
                    boundaries.get(i - 1) < boundaries.get(i),
                    "PiecewiseConstantDecay.boundaries must rise, got %s",
                    boundaries);
        }
        values.forEach(value -> notNegative("PiecewiseConstantDecay.values", value));
    }

    @Override
    public double at(long step) {
        int piece = 0;
        while (piece < boundaries.size() && step > boundaries.get(piece)) {
            piece++;
        }
        return values.get(piece);
    }
}
