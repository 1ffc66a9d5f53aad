package gradus.data.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file, a block at a time, so that a file of any length takes the same memory. What the columns hold
/// is found out before, over all rows, as for [Csv#read(java.nio.file.Path, CsvOptions)].
public final class CsvBlocks implements TableBlocks {
    private final CsvScan scan;
    private final CsvFill fill;
    private final CsvFile.Records records;
    private final WatchedFile bytes;
    private final int most;

    private CsvBlocks(String source, WatchedFile bytes, CsvOptions options) {
        this(source, bytes, new CsvFile(source, bytes, options), options);
    }

    private CsvBlocks(String source, WatchedFile bytes, CsvFile file, CsvOptions options) {
        this(source, bytes, file, CsvScan.of(source, file, options), options);
    }

    /// @param scan what the rows are
    CsvBlocks(String source, WatchedFile bytes, CsvFile file, CsvScan scan, CsvOptions options) {
        this.bytes = bytes;
        this.scan = scan;
        fill = new CsvFill(source, scan, options);
        most = TableBlocks.rows(scan.names().size());
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

    @Override
    public List<String> names() {
        return List.copyOf(scan.names());
    }

    /// {@return whether a column holds numbers, in every block}
    ///
    /// @param column place of the column, from 0
    public boolean isNumeric(int column) {
        return scan.style(column) != null;
    }

    @Override
    public List<Advice> notes() {
        return List.copyOf(scan.notes());
    }

    /// {@return the number of rows in all blocks}
    public long rows() {
        return scan.allRows();
    }

    @Override
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
