package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the rows of a table come from: a file, a folder of files, or a query.
public interface TableSource {
    /// Opens a table of any format; what no other format reads is a CSV file. Nothing is read yet.
    ///
    /// @param place a path or a URL
    /// @param name what the table is called in messages
    /// @param options how to read it
    /// @return the table, to be read
    /// @throws DataException if the format needs what is not there
    static TableSource of(String place, String name, CsvOptions options) {
        Optional<TableFormat> format = TableFormat.of(place);
        if (format.isPresent()) {
            return format.get().open(place, name, options);
        }
        if (options.query() != null) {
            throw new DataException("a query is for a database, as in jdbc:postgresql://host/name, and "
                    + Texts.quote(name) + " is a file");
        }
        if (place.endsWith(".parquet")) {
            throw new DataException("cannot read " + Texts.quote(name)
                    + ": Parquet files are read by gradus-parquet, which is not on the class path or module path");
        }
        return Csv.source(Path.of(place), name, options);
    }

    /// Puts all blocks of a source together, for a format whose columns have types. Columns of numbers stay so; of a
    /// column of texts it is decided over all rows what they are: numbers, written in some style, or words. A table
    /// that takes more memory than it may goes to a file of columns, which is mapped.
    ///
    /// @param source what to read
    /// @param options what stands for a missing value, and what columns hold
    /// @return the table
    /// @throws DataException if it cannot be read, or has no rows
    static Table gather(TableSource source, CsvOptions options) {
        Table table = options.onDisk() ? null : TableGatherer.readIfSmall(source.name(), source.blocks(), options);
        return table == null ? TableFile.of(source, options, false, source::blocks) : table;
    }

    /// {@return what it is called in messages}
    String name();

    /// {@return the files that hold the rows, in order; none for a query}
    List<Path> files();

    /// Reads all rows. What a column of texts holds is decided over all of them, as for a CSV file.
    ///
    /// @return the table, which is on disk if it takes more memory than it may
    /// @throws DataException if it cannot be read; the message says what to do
    Table read();

    /// Opens the rows, to be read a block at a time, so that a table of any length takes the same memory.
    ///
    /// @return the rows, to be closed
    /// @throws DataException if they cannot be read
    TableBlocks blocks();
}
