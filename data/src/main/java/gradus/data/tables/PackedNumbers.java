package gradus.data.tables;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The numbers of a large table in four bytes each where eight would be needed, and none is rounded for it: nearly all
/// numbers in files are decimals of at most eight digits, such as -12.5, which is -125 / 10, and dividing
/// gives the double that reading the text gives. The others lie beside them as they are.
///
/// Eight rows after eight rows, and in each eight the columns one after the other: so neither a row nor a column is
/// spread over much more memory than it has numbers.
@SuppressWarnings("serial") // The lists can be sent.
final class PackedNumbers implements Serializable {
    /// Said of a decimal of more digits than fit.
    static final int LONG = -2;
    /// Said of a number that must be looked at.
    static final int UNKNOWN = -1;

    private static final long serialVersionUID = 1;

    /// A code is a whole number and, in its last bits, the power of ten that divides it, or one of these.
    private static final int BITS = 4;

    private static final int BESIDE = 14;
    private static final int MISSING = 15;
    private static final int MOST = (1 << 27) - 1;
    /// Between two numbers of a row.
    static final int STEP = 8;

    /// Numbers of a piece, so that the store grows without copying.
    private static final int PIECE = 1 << 15;

    private static final double[] POWERS = new double[BESIDE];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private final int width;
    private final int shift;
    private final List<int[]> pieces = new ArrayList<>();
    private final List<double[]> beside = new ArrayList<>();
    private int rows;
    private int besides;
    private boolean complete = true;

    /// @param width numbers of a row
    PackedNumbers(int width) {
        this.width = width;
        shift = 31 - Integer.numberOfLeadingZeros(Math.max(STEP, PIECE / width));
    }

    /// The code of a decimal: `digits / 10^fraction`; [#LONG] if it has none.
    static int code(boolean negative, long digits, int fraction) {
        if (digits > MOST || fraction >= BESIDE || (negative && digits == 0)) {
            return LONG;
        }
        int whole = (int) digits;
        return (negative ? -whole : whole) << BITS | fraction;
    }

    /// The code of a number; [#LONG] if it has none.
    private static int code(double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        for (int power = 0; power < BESIDE; power++) {
            double whole = Math.rint(value * POWERS[power]);
            if (!(Math.abs(whole) <= MOST)) {
                return LONG;
            }
            if (Double.compare(whole / POWERS[power], value) == 0) {
                return code(Double.compare(value, 0) < 0, (long) Math.abs(whole), power);
            }
        }
        return LONG;
    }

    /// Begins a row.
    ///
    /// @return the piece that it is in
    int[] newRow() {
        if (rows == pieces.size() << shift) {
            pieces.add(new int[width << shift]);
        }
        rows++;
        return pieces.getLast();
    }

    /// Where the last row begins in its piece.
    int lastRow() {
        return place(rows - 1);
    }

    /// The code of a number that is kept as it is.
    int keep(double value) {
        int code = code(value);
        complete &= code != MISSING;
        return code == LONG ? keepBeside(value) : code;
    }

    /// The code of a number that has no other.
    int keepBeside(double value) {
        if (besides == beside.size() * PIECE) {
            beside.add(new double[PIECE]);
        }
        beside.getLast()[besides % PIECE] = value;
        return besides++ << BITS | BESIDE;
    }

    /// Whether more numbers can be kept beside.
    boolean hasSpace() {
        return besides <= MOST - width;
    }

    int rows() {
        return rows;
    }

    /// Whether none is missing.
    boolean isComplete() {
        return complete;
    }

    int width() {
        return width;
    }

    /// What they take.
    double bytes() {
        return 4.0 * width * rows + 8.0 * besides;
    }

    int[] piece(int row) {
        return pieces.get(row >> shift);
    }

    /// Where a row begins in its piece; its numbers are [#STEP] apart.
    int place(int row) {
        int first = row & ((1 << shift) - STEP);
        return first * width + row % STEP;
    }

    /// The number that a code stands for; NaN if it is missing.
    double value(int code) {
        int power = code & MISSING;
        int whole = code >> BITS;
        if (power < BESIDE) {
            return whole / POWERS[power];
        }
        return power == MISSING ? Double.NaN : beside.get(whole / PIECE)[whole % PIECE];
    }

    double value(int row, int column) {
        return value(piece(row)[place(row) + column * STEP]);
    }

    /// The numbers of a column.
    double[] column(int column) {
        double[] values = new double[rows];
        int row = 0;
        for (int[] piece : pieces) {
            int end = Math.min(rows, row + (1 << shift));
            for (int at = column * STEP; row < end; at += width * STEP) {
                for (int i = at; i < at + STEP && row < end; i++) {
                    values[row++] = value(piece[i]);
                }
            }
        }
        return values;
    }

    /// Some numbers of a column.
    double[] column(int column, int[] some) {
        double[] values = new double[some.length];
        Arrays.setAll(values, i -> value(some[i], column));
        return values;
    }
}
