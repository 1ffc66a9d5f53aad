package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Quantiles of the numbers that are possible for a row: below the quantile of level 0.1 lies the true number of
/// one row in ten, of rows like those of the training. A quantile is `prediction + error`, where the error is the
/// quantile of the signed errors on rows that the networks never saw (a *conformal predictive distribution*): of n
/// errors, the k-th smallest has the level `k / (n + 1)`, and levels in between are interpolated. So the share of
/// rows below it is off by `1 / (n + 1)` at most, for any network and any distribution. Where the target is learned
/// by its logarithm, an error is a factor of the prediction. Quantiles end where the numbers do: those of counts
/// are never below 0.
///
/// The rows are those of [PredictionIntervals]. An interval goes equally far to both sides of its prediction, so it
/// does not end at quantiles unless errors to both sides are alike.
///
/// [Vovk, Shen, Manokhin & Xie 2019](https://doi.org/10.1007/s10994-018-5755-8)
///
/// @param first the smallest level, in thousandths
/// @param errors for each target, the error of each level of 1/1000, 2/1000, … from the first one on
/// @param scale how far a number is from its prediction
public record PredictionQuantiles(int first, List<List<Double>> errors, ErrorScale scale) {
    private static final int LEVELS = 1000;

    /// Copies the lists and checks them.
    ///
    /// @throws IllegalArgumentException if the levels do not lie in (0, 1), or if targets have different ones
    public PredictionQuantiles {
        errors = errors.stream().map(List::copyOf).toList();
        int levels = errors.isEmpty() ? 0 : errors.getFirst().size();
        require(
                first > 0
                        && levels > 0
                        && first + levels <= LEVELS
                        && errors.stream().allMatch(each -> each.size() == levels),
                "quantiles must have the same levels in (0, 1) for all targets, got %s from %s thousandths on",
                errors.stream().map(List::size).toList(),
                first);
    }

    /// Measures the signed errors.
    ///
    /// @param targets the numbers to predict
    /// @param answers the predictions of networks that did not see them
    /// @param scale how far a number is from its prediction
    /// @return the quantiles
    public static PredictionQuantiles of(Rows targets, Rows answers, ErrorScale scale) {
        int rows = targets.count();
        int width = targets.width();
        int first = Math.ceilDiv(LEVELS, rows + 1);
        int last = LEVELS - first;
        float[] truth = targets.toArray();
        float[] said = answers.toArray();
        List<List<Double>> all = new ArrayList<>();
        for (int target = 0; target < width; target++) {
            List<Double> sorted = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                sorted.add(scale.error(truth[row * width + target], said[row * width + target]));
            }
            Collections.sort(sorted);
            List<Double> errors = new ArrayList<>();
            for (int level = first; level <= last; level++) {
                double place = (rows + 1.0) * level / LEVELS - 1;
                errors.add((double) (float) between(sorted, place));
            }
            all.add(errors);
        }
        return new PredictionQuantiles(first, all, scale);
    }

    /// A place that is whole but for rounding is taken as whole.
    private static double between(List<Double> sorted, double place) {
        double inside = Math.clamp(place, 0, sorted.size() - 1);
        int left = (int) (inside + 1e-9);
        int right = Math.min(left + 1, sorted.size() - 1);
        return sorted.get(left) + Math.max(0, inside - left) * (sorted.get(right) - sorted.get(left));
    }

    /// {@return the lowest level there is a quantile of}
    public double lowest() {
        return first / (double) LEVELS;
    }

    /// {@return the highest level there is a quantile of}
    public double highest() {
        return (first + errors.getFirst().size() - 1) / (double) LEVELS;
    }

    /// {@return whether there is a quantile of a level}
    ///
    /// @param level a level, in (0, 1)
    public boolean has(double level) {
        return level >= lowest() && level <= highest();
    }

    /// Returns the quantile of a level.
    ///
    /// @param target which of several targets, from 0
    /// @param prediction the number that is predicted
    /// @param level the share of rows whose true number lies below the quantile, in (0, 1)
    /// @return the quantile
    /// @throws IllegalArgumentException if there were too few rows for the level
    public double of(int target, double prediction, double level) {
        return scale.number(prediction, error(target, level));
    }

    /// Returns the error of a level, on the scale of the errors.
    ///
    /// @param target which of several targets, from 0
    /// @param level the share of smaller errors, in (0, 1)
    /// @return the error
    /// @throws IllegalArgumentException if there were too few rows for the level
    public double error(int target, double level) {
        requireLevel(level);
        return between(errors.get(target), level * LEVELS - first);
    }

    /// Checks a level.
    ///
    /// @param level the share of rows whose true number lies below the quantile
    /// @throws IllegalArgumentException if there were too few rows for it
    public void requireLevel(double level) {
        require(level > 0 && level < 1, "quantiles must have a level in (0, 1), got %s", level);
        require(
                has(level),
                "quantiles of this model must be from %s to %s, because of the number of rows that measured its errors,"
                        + " got %s; for others, train it with more rows",
                lowest(),
                highest(),
                level);
    }

    /// Reads levels, as in `0.1,0.5,0.9`.
    ///
    /// @param name of the option, for the message
    /// @param text levels with commas between
    /// @return the levels, in their order, each once
    /// @throws IllegalArgumentException if the text is something else
    public static List<Double> levels(String name, String text) {
        List<Double> levels = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            double level;
            try {
                level = Double.parseDouble(part.strip());
            } catch (NumberFormatException e) {
                level = Double.NaN;
            }
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s must be levels in (0, 1) with commas between, as in 0.1,0.5,0.9, got \"%s\"",
                        name,
                        text));
            }
            levels.add(level);
        }
        return levels.stream().distinct().toList();
    }

    /// Returns the name of the column of a quantile.
    ///
    /// @param target name of the column that is predicted
    /// @param level its level
    /// @return as in `price_q10` for the level 0.1
    public static String name(String target, double level) {
        return target + "_q"
                + BigDecimal.valueOf(level)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /// The quantiles of a model, or an error that says how one gets them.
    ///
    /// @param known what its file says
    static PredictionQuantiles required(@Nullable PredictionQuantiles known) {
        if (known == null) {
            throw new IllegalArgumentException(
                    "quantiles need errors on rows that the model did not see, which the file"
                            + " of this one does not know; train it for numbers of a table, with at least 20 test rows or with"
                            + " net auto or realmlp");
        }
        return known;
    }
}
