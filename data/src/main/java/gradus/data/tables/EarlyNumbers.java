package gradus.data.tables;

import java.util.ArrayList;
import java.util.List;

/// The numbers of a CSV file, kept while it is found out what the columns hold: if all are plain numbers, as in most
/// large
/// files, the file need not be read a second time.
final class EarlyNumbers {
    private static final int PIECE = 1 << 10;
    /// What a number takes here and, encoded, later.
    private static final double PER_NUMBER = 12;

    private final List<List<double[]>> columns = new ArrayList<>();
    private final CsvOptions options;
    private final boolean noneMissing;
    private long rows;
    private boolean givenUp;

    EarlyNumbers(CsvOptions options) {
        this.options = options;
        noneMissing = !options.hasMissingNumbers();
    }

    /// Keeps a row, or gives up.
    ///
    /// @param width how many of its fields are columns
    void add(CsvFields record, int width) {
        if (givenUp) {
            return;
        }
        int place = (int) (rows % PIECE);
        if (place == 0 && !grow(width)) {
            giveUp();
            return;
        }
        for (int i = 0; i < width; i++) {
            double value = record.number(i);
            if (!(Math.abs(value) <= Float.MAX_VALUE)) {
                if (!options.missing().contains(record.text(i))) {
                    giveUp();
                    return;
                }
                value = Double.NaN;
            }
            columns.get(i).getLast()[place] = value;
        }
        rows++;
    }

    private boolean grow(int width) {
        if (!noneMissing || !options.kinds().isEmpty() || PER_NUMBER * (rows + PIECE) * width > options.memoryLimit()) {
            return false;
        }
        while (columns.size() < width) {
            columns.add(new ArrayList<>());
        }
        columns.forEach(pieces -> pieces.add(new double[PIECE]));
        return true;
    }

    void giveUp() {
        givenUp = true;
        columns.clear();
    }

    /// Whether these are the numbers of all rows.
    boolean isComplete(long count) {
        return !givenUp && count == rows;
    }

    /// The numbers of a column, which are kept no longer.
    double[] take(int column) {
        double[] numbers = new double[(int) rows];
        List<double[]> pieces = columns.get(column);
        for (int i = 0; i < pieces.size(); i++) {
            System.arraycopy(pieces.get(i), 0, numbers, i * PIECE, Math.min(PIECE, numbers.length - i * PIECE));
        }
        pieces.clear();
        return numbers;
    }
}
