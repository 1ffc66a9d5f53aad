package gradus.data.tables;

import gradus.internal.Records;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How a CSV file is read. Null means: found out from the file, and said in the [notes][Table#notes()] of the table.
///
/// @param charset its encoding, or null; bytes that are not in it are an error, never replaced
/// @param delimiter what stands between two fields, or null; a blank stands for any number of blanks
/// @param quote what encloses a field, or null
/// @param comment what begins a line that is left out, or null; a zero character for none
/// @param header whether the first line names the columns
/// @param decimal the decimal mark of its numbers, `.` or `,`, or null
/// @param missing the texts that stand for a missing value; the empty text is one of them, as a rule
/// @param kinds what columns hold, by name; of the others, it is found out
/// @param expected what columns held in earlier files, by name; decides where a file could be read in several ways
/// @param skipBadLines whether lines with too few or too many fields are left out and counted, instead of refused
/// @param memoryLimit how many bytes the table and its encoded form may take; more is refused before it is loaded
/// @param listener is notified of how far a file has been read
public record CsvOptions(
        @Nullable Charset charset,
        @Nullable Character delimiter,
        @Nullable Character quote,
        @Nullable Character comment,
        Header header,
        @Nullable Character decimal,
        Set<String> missing,
        Map<String, ColumnKind> kinds,
        Map<String, ColumnKind> expected,
        boolean skipBadLines,
        long memoryLimit,
        ReadListener listener) {
    /// The share of the heap that a table may take; the rest is for the network, and for what is left over.
    private static final double USABLE = 0.8;

    private static final long HEAP_STEP = 256;

    /// The texts that stand for a missing value unless others are given.
    public static final Set<String> MISSING =
            Set.of("", "NA", "N/A", "n/a", "nan", "NaN", "NAN", "null", "NULL", "?", "#N/A", "<NA>");

    /// Whether the first line names the columns.
    public enum Header {
        /// It does, unless it looks like the lines below it. The names `0,1,2,…` of columns that nobody named are
        /// names.
        EXPECTED,
        /// It does, even if the names are numbers.
        PRESENT,
        /// As [#EXPECTED], and it is not worth a note.
        DETECTED,
        /// It does not: the columns are called `column_1`, `column_2`, ….
        ABSENT
    }

    /// Checks the marks.
    public CsvOptions {
        missing = Set.copyOf(missing);
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        expected = Map.copyOf(expected);
        if (decimal != null && decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("the decimal mark must be . or , got " + decimal);
        }
        if (delimiter != null && (delimiter == '"' || delimiter == '\n' || delimiter == '\r')) {
            throw new IllegalArgumentException("a quote or line end cannot be the delimiter");
        }
    }

    /// Everything is found out, with the usual [#MISSING], and four fifths of the heap.
    public CsvOptions() {
        this(
                null,
                null,
                null,
                null,
                Header.EXPECTED,
                null,
                MISSING,
                Map.of(),
                Map.of(),
                false,
                (long) (Runtime.getRuntime().maxMemory() * USABLE),
                ReadListener.NONE);
    }

    /// The heap, in MiB, of which these bytes are the usable share.
    static long heapFor(double bytes) {
        return (long) Math.ceil(bytes / USABLE / (1 << 20) / HEAP_STEP + 0.25) * HEAP_STEP;
    }

    /// Sets the encoding.
    ///
    /// @param value the encoding
    /// @return changed copy
    public CsvOptions charset(Charset value) {
        return Records.with(this, "charset", value);
    }

    /// Sets the delimiter, which is found otherwise.
    ///
    /// @param value character between fields; a blank for any number of blanks
    /// @return changed copy
    public CsvOptions delimiter(char value) {
        return Records.with(this, "delimiter", value);
    }

    /// Sets the quote, which is found otherwise.
    ///
    /// @param value character before and after a field
    /// @return changed copy
    public CsvOptions quote(char value) {
        return Records.with(this, "quote", value);
    }

    /// Sets what begins a line that is left out, which is found otherwise.
    ///
    /// @param value first character of such lines; a zero character for none
    /// @return changed copy
    public CsvOptions comment(char value) {
        return Records.with(this, "comment", value);
    }

    /// Sets whether the first line is a header.
    ///
    /// @param value whether there is a header, or whether to detect it
    /// @return changed copy
    public CsvOptions header(Header value) {
        return Records.with(this, "header", value);
    }

    /// Sets the decimal mark, which is found otherwise.
    ///
    /// @param value character before the fraction of a number
    /// @return changed copy
    public CsvOptions decimal(char value) {
        return Records.with(this, "decimal", value);
    }

    /// Replaces the texts that stand for a missing value.
    ///
    /// @param values the texts
    /// @return changed copy
    public CsvOptions missing(Collection<String> values) {
        return Records.with(this, "missing", Set.copyOf(values));
    }

    /// Adds texts that stand for a missing value.
    ///
    /// @param values further texts
    /// @return changed copy
    public CsvOptions alsoMissing(Collection<String> values) {
        Set<String> all = new TreeSet<>(missing);
        all.addAll(values);
        return missing(all);
    }

    /// Says what further columns hold.
    ///
    /// @param values kinds by the names of columns
    /// @return changed copy
    public CsvOptions as(Map<String, ColumnKind> values) {
        Map<String, ColumnKind> all = new LinkedHashMap<>(kinds);
        all.putAll(values);
        return Records.with(this, "kinds", all);
    }

    /// Says what columns held in earlier files.
    ///
    /// @param values kinds by the names of columns, which the file may lack
    /// @return changed copy
    public CsvOptions expecting(Map<String, ColumnKind> values) {
        return Records.with(this, "expected", values);
    }

    /// Says what a column holds.
    ///
    /// @param column name of the column
    /// @param kind as in `category` or `ordinal(low<medium<high)`
    /// @return changed copy
    public CsvOptions as(String column, String kind) {
        return as(Map.of(column, ColumnKind.of(kind)));
    }

    /// Sets whether lines with too few or too many fields are skipped.
    ///
    /// @param value true to skip such lines, false to refuse the file
    /// @return changed copy
    public CsvOptions skipBadLines(boolean value) {
        return Records.with(this, "skipBadLines", value);
    }

    /// Limits the memory of the table and its encoded form.
    ///
    /// @param bytes the limit in bytes; a larger file is refused before it is loaded
    /// @return changed copy
    public CsvOptions memoryLimit(long bytes) {
        return Records.with(this, "memoryLimit", bytes);
    }

    /// Sets what is notified of how far a file has been read.
    ///
    /// @param value the listener
    /// @return changed copy
    public CsvOptions listener(ReadListener value) {
        return Records.with(this, "listener", value);
    }
}
