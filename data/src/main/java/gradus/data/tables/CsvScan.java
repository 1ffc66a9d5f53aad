package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The first way through a CSV file: header, types, rows, bad lines, and the memory that it all will take.
final class CsvScan {
    private static final int BAD_LINES_SHOWN = 10;
    private static final int MOST_FOOTERS = 3;

    /// What each row takes beside its values: its line, its place in the order and in the parts of a split, a column
    /// that is being copied, targets.
    private static final double PER_ROW = 48;

    private final String source;
    private final CsvOptions options;
    private final CsvLayout layout;
    private final List<String> names = new ArrayList<>();
    private final List<ColumnScan> columns = new ArrayList<>();
    private final List<Advice> notes = new ArrayList<>();
    private final List<String> badLines = new ArrayList<>();
    private int bad;
    private long rows;
    private boolean linesAreRegular = true;
    private int badBeforeRows;
    private boolean badIsShort = true;
    private int empty;
    private int titles;
    private final EarlyNumbers early;

    private CsvScan(String source, CsvLayout layout, CsvOptions options) {
        this.source = source;
        this.layout = layout;
        this.options = options;
        early = new EarlyNumbers(options);
    }

    static CsvScan of(String source, CsvFile file, CsvOptions options) {
        CsvScan scan = new CsvScan(source, file.layoutFound(), options);
        try {
            file.forEach(scan::add);
        } catch (PlainRecords.NotPlainException e) {
            file.quoted();
            scan = new CsvScan(source, file.layoutFound(), options);
            file.forEach(scan::add);
        }
        scan.notes.addAll(file.notes());
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

    /// How many records come before the first row.
    int before() {
        return layout.title() + (layout.header() ? 1 : 0);
    }

    /// Whether a record after these is a row, with neither too few fields nor too many. One at its end that is
    /// empty does not count.
    boolean isRow(CsvFields record) {
        int fields = record.count();
        return fields == names.size() || (fields == names.size() + 1 && record.isBlank(names.size()));
    }

    /// Whether a record is a line of blanks.
    static boolean isBlank(CsvFields record) {
        return record.count() == 1 && record.isBlank(0);
    }

    /// Whether no field has a value.
    boolean isEmpty(CsvFields record) {
        for (int i = 0; i < record.count(); i++) {
            if (!record.isBlank(i)) {
                return false;
            }
        }
        return names.size() > 1;
    }

    boolean linesAreRegular() {
        return linesAreRegular;
    }

    /// The style of a column's numbers; null for words.
    @Nullable
    NumberStyle style(int column) {
        return columns.get(column).style();
    }

    /// A field of a column of words.
    String word(CsvFields record, int column) {
        return columns.get(column).isExact() ? record.exactText(column) : record.text(column);
    }

    List<Advice> notes() {
        return notes;
    }

    private void add(CsvFields record) {
        if (names.isEmpty()) {
            if (isBlank(record) || titles++ < layout.title()) {
                return;
            }
            header(record);
            if (layout.header()) {
                return;
            }
        }
        if (!isRow(record)) {
            bad++;
            badIsShort &= record.count() < names.size();
            if (badLines.size() < BAD_LINES_SHOWN) {
                badLines.add("line " + record.line() + " has " + record.count());
            }
            return;
        }
        linesAreRegular &= record.line() == rows + empty + 2;
        if (isEmpty(record)) {
            empty++; // a row, unless it is one of the last
            return;
        }
        badBeforeRows = bad;
        rows += empty + 1;
        empty = 0;
        early.add(record, names.size());
        for (int i = 0; i < names.size(); i++) {
            columns.get(i).add(record, i);
        }
    }

    private void header(CsvFields record) {
        List<String> fields =
                IntStream.range(0, record.count()).mapToObj(record::text).toList();
        names.addAll(Names.distinct(layout.header() ? fields : Collections.nCopies(fields.size(), ""), notes));
        names.forEach(name -> columns.add(new ColumnScan(
                name, options, options.kinds().get(name), options.expected().get(name))));
        for (String name : options.kinds().keySet()) {
            if (!names.contains(name)) {
                throw new DataException(source + " has no column " + Texts.quote(name) + Texts.suggestion(name, names)
                        + " Its columns are " + Texts.names(names));
            }
        }
    }

    private void finish() {
        if (names.isEmpty()) {
            throw new DataException(source + " is empty");
        }
        if (empty > 0) {
            notes.add(Advice.of(Texts.count(empty, "record") + " without any value at the end "
                    + (empty == 1 ? "is" : "are") + " left out"));
        }
        boolean footer = bad > 0 && badIsShort && badBeforeRows == 0 && bad <= MOST_FOOTERS && bad < rows;
        if (footer && !options.skipBadLines()) {
            notes.add(Advice.of("the file ends with " + Texts.count(bad, "line") + " of other text ("
                    + String.join(", ", badLines) + " of " + Texts.count(names.size(), "field") + "), left out"));
        }
        String ragged = (bad == 1 ? "1 line does" : bad + " lines do") + " not have the "
                + Texts.count(names.size(), "field") + " of the first line: " + String.join(", ", badLines)
                + (bad > badLines.size() ? ", …" : "");
        if (bad > 0 && options.skipBadLines()) {
            notes.add(Advice.of(ragged + ". " + (bad == 1 ? "It is" : "They are") + " left out"));
        } else if (bad > 0 && !footer) {
            throw new DataException(Advice.of(
                    source + ": " + ragged + ". Fields are separated by " + Csv.named(layout.delimiter())
                            + " and enclosed in " + layout.quote()
                            + ". If others are in the file, give them",
                    Hint.of("delimiter"),
                    " and",
                    Hint.of("quote"),
                    "; else mend the file, or leave such lines out",
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
        char mark = mark(!commas.isEmpty());
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).decide(mark, names.get(i), notes);
        }
    }

    /// The decimal mark of the file where its columns tell, whatever an earlier file had; a blank where they do not.
    private char mark(boolean commas) {
        if (commas) {
            return ',';
        }
        if (columns.stream().anyMatch(ColumnScan::hasDecimalPoint)) {
            return '.';
        }
        if (layout.delimiter() == ',') {
            // Decimal commas would be in quotes and have been found.
            return options.expected().isEmpty() ? ' ' : '.';
        }
        boolean european = layout.delimiter() == ';';
        return european && columns.stream().anyMatch(ColumnScan::hasPointsBetweenThousands) ? ',' : ' ';
    }

    /// The table, if what was kept of it on the way is all of it: plain numbers; null otherwise.
    @Nullable
    Table tableOfNumbers() {
        PackedNumbers numbers = plainNumbers();
        early.giveUp();
        return numbers == null ? null : new Table(source, EarlyNumbers.columns(names, numbers), null, bad, notes);
    }

    private @Nullable PackedNumbers plainNumbers() {
        boolean plain = linesAreRegular;
        for (ColumnScan column : columns) {
            NumberStyle style = column.style();
            plain &= style != null && style.isPlain();
        }
        return plain ? early.complete(rows) : null;
    }

    /// Whether the table fits in memory.
    boolean fits() {
        return bytes() <= options.memoryLimit() && rows <= Integer.MAX_VALUE - 8;
    }

    /// Refuses a table that does not fit in memory.
    void checkMemory() {
        if (!fits()) {
            throw tooLarge(source, bytes(), rows, names.size(), options);
        }
    }

    private double bytes() {
        PackedNumbers numbers = plainNumbers();
        if (numbers != null) {
            return PER_ROW * rows + EarlyNumbers.bytes(numbers);
        }
        double bytes = PER_ROW * rows;
        for (ColumnScan column : columns) {
            bytes += column.bytes(rows);
        }
        return bytes;
    }

    /// Refuses a table that takes more memory than it may.
    static DataException tooLarge(String source, double bytes, long rows, int columns, CsvOptions options) {
        return new DataException(String.format(
                Locale.ROOT,
                "%s needs about %s of memory for %,d rows of %,d columns, but only %s may be used. Give Java more "
                        + "with -Xmx%dm, or read fewer rows or columns",
                source,
                size(bytes),
                rows,
                columns,
                size((double) options.memoryLimit()),
                CsvOptions.heapFor(bytes)));
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
