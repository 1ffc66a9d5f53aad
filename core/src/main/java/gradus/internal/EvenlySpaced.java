package gradus.internal;

import java.util.Arrays;

/// Some of many rows, spread evenly: the order of rows may be that of a file, sorted by its classes.
public final class EvenlySpaced {
    private EvenlySpaced() {}

    /// {@return the indices of up to `most` of `count` rows, in ascending order}
    ///
    /// @param count the number of rows
    /// @param most the largest number of indices
    public static int[] places(int count, int most) {
        int[] places = new int[Math.min(count, most)];
        Arrays.setAll(places, i -> (int) ((long) i * count / places.length));
        return places;
    }
}
