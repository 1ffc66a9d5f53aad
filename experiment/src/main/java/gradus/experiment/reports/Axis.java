package gradus.experiment.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where numbers lie on a line of pixels, evenly or by their logarithms, with ticks at round numbers.
///
/// @param low the number at the first pixel
/// @param high the number at the last pixel
/// @param log whether by logarithms; both numbers are then above 0
/// @param whole whether only whole numbers get a tick
/// @param from the first pixel
/// @param to the last pixel
record Axis(double low, double high, boolean log, boolean whole, double from, double to) {
    private static final double ROOM = 0.04;
    private static final int TICKS = 6;

    /// An axis on which all numbers have room, those that are not finite aside.
    static Axis around(double[] values, boolean log, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        for (double value : values) {
            if (Double.isFinite(value) && (!log || value > 0)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                whole &= value == Math.rint(value);
            }
        }
        if (low > high) {
            return new Axis(log ? 0.1 : 0, 1, log, false, from, to);
        }
        if (log) {
            double factor = Math.max(1.1, Math.pow(high / low, ROOM));
            return new Axis(low / factor, high * factor, true, false, from, to);
        }
        double room = high > low ? (high - low) * ROOM : Math.max(Math.abs(low) * ROOM, 1e-9);
        return new Axis(low - room, high + room, false, whole, from, to);
    }

    /// The same numbers on other pixels.
    Axis on(double first, double last) {
        return new Axis(low, high, log, whole, first, last);
    }

    double at(double value) {
        double share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + Math.max(-0.02, Math.min(1.02, share)) * (to - from);
    }

    boolean shows(double value) {
        return Double.isFinite(value) && (!log || value > 0);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (log && high / low >= 10) {
            int first = (int) Math.ceil(Math.log10(low) - 1e-9);
            int last = (int) Math.floor(Math.log10(high) + 1e-9);
            int step = Math.max(1, Math.ceilDiv(last - first + 1, TICKS + 1));
            for (int power = first; power <= last; power += step) {
                ticks.add(Math.pow(10, power));
            }
            if (ticks.size() < 3) {
                addFractions(ticks, first - 1, last);
            }
            return ticks;
        }
        double rough = step((high - low) / TICKS);
        double step = whole ? Math.max(1, rough) : rough;
        for (double tick = Math.ceil(low / step) * step; tick <= high + step * 1e-9; tick += step) {
            ticks.add(Math.abs(tick) < step * 1e-9 ? 0 : tick);
        }
        return ticks;
    }

    private void addFractions(List<Double> ticks, int first, int last) {
        for (int power = first; power <= last; power++) {
            for (int digit : new int[] {2, 5}) {
                double tick = digit * Math.pow(10, power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double scaled = rough / power;
        return power * (scaled <= 1 ? 1 : scaled <= 2 ? 2 : scaled <= 5 ? 5 : 10);
    }

    static String label(double tick) {
        double size = Math.abs(tick);
        if (size != 0 && (size < 1e-3 || size >= 1e5)) {
            int power = (int) Math.floor(Math.log10(size) + 1e-9);
            double digits = Math.rint(tick / Math.pow(10, power) * 100) / 100;
            String text = digits == Math.rint(digits) ? Long.toString((long) digits) : Double.toString(digits);
            return text + "e" + power;
        }
        String text = String.format(Locale.ROOT, "%.6f", tick).replaceFirst("0+$", "");
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
