package gradus.data.tables;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file without quotes and comments, which most large ones are: fields are parts of a buffer, and
/// the digits of a number are read on the way to the end of its field, so that each character is looked at once and
/// nothing is allocated for it.
final class PlainRecords implements CsvFields {
    /// A longer record is left to the parser of CSV, which refuses it with a reason.
    private static final int LONGEST = 1 << 24;

    private static final int FEW_FIELDS = 64;

    private static final int MOST_FIELDS = 100_000;
    /// Up to here, whole numbers and powers of ten are exact, and so is the rounding of their quotient.
    private static final long EXACT = 1L << 53;

    /// The most digits that cannot overflow.
    private static final int MOST_DIGITS = 18;
    /// The number of decimals of a field without a decimal point.
    private static final int NO_POINT = -1;
    /// The number of decimals of a field that is not a plain decimal number.
    private static final int TEXT = -2;
    /// The digits of a number with too many of them.
    private static final long TOO_LONG = -1;

    private static final double[] POWERS = new double[23];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private final Reader text;
    private final char delimiter;
    private final char quote;
    /// The text from `from` to `end`, and a line feed behind it, where every field stops.
    private char[] buffer = new char[1 << 16];

    private int from;
    private int end;
    private boolean ended;
    private boolean afterReturn;
    private int[] starts = new int[FEW_FIELDS];
    private int[] ends = new int[FEW_FIELDS];
    private long[] digits = new long[FEW_FIELDS];
    private int[] fractions = new int[FEW_FIELDS];
    private int fields;
    private int stop;
    private long nextLine = 1;
    private long line;

    /// Thrown where a quote is found, or a record is too long: this is not for such files.
    static final class NotPlainException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NotPlainException() {
            super("quoted", null, false, false);
        }
    }

    PlainRecords(Reader text, char delimiter, char quote) {
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
        buffer[0] = '\n';
    }

    /// Whether a file with these marks can be read: neither is part of a number.
    static boolean canRead(char delimiter, char quote) {
        return !isPartOfNumber(delimiter) && !isPartOfNumber(quote);
    }

    private static boolean isPartOfNumber(char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
    }

    /// Goes to the next record that is not an empty line.
    ///
    /// @return this; null after the last
    @Nullable
    CsvFields next() throws IOException {
        while (true) {
            while (!hasRecord()) {
                if (ended) {
                    return null;
                }
                fill();
            }
            boolean empty = stop == from;
            line = nextLine++;
            afterReturn = stop < end && buffer[stop] == '\r';
            from = Math.min(end, stop + 1);
            if (!empty) {
                return this;
            }
        }
    }

    /// Finds the fields up to the end of the line; false if that is not in the buffer yet, or there is none.
    private boolean hasRecord() {
        if (afterReturn && from < end) {
            afterReturn = false;
            from += buffer[from] == '\n' ? 1 : 0;
        }
        fields = 0;
        if (ended && from == end) {
            return false;
        }
        stop = from;
        while (hasField(stop)) {
            if (stop == end || buffer[stop] != delimiter) {
                return true;
            }
            stop++;
        }
        return false;
    }

    /// Adds the field that begins at a place, without the blanks around it; false if its end is not in the buffer yet.
    private boolean hasField(int start) {
        char[] chars = buffer;
        int first = start;
        while (isBlank(chars[first])) {
            first++;
        }
        int at = first;
        at += chars[at] == '-' || chars[at] == '+' ? 1 : 0;
        long value = 0;
        int begin = at;
        for (int digit = chars[at] - '0'; digit >= 0 && digit <= 9; digit = chars[at] - '0') {
            value = 10 * value + digit;
            at++;
        }
        int count = at - begin;
        int fraction = NO_POINT;
        if (chars[at] == '.') {
            at++;
            begin = at;
            for (int digit = chars[at] - '0'; digit >= 0 && digit <= 9; digit = chars[at] - '0') {
                value = 10 * value + digit;
                at++;
            }
            fraction = at - begin;
            count += fraction;
        }
        int last = at;
        while (isBlank(chars[at])) {
            at++;
        }
        if (!isEnd(chars[at])) {
            at = endOfText(at);
            last = at;
            while (isBlank(chars[last - 1])) {
                last--;
            }
            count = 0;
        }
        if (at == end && !ended) {
            return false;
        }
        if (fields == starts.length) {
            grow();
        }
        starts[fields] = first;
        ends[fields] = last;
        fractions[fields] = count == 0 ? TEXT : fraction;
        digits[fields] = count <= MOST_DIGITS && value <= EXACT ? value : TOO_LONG;
        fields++;
        stop = at;
        return true;
    }

    private boolean isEnd(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private boolean isBlank(char c) {
        return (c <= ' ' || c >= 128) && !isEnd(c) && Character.isWhitespace(c);
    }

    /// The end of a field that is not a number.
    private int endOfText(int start) {
        int at = start;
        while (!isEnd(buffer[at])) {
            if (buffer[at] == quote) {
                throw new NotPlainException();
            }
            at++;
        }
        return at;
    }

    private void grow() {
        if (fields == MOST_FIELDS) {
            throw new NotPlainException();
        }
        int more = Math.min(MOST_FIELDS, 2 * fields);
        starts = Arrays.copyOf(starts, more);
        ends = Arrays.copyOf(ends, more);
        digits = Arrays.copyOf(digits, more);
        fractions = Arrays.copyOf(fractions, more);
    }

    private void fill() throws IOException {
        int kept = end - from;
        if (kept > LONGEST) {
            throw new NotPlainException();
        }
        char[] target = kept > buffer.length / 2 ? new char[2 * buffer.length] : buffer;
        System.arraycopy(buffer, from, target, 0, kept);
        buffer = target;
        from = 0;
        end = kept;
        int count = text.read(buffer, end, buffer.length - 1 - end);
        ended = count < 0;
        end += Math.max(0, count);
        buffer[end] = '\n';
    }

    @Override
    public int count() {
        return fields;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public String text(int field) {
        return new String(buffer, starts[field], ends[field] - starts[field]);
    }

    @Override
    public int length(int field) {
        return ends[field] - starts[field];
    }

    @Override
    public boolean isBlank(int field) {
        return starts[field] == ends[field];
    }

    @Override
    public Look look(int field) {
        int fraction = fractions[field];
        // Another text may have an exponent.
        return fraction == TEXT ? CsvFields.super.look(field) : fraction == NO_POINT ? Look.WHOLE : Look.POINT;
    }

    private boolean isDecimal(int field) {
        return fractions[field] != TEXT && fractions[field] < POWERS.length && digits[field] != TOO_LONG;
    }

    @Override
    public double number(int field) {
        if (!isDecimal(field)) {
            return CsvFields.super.number(field);
        }
        double value = fractions[field] > 0 ? digits[field] / POWERS[fractions[field]] : digits[field];
        return buffer[starts[field]] == '-' ? -value : value;
    }

    @Override
    public int packed(int field) {
        return isDecimal(field)
                ? PackedNumbers.code(buffer[starts[field]] == '-', digits[field], Math.max(0, fractions[field]))
                : PackedNumbers.UNKNOWN;
    }
}
