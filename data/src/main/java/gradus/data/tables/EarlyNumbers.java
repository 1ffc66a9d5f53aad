package gradus.data.tables;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The numbers of a CSV file, kept while it is found out what the columns hold: if all are plain numbers, as in most
/// large files, the file need not be read a second time.
final class EarlyNumbers {
    /// A table of more numbers stays packed.
    private static final long LARGE = 1 << 24;

    private final CsvOptions options;
    private final boolean anyMissing;
    private @Nullable PackedNumbers numbers;
    private boolean givenUp;

    EarlyNumbers(CsvOptions options) {
        this.options = options;
        anyMissing = !options.chosenMissing().isEmpty();
    }

    /// Keeps a row, or gives up.
    ///
    /// @param width how many of its fields are columns
    void add(CsvFields record, int width) {
        if (givenUp) {
            return;
        }
        if (numbers == null) {
            numbers = new PackedNumbers(width);
        }
        if (anyMissing
                || !options.kinds().isEmpty()
                || !numbers.hasSpace()
                || numbers.bytes() > options.memoryLimit()
                || !add(record, numbers)) {
            giveUp();
        }
    }

    private boolean add(CsvFields record, PackedNumbers kept) {
        int[] piece = kept.newRow();
        int at = kept.lastRow();
        for (int i = 0; i < kept.width(); i++) {
            int code = record.packed(i);
            if (code == PackedNumbers.LONG || code == PackedNumbers.UNKNOWN) {
                double value = record.number(i);
                if (!(Math.abs(value) <= Float.MAX_VALUE)) {
                    if (!options.missing().contains(record.text(i))) {
                        return false;
                    }
                    value = Double.NaN;
                }
                code = code == PackedNumbers.LONG ? kept.keepBeside(value) : kept.keep(value);
            }
            piece[at + i * PackedNumbers.STEP] = code;
        }
        return true;
    }

    void giveUp() {
        givenUp = true;
        numbers = null;
    }

    /// These numbers, if they are those of all rows; null otherwise.
    @Nullable
    PackedNumbers complete(long rows) {
        return numbers != null && numbers.rows() == rows ? numbers : null;
    }

    private static boolean isLarge(PackedNumbers numbers) {
        return (long) numbers.rows() * numbers.width() > LARGE;
    }

    /// What a table of these takes, with its encoded form.
    static double bytes(PackedNumbers numbers) {
        return isLarge(numbers) ? 1.25 * numbers.bytes() : 12.0 * numbers.rows() * numbers.width();
    }

    /// The columns of a table.
    static List<Column> columns(List<String> names, PackedNumbers numbers) {
        if (isLarge(numbers)) {
            return new PackedColumns(names, numbers);
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < numbers.width(); i++) {
            columns.add(new NumericColumn(names.get(i), numbers.column(i)));
        }
        return columns;
    }
}
