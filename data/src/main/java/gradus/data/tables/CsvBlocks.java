package gradus.data.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file, a block at a time, so that a file of any length takes the same memory. What the columns hold
/// is found out before, over all rows, as for [Csv#read(java.nio.file.Path, CsvOptions)].
public final class CsvBlocks implements AutoCloseable {
    /// Blocks are whole batches of prediction, so that each row is computed as if all were in one block.
    private static final int BATCH = 256;

    private static final int MOST_ROWS = 4096;
    private static final int MOST_FIELDS = 1 << 20;

    private final CsvScan scan;
    private final CsvFill fill;
    private final CsvFile.Records records;
    private final WatchedFile bytes;
    private final int most;

    private CsvBlocks(String source, WatchedFile bytes, CsvOptions options) {
        this.bytes = bytes;
        CsvFile file = new CsvFile(source, bytes, options);
        scan = CsvScan.of(source, file, options);
        fill = new CsvFill(source, scan, options);
        most = Math.max(BATCH, Math.min(MOST_ROWS, MOST_FIELDS / scan.names().size()) / BATCH * BATCH);
        records = file.records();
    }

    /// Looks at all rows once.
    static CsvBlocks of(String source, WatchedFile bytes, CsvOptions options) throws IOException {
        boolean open = false;
        try {
            CsvBlocks blocks = new CsvBlocks(source, bytes, options);
            open = true;
            return blocks;
        } finally {
            if (!open) {
                bytes.close();
            }
        }
    }

    /// {@return the names of the columns, in order}
    public List<String> names() {
        return List.copyOf(scan.names());
    }

    /// {@return whether a column holds numbers, in every block}
    ///
    /// @param column place of the column, from 0
    public boolean isNumeric(int column) {
        return scan.style(column) != null;
    }

    /// {@return what was assumed, one sentence each, and how to read the file otherwise}
    public List<Advice> notes() {
        return List.copyOf(scan.notes());
    }

    /// {@return the number of rows in all blocks}
    public long rows() {
        return scan.allRows();
    }

    /// {@return the next rows; null after the last}
    ///
    /// @throws DataException if the file cannot be read any more
    public @Nullable Table next() {
        return fill.block(records, most);
    }

    @Override
    public void close() {
        records.close();
        try {
            bytes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
