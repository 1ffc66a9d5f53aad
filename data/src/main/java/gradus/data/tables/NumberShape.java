package gradus.data.tables;

import java.util.Arrays;

/// How the numbers of a target are distributed: what says whether they should be learned by their logarithm, or as
/// counts. Values that are missing, NaN, are left out.
///
/// @param least the smallest number
/// @param mean the mean
/// @param variance the variance
/// @param skewness the mean cubed distance from the mean, in standard deviations; 0 if all numbers are equal
/// @param whole whether all are whole numbers
public record NumberShape(double least, double mean, double variance, double skewness, boolean whole) {
    private static final double SKEWED = 2;
    /// Of counts with a mean of 4; those with a larger mean lean less.
    private static final double LEANING = 0.4;
    /// Of their mean; that of Poisson's distribution is the mean itself.
    private static final double LEAST_VARIANCE = 0.5;
    /// Of larger counts, and of amounts and measurements in whole numbers, it hardly matters that they are whole.
    private static final double LARGEST_MEAN = 20;

    /// Measures numbers.
    ///
    /// @param values the numbers
    /// @return their shape
    public static NumberShape of(double[] values) {
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        int count = known.length;
        double mean = Arrays.stream(known).sum() / count;
        double squares = 0;
        double cubes = 0;
        boolean whole = true;
        for (int i = 0; i < count; i++) {
            double distance = known[i] - mean;
            squares += distance * distance;
            cubes += distance * distance * distance;
            whole &= known[i] == Math.rint(known[i]);
        }
        double variance = squares / count;
        double skewness = variance > 0 ? cubes / count / Math.pow(variance, 1.5) : 0;
        return new NumberShape(Arrays.stream(known).min().orElse(Double.NaN), mean, variance, skewness, whole);
    }

    /// {@return whether none is negative, and a few are much larger than the others}
    public boolean isSkewed() {
        return least >= 0 && skewness > SKEWED;
    }

    /// {@return whether they look like counts: whole numbers from 0 or 1 on, small in the mean, that lean to the right
    /// and vary about as much as those of Poisson's distribution or more}
    public boolean isCounts() {
        return whole
                && (least == 0 || least == 1)
                && skewness > LEANING
                && variance >= LEAST_VARIANCE * mean
                && mean <= LARGEST_MEAN;
    }
}
