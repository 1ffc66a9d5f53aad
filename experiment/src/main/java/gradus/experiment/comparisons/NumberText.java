package gradus.experiment.comparisons;

import gradus.experiment.statistics.ConfidenceInterval;
import java.util.Locale;

/// Formats numbers for reports and the terminal.
public final class NumberText {
    private static final double THOUSAND = 1e3;

    private NumberText() {}

    /// {@return a number with four significant digits, without trailing zeros}
    ///
    /// @param value the number
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "-∞";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.3e", value).replaceFirst("\\.?0*e", "e");
        }
        int digits = size == 0 ? 0 : Math.max(0, Math.min(6, 3 - (int) Math.floor(Math.log10(size))));
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+$", "");
    }

    /// {@return a number with four significant digits and its sign}
    ///
    /// @param value the number
    public static String signed(double value) {
        return (value > 0 ? "+" : "") + text(value);
    }

    /// {@return a mean with its interval, if it has one: `0.87 (95%: 0.85 to 0.89)`}
    ///
    /// @param interval the interval
    public static String text(ConfidenceInterval interval) {
        return text(interval.mean()) + ends(text(interval.low()), text(interval.high()), interval);
    }

    /// {@return the same of a difference: `+0.02 (95%: -0.01 to +0.05)`}
    ///
    /// @param interval the interval
    public static String signed(ConfidenceInterval interval) {
        return signed(interval.mean()) + ends(signed(interval.low()), signed(interval.high()), interval);
    }

    private static String ends(String low, String high, ConfidenceInterval interval) {
        return interval.n() < 2 || Double.isNaN(interval.low()) ? "" : " (95%: " + low + " to " + high + ")";
    }

    /// {@return a p-value as text}
    ///
    /// @param p the p-value
    public static String p(double p) {
        return p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, p < 0.01 ? "%.4f" : "%.3f", p);
    }

    /// {@return a count, as `12,300`}
    ///
    /// @param value the number
    public static String count(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.0f", value) : text(value);
    }

    /// {@return how many there are of something, as `1 trial` and `12,300 trials`}
    ///
    /// @param number how many
    /// @param what one of them; several are named by an `s`
    public static String counted(long number, String what) {
        return count((double) number) + " " + what + (number == 1 ? "" : "s");
    }

    /// {@return bytes, as `1.2 MB`}
    ///
    /// @param value the number
    public static String bytes(long value) {
        String[] units = {"B", "kB", "MB", "GB"};
        int unit = 0;
        double scaled = (double) value;
        while (scaled >= THOUSAND && unit < units.length - 1) {
            scaled /= THOUSAND;
            unit++;
        }
        return String.format(Locale.ROOT, scaled < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", scaled, units[unit]);
    }

    /// {@return a time, as `3.2 s` or `2 min 5 s`}
    ///
    /// @param value the number
    public static String seconds(double value) {
        if (value < 60) {
            return String.format(Locale.ROOT, value < 0.1 ? "%.3f s" : value < 10 ? "%.2f s" : "%.0f s", value);
        }
        long whole = Math.round(value);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
