package gradus.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// Checks what a file says of its own parts before the library believes it: it allocates what a length claims, and its
/// threads read a page that goes beyond its column for ever.
final class FileCheck {
    /// At the end of a file: the length of the footer in four bytes, and `PAR1`.
    private static final int END = 8;

    private static final int HEADER = 1024;

    /// A page may be larger than its bytes by what the best of compression does to zeros, or up to this size.
    private static final int ROOM = 16 << 20;

    private static final int BEST_COMPRESSION = 1100;

    private final InputFile file;

    /// What a page says of itself, and the length of saying it.
    private static final class Header implements Thrift.Numbers {
        long uncompressed;
        long compressed;
        long values;
        int length;

        @Override
        public void found(int parent, int field, long value) {
            switch (parent << 8 | field) {
                case 2 -> uncompressed = value;
                case 3 -> compressed = value;
                case 5 << 8 | 1, 8 << 8 | 1 -> values = value; // a data page of the first or second version
                default -> {}
            }
        }
    }

    private FileCheck(InputFile file) {
        this.file = file;
    }

    /// Opens a file that describes itself soundly.
    ///
    /// @throws IOException if it does not, or cannot be read
    static ParquetFileReader open(Path path) throws IOException {
        InputFile file = InputFile.of(path);
        boolean sound = false;
        try {
            file.open();
            FileCheck check = new FileCheck(file);
            check.footer();
            ParquetFileReader reader = ParquetFileReader.open(file);
            check.pages(reader.getFileMetaData());
            sound = true;
            return reader;
        } finally {
            if (!sound) {
                file.close();
            }
        }
    }

    private void footer() throws IOException {
        long size = file.length();
        long length = size < END
                ? -1
                : file.readRange(size - END, END).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        if (length >= 0 && length <= size - END) { // else the library says what is wrong
            Thrift.read(file.readRange(size - END - length, (int) length), (parent, field, value) -> {});
        }
    }

    private void pages(FileMetaData content) throws IOException {
        for (RowGroup group : content.rowGroups()) {
            for (ColumnChunk column : group.columns()) {
                pages(column);
            }
        }
    }

    private void pages(ColumnChunk column) throws IOException {
        long at = column.chunkStartOffset();
        long size = column.metaData().totalCompressedSize();
        require(at >= 0 && size >= 0 && size <= file.length() - at, column, "does not lie in the file");
        long end = at + size;
        long values = 0;
        while (at < end && values < column.metaData().numValues()) {
            Header page = header(at, end);
            at += page.length;
            require(page.compressed >= 0 && page.compressed <= end - at, column, "has a page that goes beyond it");
            require(
                    page.uncompressed <= Math.max(ROOM, BEST_COMPRESSION * page.compressed),
                    column,
                    "has a page of " + page.compressed + " bytes that claims to hold " + page.uncompressed);
            at += page.compressed;
            values += page.values;
        }
    }

    private Header header(long at, long end) throws IOException {
        for (long length = HEADER; ; length *= 2) {
            int known = (int) Math.min(length, end - at);
            Header page = new Header();
            try {
                page.length = Thrift.read(file.readRange(at, known), page);
                return page;
            } catch (EOFException e) {
                if (known == end - at) {
                    throw e;
                }
            }
        }
    }

    private static void require(boolean holds, ColumnChunk column, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("column \"" + column.metaData().pathInSchema() + "\" " + otherwise);
        }
    }
}
