package gradus.data.tables;

import de.siegmar.fastcsv.reader.CsvRecord;
import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The first way through a CSV file: header, types, rows, bad lines, and the memory that it all will take.
final class CsvScan {
    private static final int BAD_LINES_SHOWN = 10;

    private final String source;
    private final CsvOptions options;
    private final char delimiter;
    private final List<String> names = new ArrayList<>();
    private final List<ColumnScan> columns = new ArrayList<>();
    private final List<Advice> notes = new ArrayList<>();
    private final List<String> badLines = new ArrayList<>();
    private int bad;
    private long rows;
    private boolean linesAreRegular = true;
    private boolean hasHeader;

    private CsvScan(String source, char delimiter, CsvOptions options) {
        this.source = source;
        this.delimiter = delimiter;
        this.options = options;
        hasHeader = options.header() != CsvOptions.Header.ABSENT;
    }

    static CsvScan of(String source, CsvFile file, CsvOptions options) {
        CsvScan scan = new CsvScan(source, file.delimiter(), options);
        file.forEach(scan::add);
        scan.finish();
        return scan;
    }

    List<String> names() {
        return names;
    }

    int rows() {
        return (int) rows;
    }

    long allRows() {
        return rows;
    }

    int bad() {
        return bad;
    }

    boolean hasHeader() {
        return hasHeader;
    }

    boolean linesAreRegular() {
        return linesAreRegular;
    }

    /// The style of a column's numbers; null for words.
    @Nullable
    NumberStyle style(int column) {
        return columns.get(column).style();
    }

    List<Advice> notes() {
        return notes;
    }

    private void add(CsvRecord record) {
        if (names.isEmpty()) {
            if (record.getFieldCount() == 1 && record.getField(0).isBlank()) {
                return;
            }
            header(record);
            if (hasHeader) {
                return;
            }
        }
        if (record.getFieldCount() != names.size()) {
            bad++;
            if (badLines.size() < BAD_LINES_SHOWN) {
                badLines.add("line " + record.getStartingLineNumber() + " has " + record.getFieldCount());
            }
            return;
        }
        linesAreRegular &= record.getStartingLineNumber() == rows + 2;
        rows++;
        for (int i = 0; i < names.size(); i++) {
            columns.get(i).add(record.getField(i).strip(), record.getStartingLineNumber());
        }
    }

    private void header(CsvRecord record) {
        List<String> fields = record.getFields().stream().map(String::strip).toList();
        if (options.header() == CsvOptions.Header.DETECTED) {
            hasHeader = !looksLikeData(fields) || isCounted(fields);
        } else if (options.header() == CsvOptions.Header.EXPECTED && looksLikeData(fields)) {
            throw new DataException(Advice.of(
                    source + " line " + record.getStartingLineNumber()
                            + " should name the columns, but looks like data: " + Texts.list(fields)
                            + ". Add a line of names, or read the file",
                    Hint.of("no_header")));
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = hasHeader && !fields.get(i).isEmpty() ? fields.get(i) : "column_" + (i + 1);
            Integer before = places.putIfAbsent(name, i + 1);
            if (before != null) {
                throw new DataException(source + " line " + record.getStartingLineNumber() + ": columns " + before
                        + " and " + (i + 1) + " are both named " + Texts.quote(name) + ". Rename one of them");
            }
            names.add(name);
            columns.add(new ColumnScan(
                    options, options.kinds().get(name), options.expected().get(name)));
        }
        for (String name : options.kinds().keySet()) {
            if (!places.containsKey(name)) {
                throw new DataException(source + " has no column " + Texts.quote(name) + Texts.suggestion(name, names)
                        + " Its columns are " + Texts.list(names));
            }
        }
    }

    /// Names are no measurements: a line of numbers only, or with one that has a decimal mark, is data.
    private boolean looksLikeData(List<String> fields) {
        boolean allNumbers = true;
        boolean measured = false;
        for (String field : fields) {
            boolean number = Numbers.isNumber(field, '.') || Numbers.isNumber(field, ',');
            allNumbers &= number;
            measured |= number && (field.indexOf('.') >= 0 || field.indexOf(',') >= 0);
        }
        return allNumbers || measured;
    }

    /// Whether two fields or more are `0`, `1`, `2` and so on, as programs name columns that nobody named.
    private static boolean isCounted(List<String> fields) {
        int place = 0;
        while (place < fields.size() && fields.get(place).equals(Integer.toString(place))) {
            place++;
        }
        return place == fields.size() && place > 1;
    }

    private void finish() {
        if (names.isEmpty()) {
            throw new DataException(source + " is empty");
        }
        if (bad > 0 && !options.skipBadLines()) {
            throw new DataException(Advice.of(
                    source + ": " + (bad == 1 ? "1 line does" : bad + " lines do") + " not have the "
                            + Texts.count(names.size(), "field") + " of the first line: " + String.join(", ", badLines)
                            + (bad > badLines.size() ? ", …" : "") + ". Fields are separated by "
                            + Csv.named(delimiter) + ". Mend the file, or leave such lines out",
                    Hint.of("skip_bad_lines")));
        }
        if (rows == 0) {
            throw new DataException(source + " has a line of column names, but no rows");
        }
        decide();
    }

    private void decide() {
        List<String> commas = new ArrayList<>();
        String example = "";
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).hasDecimalComma()) {
                commas.add(Texts.quote(names.get(i)));
                example = example.isEmpty() ? columns.get(i).example() : example;
            }
        }
        if (!commas.isEmpty() && options.decimal() == null) {
            notes.add(Advice.of(
                    "the decimal mark is a comma, as in " + example + " (" + Texts.list(commas)
                            + "). Read it otherwise",
                    new Hint("decimal", ".")));
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).decide(!commas.isEmpty(), names.get(i), notes);
        }
    }

    /// Refuses a table that does not fit in memory.
    void checkMemory() {
        double bytes = linesAreRegular ? 0 : 4.0 * rows;
        for (ColumnScan column : columns) {
            bytes += column.bytes(rows);
        }
        if (bytes > options.memoryLimit() || rows > Integer.MAX_VALUE - 8) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s needs about %s of memory for %,d rows of %,d columns, but only %s may be used. Give Java more "
                            + "with -Xmx%dg, or read fewer rows or columns",
                    source,
                    size(bytes),
                    rows,
                    names.size(),
                    size((double) options.memoryLimit()),
                    // The parts of a split are copies, and the heap is never quite full.
                    (long) Math.ceil(bytes * 5 / 3 * 1.25 / (1 << 30))));
        }
    }

    private static String size(double bytes) {
        return bytes >= 1 << 30
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / (1 << 30))
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (1 << 20));
    }

    /// Line numbers of the rows, to be filled; null if they follow from the row.
    int @Nullable [] newLines() {
        return linesAreRegular ? null : new int[rows()];
    }
}
