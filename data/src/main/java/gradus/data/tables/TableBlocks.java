package gradus.data.tables;

import java.sql.ResultSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a table, a block at a time. A column has numbers in all blocks or words in all.
public interface TableBlocks extends AutoCloseable {
    /// Blocks are whole batches of prediction, so that each row is computed as if all were in one block.
    int BATCH = 256;

    /// {@return the number of rows of a block, a multiple of [#BATCH]}
    ///
    /// @param columns how many columns the table has; with more of them, blocks are shorter
    static int rows(int columns) {
        return Math.max(BATCH, Math.min(4096, (1 << 20) / columns) / BATCH * BATCH);
    }

    /// {@return about how many cells all blocks have, known before they are read; 0 if it is not}
    default double expectedCells() {
        return 0;
    }

    /// Returns the rows of the result of a query, from where it stands to its end.
    ///
    /// @param source name of the table in messages
    /// @param rows the result
    /// @param options which texts stand for a missing value
    /// @param notes what is to be said of the query
    /// @param resource closed with the blocks
    /// @return the rows
    /// @throws DataException if the result has no column of numbers or texts
    static TableBlocks of(
            String source, ResultSet rows, CsvOptions options, List<Advice> notes, AutoCloseable resource) {
        ResultSetBlocks blocks = new ResultSetBlocks(source, rows, options, resource);
        notes.forEach(blocks::note);
        return blocks;
    }

    /// {@return the names of the columns, in order}
    List<String> names();

    /// {@return what was assumed, one sentence each, and how to read the table otherwise}
    List<Advice> notes();

    /// {@return the next rows, in order; null after the last}
    ///
    /// @throws DataException if the table cannot be read any more
    @Nullable
    Table next();

    @Override
    void close();
}
