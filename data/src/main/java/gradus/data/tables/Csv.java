package gradus.data.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CSV files: read into a [Table], or written from one.
///
/// Nothing is guessed in silence. What a column holds is decided over all rows: numbers if every value is a number,
/// words otherwise; but a column of 20 and more different values that is nine tenths numbers is an error that names
/// the first of the others, because a typing mistake must not turn a price into a thousand categories.
///
/// The file is gone through twice: first to learn how much memory the table takes, then to fill it. A table that does
/// not fit in memory goes to a file of columns, which is mapped; it gives the same numbers.
public final class Csv {
    private Csv() {}

    /// Where the bytes come from. Opened several times.
    @FunctionalInterface
    public interface Source {
        /// {@return a new stream of the bytes, from the start}
        ///
        /// @throws IOException if it cannot be opened
        InputStream open() throws IOException;
    }

    /// Reads a file with the default options.
    ///
    /// @param file a CSV file
    /// @return the table
    /// @throws DataException if the file cannot be read as a table; the message names line, column, value and
    ///     remedy
    public static Table read(Path file) {
        return read(file, new CsvOptions());
    }

    /// Reads a file.
    ///
    /// @param file a CSV file
    /// @param options how to read it
    /// @return the table
    /// @throws DataException if the file cannot be read as a table; the message names line, column, value and
    ///     remedy
    public static Table read(Path file, CsvOptions options) {
        return read(file, file.toString(), options);
    }

    private static Table read(Path file, String name, CsvOptions options) {
        requireNoFolder(file);
        TableSource source = source(file, name, options);
        if (options.onDisk()) {
            return TableFile.of(source, options, true, source::blocks);
        }
        try (WatchedFile watched = new WatchedFile(file, options.listener())) {
            CsvFile records = new CsvFile(name, watched, options);
            CsvScan scan = CsvScan.of(name, records, options);
            if (!scan.fits()) {
                return TableFile.of(source, options, true, () -> new CsvBlocks(name, watched, records, scan, options));
            }
            Table table = scan.tableOfNumbers();
            watched.finished(table != null);
            return table == null ? new CsvFill(name, scan, options).table(records) : table;
        } catch (IOException e) {
            throw new DataException("cannot read " + name + ": " + reason(e), e);
        }
    }

    private static void requireNoFolder(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException(file + " is a folder, not a CSV file");
        }
    }

    /// Opens a file whose rows are read a block at a time, so that it may be larger than the memory.
    ///
    /// @param file a CSV file
    /// @param options how to read it
    /// @return the rows, to be closed
    /// @throws DataException if the file cannot be read as a table; the message names line, column, value and
    ///     remedy
    public static CsvBlocks blocks(Path file, CsvOptions options) {
        return blocks(file, file.toString(), options);
    }

    private static CsvBlocks blocks(Path file, String name, CsvOptions options) {
        requireNoFolder(file);
        try {
            return CsvBlocks.of(name, new WatchedFile(file, options.listener()), options);
        } catch (IOException e) {
            throw new DataException("cannot read " + name + ": " + reason(e), e);
        }
    }

    /// {@return a file as the source of a table}
    ///
    /// @param file a CSV file
    /// @param name what it is called in messages
    /// @param options how to read it
    static TableSource source(Path file, String name, CsvOptions options) {
        return new TableSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Path> files() {
                return List.of(file);
            }

            @Override
            public Table read() {
                return Csv.read(file, name, options);
            }

            @Override
            public TableBlocks blocks() {
                return Csv.blocks(file, name, options);
            }
        };
    }

    /// Reads bytes.
    ///
    /// @param name name of the source in messages
    /// @param bytes opens the source; called more than once
    /// @param options how to read them
    /// @return the table
    /// @throws DataException if they cannot be read as a table
    public static Table read(String name, Source bytes, CsvOptions options) {
        CsvFile file = new CsvFile(name, bytes, options);
        CsvScan scan = CsvScan.of(name, file, options);
        scan.checkMemory();
        Table table = scan.tableOfNumbers();
        return table == null ? new CsvFill(name, scan, options).table(file) : table;
    }

    /// Writes a table as UTF-8 with a header, commas, and a line feed after each line. A missing value is an empty
    /// field. A number is the shortest text that reads back as the same float.
    ///
    /// @param table the table
    /// @param file the file to write
    /// @throws DataException if the file cannot be written
    public static void write(Table table, Path file) {
        try {
            AtomicFile.replace(file, temporary -> writeTo(temporary, table));
        } catch (IOException e) {
            throw new DataException("cannot write " + file + ": " + reason(e), e);
        }
    }

    private static void writeTo(Path file, Table table) throws IOException {
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
            writer.writeRecord(table.names());
            String[] fields = new String[table.columns().size()];
            for (int row = 0; row < table.rows(); row++) {
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = table.columns().get(i).text(row);
                }
                writer.writeRecord(fields);
            }
        }
    }

    /// Why a file failed, in words.
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "the file does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        @Nullable String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /// A delimiter in words.
    static String named(char delimiter) {
        return switch (delimiter) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            case '|' -> "vertical bars";
            case ' ' -> "blanks";
            default -> "\"" + delimiter + "\"";
        };
    }
}
