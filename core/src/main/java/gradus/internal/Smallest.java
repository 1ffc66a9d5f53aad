package gradus.internal;

import java.util.Arrays;

/// The smallest of many values, and where they were found. Of equal values, that which was offered first.
public final class Smallest {
    private final int[] places;
    private final double[] values;

    /// Begins with values of infinity.
    ///
    /// @param count how many are kept, at least 1
    public Smallest(int count) {
        places = new int[count];
        values = new double[count];
        Arrays.fill(values, Double.POSITIVE_INFINITY);
    }

    /// Keeps a value if it is smaller than the largest of those that are kept.
    ///
    /// @param place where it was found
    /// @param value the value
    public void offer(int place, double value) {
        int at = values.length;
        while (at > 0 && value < values[at - 1]) {
            at--;
        }
        if (at < values.length) {
            System.arraycopy(values, at, values, at + 1, values.length - at - 1);
            System.arraycopy(places, at, places, at + 1, values.length - at - 1);
            values[at] = value;
            places[at] = place;
        }
    }

    /// {@return the largest of the values that are kept}
    public double largest() {
        return values[values.length - 1];
    }

    /// {@return a value}
    ///
    /// @param at its rank, from 0 for the smallest
    public double value(int at) {
        return values[at];
    }

    /// {@return where the values were found, that of the smallest first}
    public int[] places() {
        return places.clone();
    }
}
