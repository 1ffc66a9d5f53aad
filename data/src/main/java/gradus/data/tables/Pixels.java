package gradus.data.tables;

import java.util.List;

/// Tells the pixels of an image from other numbers.
final class Pixels {
    /// The fewest of an image that is worth it: 8 x 8.
    static final int FEWEST = 64;
    /// The brightest pixel: at least 4 bits, at most 8.
    private static final double LEAST_WHITE = 15;

    private static final double MOST_WHITE = 255;

    private Pixels() {}

    /// Whether columns are the pixels of a square image, in one colour or three: at least 64 whole numbers from 0 to at
    /// most 255, named alike but for a number at the end, and many of them with the same largest value. Questions `q1`
    /// to `q100` or sensors are not.
    static boolean are(List<NumericFeature> columns) {
        int count = columns.size();
        if (count < FEWEST || !(isSquare(count) || (count % 3 == 0 && isSquare(count / 3)))) {
            return false;
        }
        String stem = columns.getFirst().name().replaceFirst("[0-9]+$", "#");
        double white = 0;
        for (NumericFeature column : columns) {
            if (!column.whole()
                    || column.min() < 0
                    || !column.name().replaceFirst("[0-9]+$", "#").equals(stem)) {
                return false;
            }
            white = Math.max(white, column.max());
        }
        int reach = 0;
        int black = 0;
        for (NumericFeature column : columns) {
            reach += column.max() == white ? 1 : 0;
            black += column.min() == 0 ? 1 : 0;
        }
        return stem.endsWith("#")
                && white >= LEAST_WHITE
                && white <= MOST_WHITE
                && reach >= count / 4
                && black >= count / 2;
    }

    private static boolean isSquare(int count) {
        int side = (int) Math.round(Math.sqrt(count));
        return side * side == count;
    }
}
