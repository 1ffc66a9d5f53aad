package gradus.internal;

import java.util.Arrays;

/// Some of many rows, spread evenly: the order of rows may be that of a file, sorted by its classes.
public final class EvenlySpaced {
    private EvenlySpaced() {}

    /// {@return the places of some of a number of rows, ascending; of all of them if there are no more}
    ///
    /// @param count how many rows there are
    /// @param most how many places are returned at most
    public static int[] places(int count, int most) {
        int[] places = new int[Math.min(count, most)];
        Arrays.setAll(places, i -> (int) ((long) i * count / places.length));
        return places;
    }
}
