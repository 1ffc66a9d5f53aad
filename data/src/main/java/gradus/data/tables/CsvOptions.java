package gradus.data.tables;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How a CSV file is read.
///
/// @param charset its encoding; bytes that are not in it are an error, never replaced
/// @param delimiter what stands between two fields; null to choose comma, semicolon or tab by the first line
/// @param header whether the first line names the columns
/// @param decimal the decimal mark of its numbers, `.` or `,`
/// @param missing the texts that stand for a missing value; the empty text is one of them, as a rule
/// @param categories columns that hold words even if they look like numbers, such as postcodes
/// @param skipBadLines whether lines with too few or too many fields are left out and counted, instead of refused
/// @param memoryLimit how many bytes the table and its encoded form may take; more is refused before it is loaded
public record CsvOptions(
        Charset charset,
        @Nullable Character delimiter,
        Header header,
        char decimal,
        Set<String> missing,
        Set<String> categories,
        boolean skipBadLines,
        long memoryLimit) {
    /// The texts that stand for a missing value unless others are given.
    public static final Set<String> MISSING = Set.of("", "NA", "N/A", "n/a", "nan", "NaN", "NAN", "null", "NULL", "?");

    /// Whether the first line names the columns.
    public enum Header {
        /// It does, and a first line that looks like data is an error.
        EXPECTED,
        /// It does, even if the names are numbers.
        PRESENT,
        /// It does unless it looks like data. The names `0,1,2,…` of columns that nobody named are names.
        DETECTED,
        /// It does not: the columns are called `column_1`, `column_2`, ….
        ABSENT
    }

    /// Checks the marks.
    public CsvOptions {
        missing = Set.copyOf(missing);
        categories = Set.copyOf(categories);
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("the decimal mark must be . or , got " + decimal);
        }
        if (delimiter != null && (delimiter == '"' || delimiter == '\n' || delimiter == '\r')) {
            throw new IllegalArgumentException("a quote or line end cannot be the delimiter");
        }
    }

    /// UTF-8, delimiter found by itself, a header, decimal point, the usual [#MISSING], four fifths of the heap.
    public CsvOptions() {
        this(
                StandardCharsets.UTF_8,
                null,
                Header.EXPECTED,
                '.',
                MISSING,
                Set.of(),
                false,
                Runtime.getRuntime().maxMemory() / 5 * 4);
    }

    /// Sets the encoding.
    ///
    /// @param value the encoding
    /// @return changed copy
    public CsvOptions charset(Charset value) {
        return new CsvOptions(value, delimiter, header, decimal, missing, categories, skipBadLines, memoryLimit);
    }

    /// Sets the delimiter, which is detected otherwise.
    ///
    /// @param value character between fields
    /// @return changed copy
    public CsvOptions delimiter(char value) {
        return new CsvOptions(charset, value, header, decimal, missing, categories, skipBadLines, memoryLimit);
    }

    /// Sets whether the first line is a header.
    ///
    /// @param value whether there is a header, or whether to detect it
    /// @return changed copy
    public CsvOptions header(Header value) {
        return new CsvOptions(charset, delimiter, value, decimal, missing, categories, skipBadLines, memoryLimit);
    }

    /// Sets the decimal mark.
    ///
    /// @param value character before the fraction of a number
    /// @return changed copy
    public CsvOptions decimal(char value) {
        return new CsvOptions(charset, delimiter, header, value, missing, categories, skipBadLines, memoryLimit);
    }

    /// Replaces the texts that stand for a missing value.
    ///
    /// @param values the texts
    /// @return changed copy
    public CsvOptions missing(Collection<String> values) {
        return new CsvOptions(
                charset, delimiter, header, decimal, Set.copyOf(values), categories, skipBadLines, memoryLimit);
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

    /// Sets the columns whose numbers are categories, such as postal codes.
    ///
    /// @param names names of the columns
    /// @return changed copy
    public CsvOptions categories(Collection<String> names) {
        return new CsvOptions(
                charset, delimiter, header, decimal, missing, Set.copyOf(names), skipBadLines, memoryLimit);
    }

    /// Sets whether lines with too few or too many fields are skipped.
    ///
    /// @param value true to skip such lines, false to refuse the file
    /// @return changed copy
    public CsvOptions skipBadLines(boolean value) {
        return new CsvOptions(charset, delimiter, header, decimal, missing, categories, value, memoryLimit);
    }

    /// Limits the memory of the table and its encoded form.
    ///
    /// @param bytes the limit in bytes; a larger file is refused before it is loaded
    /// @return changed copy
    public CsvOptions memoryLimit(long bytes) {
        return new CsvOptions(charset, delimiter, header, decimal, missing, categories, skipBadLines, bytes);
    }
}
