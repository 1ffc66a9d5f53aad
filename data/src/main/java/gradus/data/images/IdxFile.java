package gradus.data.images;

import gradus.data.Rows;
import gradus.data.tables.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// A block of bytes with dimensions, in the IDX format of MNIST: two zero bytes, the type (8: unsigned byte), the
/// number of dimensions, each dimension as a big-endian int, then the bytes, row after row. Read plain or compressed
/// with gzip.
///
/// @param dimensions the number of rows, then the shape of one
/// @param values all bytes; a byte is a number from 0 to 255
/// @see <a href="http://yann.lecun.com/exdb/mnist/">LeCun, Cortes, Burges: the MNIST database</a>
public record IdxFile(List<Integer> dimensions, byte[] values) {
    private static final int UNSIGNED_BYTE = 8;
    private static final int MOST_DIMENSIONS = 4;
    /// Deflate makes nothing smaller than a 1032nd of it.
    private static final long MOST_COMPRESSED = 1032;

    /// Copies the dimensions.
    public IdxFile {
        dimensions = List.copyOf(dimensions);
    }

    /// Reads a file. The size that it declares is checked against the size of the file before memory is allocated.
    ///
    /// @param file an IDX file, plain or compressed with gzip
    /// @return the content
    /// @throws DataException if it is not an IDX file, is truncated, or continues after its end
    public static IdxFile read(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            raw.mark(2);
            boolean compressed = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            long stored = Files.size(file);
            return compressed
                    ? read(file, new GZIPInputStream(raw, 1 << 16), stored * MOST_COMPRESSED)
                    : read(file, raw, stored);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new DataException("cannot read " + file + ": the file does not exist", e);
        } catch (EOFException e) {
            throw new DataException(file + " is cut off. Fetch it again", e);
        } catch (IOException e) {
            throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /// @param most how many bytes there can be at all
    private static IdxFile read(Path file, InputStream in, long most) throws IOException {
        int magic = readInt(in);
        int type = magic >>> 8 & 0xFF;
        int rank = magic & 0xFF;
        if (magic >>> 16 != 0 || rank < 1 || rank > MOST_DIMENSIONS) {
            throw new DataException(
                    String.format(Locale.ROOT, "%s is not an IDX file: it begins with 0x%08X", file, magic));
        }
        if (type != UNSIGNED_BYTE) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s holds IDX values of type 0x%02X; only unsigned bytes (0x08) are read",
                    file,
                    type));
        }
        List<Integer> dimensions = new ArrayList<>();
        long size = 1;
        for (int i = 0; i < rank; i++) {
            int dimension = readInt(in);
            dimensions.add(dimension);
            if (dimension < 1) {
                throw new DataException(file + " declares dimensions " + dimensions + "; each must be at least 1");
            }
            size = Math.multiplyHigh(size, dimension) != 0 ? Long.MAX_VALUE : size * dimension;
            if (size < 0 || size > most) {
                throw new DataException(file + " declares dimensions " + dimensions
                        + ", more than the file can hold. It is cut off or damaged: fetch it again");
            }
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new DataException(file + " declares " + size + " bytes, more than one array can hold");
        }
        byte[] values = readFully(in, file, dimensions, (int) size);
        if (in.read() >= 0) {
            throw new DataException(
                    file + " goes on after its " + size + " bytes of " + dimensions + ". It is damaged");
        }
        return new IdxFile(dimensions, values);
    }

    /// Takes memory as the bytes come, so that a small file that lies costs little.
    private static byte[] readFully(InputStream in, Path file, List<Integer> dimensions, int size) throws IOException {
        byte[] values = in.readNBytes(size);
        if (values.length < size) {
            throw new DataException(file + " is cut off: it declares " + dimensions + ", " + size + " bytes, but has "
                    + values.length + ". Fetch it again");
        }
        return values;
    }

    private static int readInt(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(4);
        if (bytes.length < 4) {
            throw new EOFException();
        }
        return (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    }

    /// {@return the number of rows}
    public int count() {
        return dimensions.getFirst();
    }

    /// {@return the numbers row by row, 0 to 255, without a copy}
    public Rows rows() {
        return new ByteRows(values, count(), values.length / count());
    }
}
