package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Intervals around predicted numbers that hold the true number with a stated probability, for rows like those of the
/// training: `prediction ± width`. The width is a quantile of the absolute errors on rows that the networks never saw,
/// and the same for all rows. Where the target is learned by its logarithm, an error is a factor of the prediction, as
/// for [quantiles][PredictionQuantiles], and an interval goes from `prediction / factor` to `prediction · factor`.
/// With the errors on test rows, the probability holds for any network and any distribution
/// (*split conformal prediction*). Where there are few of them, an ensemble takes its out-of-fold errors instead:
/// those of single members, so that the intervals are a little too wide. They end where the numbers do: those of counts
/// never begin below 0.
///
/// [Lei, G'Sell, Rinaldo, Tibshirani & Wasserman 2018](https://arxiv.org/abs/1604.04173);
/// [Barber, Candès, Ramdas & Tibshirani 2021](https://arxiv.org/abs/1905.02928), with one width for all members
///
/// @param widths the largest error that is inside, for each coverage of 1/1000, 2/1000, …; fewer where there were
///     too few rows for a higher one
/// @param scale how far a number is from its prediction
public record PredictionIntervals(List<Double> widths, ErrorScale scale) {
    private static final int LEVELS = 1000;
    /// With fewer test rows, chance moves the coverage more than out-of-fold errors do.
    private static final int ENOUGH = 100;

    private static final int FEWEST = 20;

    /// Copies the list.
    public PredictionIntervals {
        widths = List.copyOf(widths);
    }

    /// Chooses the rows that are best to measure errors on.
    ///
    /// @param test the test rows, or null
    /// @param outOfFold the training rows, answered by members of an ensemble that did not see them, or null
    /// @return the rows, or null if there are too few
    static Outcome.@Nullable Judged measured(Outcome.@Nullable Judged test, Outcome.@Nullable Judged outOfFold) {
        int tested = test == null ? 0 : test.rows().rows();
        return tested >= (outOfFold == null ? FEWEST : ENOUGH) ? test : outOfFold;
    }

    /// Measures the errors.
    ///
    /// @param targets the numbers to predict, one column
    /// @param outOfFold the predictions of networks that did not see them
    /// @param scale how far a number is from its prediction
    /// @return the intervals
    static PredictionIntervals of(Rows targets, Rows outOfFold, ErrorScale scale) {
        float[] truth = targets.toArray();
        float[] predicted = outOfFold.toArray();
        double[] errors = new double[truth.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.abs(scale.error(truth[i], predicted[i]));
        }
        Arrays.sort(errors);
        List<Double> widths = new ArrayList<>();
        for (int level = 1; level < LEVELS; level++) {
            // The next row is one more: with n errors, the k-th covers k of n + 1.
            int rank = (int) Math.ceil((errors.length + 1) * (double) level / LEVELS);
            if (rank <= errors.length) {
                widths.add(errors[rank - 1]);
            }
        }
        return new PredictionIntervals(widths, scale);
    }

    /// Returns the largest error that is inside of intervals, on the scale of the errors.
    ///
    /// @param coverage the probability that an interval holds the true number, in `(0, 1)`
    /// @return the error, at least 0
    /// @throws IllegalArgumentException if the coverage is out of range, or too high for the rows of the training
    public double width(double coverage) {
        require(coverage > 0 && coverage < 1, "intervals must have a coverage in (0, 1), got %s", coverage);
        int level = (int) Math.ceil(coverage * LEVELS - 1e-9);
        require(
                level <= widths.size(),
                "intervals of coverage %s need more rows than the model was trained with; the highest possible is %s",
                coverage,
                widths.size() / (double) LEVELS);
        return widths.get(level - 1);
    }

    /// Returns the interval around a prediction.
    ///
    /// @param value the prediction
    /// @param coverage the probability that the interval holds the true number, in `(0, 1)`
    /// @return the interval
    /// @throws IllegalArgumentException as [#width(double)] does
    public Prediction.Interval around(double value, double coverage) {
        double width = width(coverage);
        return new Prediction.Interval(Math.min(value, scale.number(value, -width)), scale.number(value, width));
    }
}
