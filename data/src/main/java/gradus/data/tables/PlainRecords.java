package gradus.data.tables;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file without quotes and comments, which most large ones are: fields are parts of a buffer, and
/// a number is read from its characters, so that nothing is allocated for it.
final class PlainRecords implements CsvFields {
    /// A longer record is left to the parser of CSV, which refuses it with a reason.
    private static final int LONGEST = 1 << 24;

    private static final int FEW_FIELDS = 64;

    private static final int MOST_FIELDS = 100_000;
    /// Up to here, whole numbers and powers of ten are exact, and so is the rounding of their quotient.
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS = new double[23];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private final Reader text;
    private final char delimiter;
    private final char quote;
    private final char largest;
    private char[] buffer = new char[1 << 16];
    private int from;
    private int end;
    private boolean ended;
    private boolean afterReturn;
    private int[] starts = new int[FEW_FIELDS];
    private int[] ends = new int[FEW_FIELDS];
    private int fields;
    private int stop;
    private long nextLine = 1;
    private long line;
    private boolean negative;
    private long digits;
    private int fraction;

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
        largest = (char) Math.max('\r', Math.max(delimiter, quote));
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
        char[] chars = buffer;
        if (afterReturn && from < end) {
            afterReturn = false;
            from += chars[from] == '\n' ? 1 : 0;
        }
        fields = 0;
        int start = from;
        int stopped = end;
        for (int at = from; at < stopped; at++) {
            char c = chars[at];
            if (c > largest) {
                continue; // nearly all, as digits come after the comma
            }
            if (c == delimiter) {
                add(start, at);
                start = at + 1;
            } else if (c == '\n' || c == '\r') {
                add(start, at);
                stop = at;
                return true;
            } else if (c == quote) {
                throw new NotPlainException();
            }
        }
        if (!ended || from == end) {
            return false;
        }
        add(start, end);
        stop = end;
        return true;
    }

    /// Adds a field without the blanks around it.
    private void add(int start, int stopped) {
        if (fields == starts.length) {
            if (fields == MOST_FIELDS) {
                throw new NotPlainException();
            }
            starts = Arrays.copyOf(starts, Math.min(MOST_FIELDS, 2 * fields));
            ends = Arrays.copyOf(ends, starts.length);
        }
        int first = start;
        int last = stopped;
        while (first < last && isBlank(buffer[first])) {
            first++;
        }
        while (last > first && isBlank(buffer[last - 1])) {
            last--;
        }
        starts[fields] = first;
        ends[fields] = last;
        fields++;
    }

    private static boolean isBlank(char c) {
        return (c <= ' ' || c >= 128) && Character.isWhitespace(c);
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
        int count = text.read(buffer, end, buffer.length - end);
        ended = count < 0;
        end += Math.max(0, count);
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
    public boolean isBlank(int field) {
        return starts[field] == ends[field];
    }

    @Override
    public Look look(int field) {
        char[] chars = buffer;
        int at = starts[field];
        int last = ends[field];
        at += at < last && (chars[at] == '-' || chars[at] == '+') ? 1 : 0;
        int points = 0;
        int first = at;
        for (; at < last; at++) {
            char c = chars[at];
            if (c == '.') {
                points++;
            } else if (c < '0' || c > '9') {
                return CsvFields.super.look(field); // an exponent, or no number
            }
        }
        return points > 1 || last - first == points ? Look.OTHER : points == 1 ? Look.POINT : Look.WHOLE;
    }

    /// Reads a field of digits with at most one point among them; false for any other.
    private boolean hasDigits(int field) {
        char[] chars = buffer;
        int last = ends[field];
        int at = starts[field];
        negative = at < last && chars[at] == '-';
        at += negative || (at < last && chars[at] == '+') ? 1 : 0;
        digits = 0;
        int count = 0;
        int point = -1;
        for (; at < last; at++) {
            char c = chars[at];
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
                count++;
            } else if (c == '.' && point < 0) {
                point = count;
            } else {
                return false; // an exponent, or no number
            }
        }
        fraction = point < 0 ? 0 : count - point;
        return count > 0 && count <= 18 && digits <= EXACT && fraction < POWERS.length;
    }

    @Override
    public double number(int field) {
        if (!hasDigits(field)) {
            return CsvFields.super.number(field);
        }
        double value = fraction == 0 ? digits : digits / POWERS[fraction];
        return negative ? -value : value;
    }

    @Override
    public int packed(int field) {
        return hasDigits(field) ? PackedNumbers.code(negative, digits, fraction) : PackedNumbers.UNKNOWN;
    }
}
