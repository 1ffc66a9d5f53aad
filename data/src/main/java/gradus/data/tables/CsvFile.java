package gradus.data.tables;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file, which can be gone through more than once; every failure as a [DataException].
final class CsvFile {
    private static final int MOST_FIELDS = 100_000;
    /// How many characters are looked at to find out how the file is laid out.
    private static final int SAMPLE = 1 << 15;

    private static final FieldModifier WITHOUT_BLANKS = new FieldModifier() {
        @Override
        public String modify(long line, int index, boolean quoted, String field) {
            return quoted ? field : field.strip();
        }
    };

    private final String source;
    private final Csv.Source bytes;
    private final CsvOptions options;
    private final CsvLayout layout;
    private boolean plain;
    private @Nullable Charset found;

    CsvFile(String source, Csv.Source bytes, CsvOptions options) {
        this.source = source;
        this.bytes = bytes;
        this.options = options;
        layout = layout();
    }

    CsvLayout layoutFound() {
        return layout;
    }

    char delimiter() {
        return layout.delimiter();
    }

    /// What was assumed up to here, and how to say otherwise.
    List<Advice> notes() {
        List<Advice> notes = new ArrayList<>();
        Charset charset = found;
        if (charset != null) {
            notes.add(Advice.of(
                    "the text is in " + charset.name() + ", not UTF-8. Read it in another encoding",
                    Hint.of("charset")));
        }
        notes.addAll(layout.notes());
        return notes;
    }

    /// Says that there are quotes.
    void quoted() {
        plain = false;
    }

    /// All records in order; empty lines are left out.
    ///
    /// @throws PlainRecords.NotPlainException if there are quotes, and that was not known
    void forEach(Consumer<CsvFields> action) {
        try (Records records = records()) {
            for (CsvFields record = records.next(); record != null; record = records.next()) {
                action.accept(record);
            }
        }
    }

    /// Opens the file, from its start.
    Records records() {
        try {
            if (plain) {
                Reader text = open();
                return new Records(text, new PlainRecords(text, layout.delimiter(), layout.quote()));
            }
            return new Records(CsvReader.builder()
                    .fieldSeparator(layout.delimiter())
                    .quoteCharacter(layout.quote())
                    .commentStrategy(layout.comment() == 0 ? CommentStrategy.NONE : CommentStrategy.SKIP)
                    .commentCharacter(layout.comment() == 0 ? '#' : layout.comment())
                    .allowUnclosedQuote(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .build(
                            CsvRecordHandler.builder()
                                    .maxFields(MOST_FIELDS)
                                    .fieldModifier(WITHOUT_BLANKS)
                                    .build(),
                            open()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The records, one after another.
    final class Records implements AutoCloseable {
        private final Closeable reader;
        private final Iterator<CsvRecord> records;
        private final @Nullable PlainRecords withoutQuotes;

        private Records(CsvReader<CsvRecord> reader) {
            this.reader = reader;
            records = reader.iterator();
            withoutQuotes = null;
        }

        private Records(Reader reader, PlainRecords withoutQuotes) {
            this.reader = reader;
            records = Collections.emptyIterator();
            this.withoutQuotes = withoutQuotes;
        }

        /// The next record, or null after the last.
        @Nullable
        CsvFields next() {
            try {
                if (withoutQuotes != null) {
                    return withoutQuotes.next();
                }
                return records.hasNext() ? new Parsed(records.next()) : null;
            } catch (IOException | UncheckedIOException e) {
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

    /// A record that may have quotes.
    private record Parsed(CsvRecord record) implements CsvFields {
        @Override
        public int count() {
            return record.getFieldCount();
        }

        @Override
        public long line() {
            return record.getStartingLineNumber();
        }

        @Override
        public String text(int field) {
            return exactText(field).strip();
        }

        @Override
        public String exactText(int field) {
            return record.getField(field);
        }
    }

    private Reader open() throws IOException {
        Reader text = text();
        return layout.delimiter() == ' ' ? new BlankReader(text, layout.quote()) : text;
    }

    private StrictReader text() throws IOException {
        return new StrictReader(source, bytes.open(), options.charset(), charset -> found = charset);
    }

    /// Looks at the beginning of the file.
    private CsvLayout layout() {
        char[] sample = new char[SAMPLE];
        int length = 0;
        boolean complete = false;
        try (Reader reader = text()) {
            while (length < sample.length && !complete) {
                int count = reader.read(sample, length, sample.length - length);
                complete = count < 0;
                length += Math.max(0, count);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        String start = new String(sample, 0, length);
        CsvLayout seen = CsvLayout.of(start, complete, options);
        plain = seen.comment() == 0
                && start.indexOf(seen.quote()) < 0
                && PlainRecords.canRead(seen.delimiter(), seen.quote());
        return seen;
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
        Advice fault = fault();
        if (fault != null) {
            return new DataException(fault.after(source + " "), e);
        }
        Throwable cause = e.getCause();
        return new DataException(
                Advice.of(
                        source + " is not CSV with " + Csv.named(layout.delimiter()) + " between fields: "
                                + (cause == null ? e : cause).getMessage()
                                + ". If another character separates its fields, give it",
                        Hint.of("delimiter")),
                e);
    }

    private @Nullable Advice fault() {
        try (Reader reader = new BufferedReader(open())) {
            return QuoteCheck.fault(reader, layout.delimiter(), layout.quote(), MOST_FIELDS);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
