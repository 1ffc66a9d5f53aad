package gradus.experiment.search;

import static gradus.internal.Require.require;

import gradus.experiment.comparisons.Factor;
import gradus.math.RandomStream;
import java.util.List;
import java.util.Locale;

/// One thing that is searched over: one of several choices, or a number in a range.
///
/// @param name as for [gradus.experiment.comparisons.Variation]
/// @param choices what it can be; empty for a range
/// @param low end of the range
/// @param high end of the range
/// @param log whether numbers are drawn by their logarithms: where the range is above 0 and spans a factor of 10
/// @param whole whether numbers are whole
public record Parameter(String name, List<String> choices, double low, double high, boolean log, boolean whole) {
    private static final double WIDE = 10;

    /// Copies the list.
    public Parameter {
        choices = List.copyOf(choices);
    }

    /// Reads `learning_rate=0.0001..0.1`, `width=16..256` or `activation=relu,tanh`. A range of two whole numbers
    /// holds whole numbers.
    ///
    /// @param text the text to parse
    /// @return the parameter
    public static Parameter parse(String text) {
        Factor factor = Factor.parse(text);
        String first = factor.levels().getFirst();
        int dots = first.indexOf("..");
        if (factor.levels().size() > 1 || dots <= 0) {
            return new Parameter(factor.name(), factor.levels(), 0, 0, false, false);
        }
        try {
            String from = first.substring(0, dots);
            String to = first.substring(dots + 2);
            double low = Double.parseDouble(from);
            double high = Double.parseDouble(to);
            require(low < high, "the range of %s must grow, got %s", factor.name(), first);
            boolean whole = from.matches("-?[0-9]+") && to.matches("-?[0-9]+") && high - low > 1;
            return new Parameter(factor.name(), List.of(), low, high, low > 0 && high / low >= WIDE, whole);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the range of " + factor.name() + " must be two numbers, as in 0.001..0.1, got " + first, e);
        }
    }

    /// The first choice, or the low end of the range.
    String first() {
        return choices.isEmpty() ? text(low) : choices.getFirst();
    }

    /// The last choice, or the high end of the range.
    String last() {
        return choices.isEmpty() ? text(high) : choices.getLast();
    }

    /// Whether there is one choice only.
    boolean isConstant() {
        return choices.size() == 1;
    }

    private String text(double value) {
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /// A value, as people write it.
    String draw(RandomStream random) {
        return choices.isEmpty() ? at(random.nextDouble()) : choices.get(random.nextInt(choices.size()));
    }

    /// The value of a range below which a share of all draws lies, as people write it.
    String at(double share) {
        double value = log ? low * Math.pow(end() / low, share) : low + share * (end() - low);
        if (whole) {
            return Long.toString(Math.min((long) high, (long) Math.floor(value)));
        }
        return String.format(Locale.ROOT, "%.3g", value)
                .replaceFirst("(\\.[0-9]*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }

    /// The share of draws from a range that lie below a value; of a whole number, below the middle of its draws.
    double share(String value) {
        double number = Double.parseDouble(value);
        double share = whole ? (raw(number) + raw(number + 1)) / 2 : raw(number);
        return Math.clamp(share, 0, 1);
    }

    private double raw(double number) {
        return log ? Math.log(number / low) / Math.log(end() / low) : (number - low) / (end() - low);
    }

    /// Where draws end: a whole number is drawn from the unit above it.
    private double end() {
        return whole ? high + 1 : high;
    }

    /// {@return the place of a value between 0 and 1: among the choices, or in the range}
    ///
    /// @param value the value as text
    public double place(String value) {
        if (!choices.isEmpty()) {
            return choices.size() == 1 ? 0.5 : choices.indexOf(value) / (choices.size() - 1.0);
        }
        double number = Double.parseDouble(value);
        return log ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
    }

    @Override
    public String toString() {
        return name + "="
                + (choices.isEmpty()
                        ? whole ? (long) low + ".." + (long) high : low + ".." + high
                        : String.join(",", choices));
    }
}
