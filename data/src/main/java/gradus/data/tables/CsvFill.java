package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The second way through a CSV file: the values, into arrays of the right length, of all rows or of some at a time.
final class CsvFill {
    private final String source;
    private final CsvScan scan;
    private final double[] @Nullable [] numbers;
    private final int[] @Nullable [] codes;
    private final List<Map<String, Integer>> words = new ArrayList<>();
    private final List<MissingValues> missing;
    private int @Nullable [] lines;
    private int before;
    private int row;
    private long rows;

    CsvFill(String source, CsvScan scan, CsvOptions options) {
        this.source = source;
        this.scan = scan;
        missing = scan.names().stream().map(options::missingIn).toList();
        int columns = scan.names().size();
        numbers = new double[columns][];
        codes = new int[columns][];
    }

    private void start(int length) {
        row = 0;
        lines = rows == 0 && length == scan.rows() ? scan.newLines() : new int[length];
        words.clear();
        for (int i = 0; i < numbers.length; i++) {
            words.add(new HashMap<>());
            if (scan.style(i) != null) {
                numbers[i] = new double[length];
            } else {
                codes[i] = new int[length];
            }
        }
    }

    /// All rows.
    Table table(CsvFile file) {
        try (CsvFile.Records records = file.records()) {
            Table table = block(records, scan.rows());
            for (CsvFields more = next(records); more != null; more = next(records)) {
                if (scan.isRow(more) && !scan.isEmpty(more)) {
                    throw changed();
                }
            }
            if (table == null) {
                throw changed();
            }
            return table;
        }
    }

    /// The next rows; null after the last.
    @Nullable
    Table block(CsvFile.Records records, int most) {
        int length = (int) Math.min(most, scan.allRows() - rows);
        if (length == 0) {
            return null;
        }
        start(length);
        while (row < length) {
            CsvFields record = next(records);
            if (record == null) {
                throw changed();
            }
            add(record);
        }
        rows += length;
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < scan.names().size(); i++) {
            double[] values = numbers[i];
            int[] column = codes[i];
            if (values != null) {
                NumberStyle style = scan.style(i);
                char decimal = style == null ? '.' : style.decimal();
                columns.add(new NumericColumn(scan.names().get(i), values, decimal));
            } else if (column != null) {
                columns.add(Categories.sorted(scan.names().get(i), words.get(i), column));
            }
        }
        return new Table(source, columns, lines, scan.bad(), scan.notes());
    }

    private @Nullable CsvFields next(CsvFile.Records records) {
        try {
            return records.next();
        } catch (PlainRecords.NotPlainException e) {
            throw changed();
        }
    }

    private void add(CsvFields record) {
        if (before < scan.before()) {
            before += CsvScan.isBlank(record) ? 0 : 1;
            return;
        }
        if (!scan.isRow(record)) {
            return;
        }
        if (lines != null) {
            lines[row] = (int) Math.min(Integer.MAX_VALUE, record.line());
        }
        for (int i = 0; i < scan.names().size(); i++) {
            double[] values = numbers[i];
            int[] column = codes[i];
            NumberStyle style = scan.style(i);
            if (values != null && style != null) {
                double plain = style.isPlain() && !missing.get(i).hasNumbers() ? record.number(i) : Double.NaN;
                values[row] = Math.abs(plain) <= Float.MAX_VALUE ? plain : number(record.text(i), style, record, i);
            } else if (column != null) {
                column[row] = code(scan.word(record, i), words.get(i), missing.get(i));
            }
        }
        row++;
    }

    private double number(String value, NumberStyle style, CsvFields record, int column) {
        if (missing.get(column).has(value)) {
            return Double.NaN;
        }
        double number = style.value(value);
        if (Double.isInfinite(number)) {
            throw new DataException(Advice.of(
                    source + " line " + record.line() + ": column "
                            + Texts.quote(scan.names().get(column)) + " is too large for a 32-bit number: "
                            + Texts.quote(value) + " (the largest is 3.4e38). Correct it, or name it as missing",
                    new Hint("na", NameList.item(scan.names().get(column) + "=" + value))));
        }
        return number;
    }

    private static int code(String value, Map<String, Integer> known, MissingValues missing) {
        if (missing.has(value.strip())) {
            return -1;
        }
        Integer code = known.get(value);
        if (code == null) {
            code = known.size();
            known.put(value, code);
        }
        return code;
    }

    private DataException changed() {
        return new DataException(source + " changed while it was read. Try again once it is complete");
    }
}
