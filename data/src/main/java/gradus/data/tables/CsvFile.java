package gradus.data.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file, which can be gone through more than once; every failure as a [DataException].
final class CsvFile {
    private static final int MOST_FIELDS = 100_000;
    private static final int LONGEST_HEADER = 1 << 20;

    private final String source;
    private final Csv.Source bytes;
    private final CsvOptions options;
    private final Charset charset;
    private final char delimiter;

    CsvFile(String source, Csv.Source bytes, CsvOptions options) {
        this.source = source;
        this.bytes = bytes;
        this.options = options;
        Charset encoding = options.charset();
        charset = encoding == null ? StandardCharsets.UTF_8 : encoding;
        Character given = options.delimiter();
        this.delimiter = given != null ? given : detectDelimiter();
    }

    char delimiter() {
        return delimiter;
    }

    /// All records in order; empty lines are left out.
    void forEach(Consumer<CsvRecord> action) {
        try (Records records = records()) {
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                action.accept(record);
            }
        }
    }

    /// Opens the file, from its start.
    Records records() {
        try {
            return new Records(CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .allowUnclosedQuote(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .build(CsvRecordHandler.builder().maxFields(MOST_FIELDS).build(), open()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The records, one after another.
    final class Records implements AutoCloseable {
        private final CsvReader<CsvRecord> reader;
        private final Iterator<CsvRecord> records;

        private Records(CsvReader<CsvRecord> reader) {
            this.reader = reader;
            records = reader.iterator();
        }

        /// The next record, or null after the last.
        @Nullable
        CsvRecord next() {
            try {
                return records.hasNext() ? records.next() : null;
            } catch (UncheckedIOException e) {
                throw unreadable(e);
            } catch (CsvParseException e) {
                throw explained(e);
            }
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    private StrictReader open() throws IOException {
        return new StrictReader(source, bytes.open(), charset);
    }

    /// The most frequent of comma, semicolon and tab in the first line, outside quotes.
    private char detectDelimiter() {
        String candidates = ",;\t";
        int[] counts = new int[candidates.length()];
        try (Reader reader = new BufferedReader(open())) {
            boolean quoted = false;
            boolean blank = true;
            for (int i = 0; i < LONGEST_HEADER; i++) {
                int c = reader.read();
                if (c < 0 || ((c == '\n' || c == '\r') && !quoted && !blank)) {
                    break;
                }
                blank &= c == '\n' || c == '\r';
                quoted ^= c == '"';
                int candidate = candidates.indexOf(c);
                if (candidate >= 0 && !quoted) {
                    counts[candidate]++;
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            if (counts[i] > counts[best]) {
                best = i;
            }
        }
        return candidates.charAt(best);
    }

    private DataException unreadable(Exception e) {
        return new DataException("cannot read " + source + ": " + Csv.reason(e), e);
    }

    /// What a person can do about a file that the parser refused.
    private DataException explained(CsvParseException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof DataException known) {
                return known;
            }
            if (cause instanceof IOException failure) {
                return unreadable(failure);
            }
        }
        String fault = quoteFault();
        if (fault != null) {
            return new DataException(source + " " + fault, e);
        }
        Throwable cause = e.getCause();
        return new DataException(
                Advice.of(
                        source + " is not CSV with " + Csv.named(delimiter) + " between fields: "
                                + (cause == null ? e : cause).getMessage()
                                + ". If another character separates its fields, give it",
                        Hint.of("delimiter")),
                e);
    }

    private @Nullable String quoteFault() {
        try (Reader reader = new BufferedReader(open())) {
            return QuoteCheck.fault(reader, delimiter);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
