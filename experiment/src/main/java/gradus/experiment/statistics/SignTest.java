package gradus.experiment.statistics;

import static gradus.internal.Require.require;

/// The sign test: how often a fair coin falls at least as unevenly as wins and losses did. It needs no sizes of
/// differences, so it can count runs that diverged as lost.
///
/// `p = min(1, 2·P(X <= min(wins, losses)))` for `X` of the binomial distribution of `wins + losses` throws.
///
/// [Dixon & Mood 1946](https://doi.org/10.1080/01621459.1946.10501898)
public final class SignTest {
    private SignTest() {}

    /// {@return the two-sided p-value; 1 where there is neither win nor loss}
    ///
    /// @param wins pairs in which the other side is better
    /// @param losses pairs in which the baseline is better
    public static double p(int wins, int losses) {
        require(wins >= 0 && losses >= 0, "wins and losses must be at least 0, got %s and %s", wins, losses);
        int throwsOfCoin = wins + losses;
        double term = Math.pow(0.5, throwsOfCoin);
        double sum = 0;
        for (int i = 0; i <= Math.min(wins, losses); i++) {
            sum += term;
            term = term * (throwsOfCoin - i) / (i + 1);
        }
        return Math.min(1, 2 * sum);
    }
}
