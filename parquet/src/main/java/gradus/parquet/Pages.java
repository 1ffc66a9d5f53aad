package gradus.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.thrift.PageHeaderReader;
import dev.hardwood.internal.thrift.ThriftCompactReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import java.io.EOFException;
import java.io.IOException;

/// Checks the pages of a file before they are read: the threads of the library read a page that goes beyond its column
/// for ever. It has no public way to read the headers of pages, so this uses an internal one, of the version that the
/// build names.
final class Pages {
    private static final int HEADER = 1024;

    private final InputFile file;

    /// A page's header and its length.
    private record Header(PageHeader page, int bytes) {}

    private Pages(InputFile file) {
        this.file = file;
    }

    /// Checks that each column consists of whole pages.
    ///
    /// @param file an open file
    /// @throws IOException if one does not, or the file cannot be read
    static void check(InputFile file, FileMetaData content) throws IOException {
        Pages pages = new Pages(file);
        for (RowGroup group : content.rowGroups()) {
            for (ColumnChunk column : group.columns()) {
                pages.check(column);
            }
        }
    }

    private void check(ColumnChunk column) throws IOException {
        long at = column.chunkStartOffset();
        long size = column.metaData().totalCompressedSize();
        require(at >= 0 && size >= 0 && size <= file.length() - at, column, "does not lie in the file");
        long end = at + size;
        long values = 0;
        while (at < end && values < column.metaData().numValues()) {
            Header header = header(at, end);
            int length = header.page.compressedPageSize();
            require(length >= 0 && length <= end - at - header.bytes, column, "has a page that goes beyond it");
            at += header.bytes + length;
            values += values(header.page);
        }
    }

    private Header header(long at, long end) throws IOException {
        for (long length = HEADER; ; length *= 2) {
            int known = (int) Math.min(length, end - at);
            try {
                ThriftCompactReader reader = new ThriftCompactReader(file.readRange(at, known));
                return new Header(PageHeaderReader.read(reader), reader.getBytesRead());
            } catch (EOFException e) {
                if (known == end - at) {
                    throw e;
                }
            }
        }
    }

    private static long values(PageHeader page) {
        return page.dataPageHeader() != null
                ? page.dataPageHeader().numValues()
                : page.dataPageHeaderV2() != null ? page.dataPageHeaderV2().numValues() : 0;
    }

    private static void require(boolean holds, ColumnChunk column, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("column \"" + column.metaData().pathInSchema() + "\" " + otherwise);
        }
    }
}
