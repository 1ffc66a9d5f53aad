package gradus.data;

import static gradus.internal.Require.require;

/// A range of integers, `[least, most]`, that values must come from.
///
/// A network holds its values as float32, in which each integer up to 2²⁴ is exact, and beyond which neighbouring
/// integers become one number. Therefore no range goes beyond ±16,777,215, and larger values are refused instead of
/// being rounded.
///
/// @param least the smallest integer
/// @param most the largest integer
public record Integers(int least, int most) {
    /// The largest integer that float32 distinguishes from all others: 2²⁴ - 1.
    public static final int LARGEST = (1 << 24) - 1;

    /// All integers that float32 distinguishes.
    public static final Integers ALL = new Integers(-LARGEST, LARGEST);

    /// Validates the range.
    ///
    /// @throws IllegalArgumentException if the range is empty, or goes beyond ±16,777,215
    public Integers {
        require(least <= most, "Integers.least must be at most Integers.most, got %s and %s", least, most);
        require(
                least >= -LARGEST && most <= LARGEST,
                "Integers must be within ±%s, the integers that float32 holds exactly, got %s to %s",
                LARGEST,
                least,
                most);
    }

    /// Returns the range of indices `[0, count)`.
    ///
    /// @param count the number of indices, at least 1
    /// @return the range
    /// @throws IllegalArgumentException if the count is less than 1 or greater than 16,777,216
    public static Integers indices(int count) {
        return new Integers(0, count - 1);
    }

    /// Returns the integers of two ranges.
    ///
    /// @param other another range
    /// @return what both have
    /// @throws IllegalArgumentException if they have nothing in common
    public Integers and(Integers other) {
        return new Integers(Math.max(least, other.least), Math.min(most, other.most));
    }

    /// {@return whether a value is one of these integers}
    ///
    /// @param value the value
    public boolean contains(float value) {
        return value >= least && value <= most && value == (int) value;
    }

    /// Requires that all values of a table are in the range.
    ///
    /// @param who what the message calls the table, such as `input "user"`
    /// @param rows the table
    /// @throws IllegalArgumentException if a value is not; the message names its row, column and value
    public void check(String who, Rows rows) {
        float[] row = new float[rows.width()];
        for (int i = 0; i < rows.count(); i++) {
            rows.copy(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                if (!contains(row[j])) {
                    throw new IllegalArgumentException(refusal(who, row[j], "row " + i + ", column " + j));
                }
            }
        }
    }

    /// Returns the message for a value that is not in the range.
    ///
    /// @param who what the message calls the taker, such as `Embedding`
    /// @param value the value
    /// @param where the place of the value, such as `row 3, column 0`
    /// @return the message
    public String refusal(String who, float value, String where) {
        return who + " must get " + this + ", got " + text(value) + " in " + where
                + (Math.abs(value) > LARGEST ? ". Beyond ±" + LARGEST + ", float32 loses digits of integers" : "");
    }

    private static String text(float value) {
        return value == (long) value ? Long.toString((long) value) : Float.toString(value);
    }

    /// {@return the range as text: `integers from 0 to 6`}
    @Override
    public String toString() {
        return "integers from " + least + " to " + most;
    }
}
