package gradus.data.tables;

import gradus.internal.Records;
import gradus.registry.Config;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How a table is read: a CSV file and, as far as it applies, one of another format. Null means: found out from the
/// file, and said in the [notes][Table#notes()] of the table.
///
/// @param charset its encoding, or null; bytes that are not in it are an error, never replaced
/// @param delimiter what stands between two fields, or null; a blank stands for any number of blanks
/// @param quote what encloses a field, or null
/// @param comment what begins a line that is left out, or null; a zero character for none
/// @param header whether the first line names the columns
/// @param decimal the decimal mark of its numbers, `.` or `,`, or null
/// @param missing the texts that stand for a missing value; the empty text is one of them, as a rule. `age=0` is
///     said of the column `age` alone
/// @param kinds what columns hold, by name; of the others, it is found out
/// @param expected what columns held in earlier files, by name; decides where a file could be read in several ways
/// @param skipBadLines whether lines with too few or too many fields are left out and counted, instead of refused
/// @param memoryLimit how many bytes the table and its encoded form may take in memory; a larger one is kept on disk
/// @param listener is notified of how far a file has been read
/// @param query what a database is asked for; null for a file
/// @param driverJar the jar of the database's JDBC driver, or null if it is on the class path
/// @param credentials a file with `user=` and `password=` for the database, or null for those of the environment
/// @param onDisk whether the table is kept in files that are mapped, however small it is; it gives the same numbers
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
        ReadListener listener,
        @Nullable String query,
        @Nullable Path driverJar,
        @Nullable Path credentials,
        boolean onDisk) {
    /// The share of the heap that a table may take; the rest is for the network, and for what is left over.
    private static final double USABLE = 0.8;

    private static final long HEAP_STEP = 256;
    private static final List<String> WITHOUT_EFFECT =
            List.of("memory_limit", "listener", "driver_jar", "credentials", "on_disk");

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
                ReadListener.NONE,
                null,
                null,
                null,
                false);
    }

    /// {@return what decides how a table is read, as text in one order} Equal texts read equal tables. How much memory
    /// they may take, who is notified, and how a database is reached, changes none.
    public String reading() {
        Map<String, Object> options = new LinkedHashMap<>();
        Config.of(this).forEach((name, value) -> options.put(name, ordered(value)));
        WITHOUT_EFFECT.forEach(options::remove);
        return options.toString();
    }

    /// Sets and maps have another order in every JVM.
    private static Object ordered(@Nullable Object value) {
        if (value instanceof Set<?> set) {
            return set.stream().map(String::valueOf).sorted().toList();
        }
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream().map(String::valueOf).sorted().toList()
                : String.valueOf(value);
    }

    /// The heap, in MiB, of which these bytes are the usable share.
    static long heapFor(double bytes) {
        return (long) Math.ceil(bytes / USABLE / (1 << 20) / HEAP_STEP + 0.25) * HEAP_STEP;
    }

    /// {@return what stands for a missing value in a column}
    ///
    /// @param column its name
    public MissingValues missingIn(String column) {
        return new MissingValues(missing, column);
    }

    /// {@return the texts that stand for a missing value beyond the usual ones, in order}
    public List<String> chosenMissing() {
        return missing.stream().filter(text -> !MISSING.contains(text)).sorted().toList();
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
    /// @param values further texts; `age=0` is said of the column `age` alone
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
    /// @param bytes the limit in bytes; a larger table is kept on disk
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

    /// Sets what a database is asked for.
    ///
    /// @param value a query in its SQL; without `order by`, the order of its rows may differ from time to time
    /// @return changed copy
    public CsvOptions query(String value) {
        return Records.with(this, "query", value);
    }

    /// Sets where the JDBC driver is.
    ///
    /// @param value a jar
    /// @return changed copy
    public CsvOptions driverJar(Path value) {
        return Records.with(this, "driverJar", value);
    }

    /// Sets where user and password of the database are.
    ///
    /// @param value a file of lines `user=…` and `password=…`, and of further properties of the driver
    /// @return changed copy
    public CsvOptions credentials(Path value) {
        return Records.with(this, "credentials", value);
    }

    /// Sets whether the table is kept on disk, however small it is.
    ///
    /// @param value true for on disk, false for in memory if it fits
    /// @return changed copy
    public CsvOptions onDisk(boolean value) {
        return Records.with(this, "onDisk", value);
    }
}
