package gradus.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One structure in Thrift's compact protocol, in which a Parquet file describes itself. It is read here only to check
/// it: the library allocates whatever a length in it claims, before it finds that the bytes are not there.
///
/// The protocol is that of `thrift-compact-protocol.md` in the specification of Apache Thrift.
final class Thrift {
    /// More than the metadata of Parquet nests; each level takes a frame of the stack.
    private static final int DEEPEST = 32;

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private final ByteBuffer bytes;
    private final Numbers numbers;

    /// Receives the whole numbers in a structure and in the structures that are its fields.
    @FunctionalInterface
    interface Numbers {
        /// Takes a number.
        ///
        /// @param parent the field that holds the number's structure; 0 for the outermost structure
        /// @param field the number's field in its structure
        void found(int parent, int field, long value);
    }

    private Thrift(ByteBuffer bytes, Numbers numbers) {
        this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.numbers = numbers;
    }

    /// Reads a structure.
    ///
    /// @return how many bytes it takes
    /// @throws EOFException if it needs more bytes than there are
    /// @throws IOException if it is none
    static int read(ByteBuffer bytes, Numbers numbers) throws IOException {
        Thrift thrift = new Thrift(bytes, numbers);
        try {
            thrift.struct(0, 0);
        } catch (BufferUnderflowException e) {
            throw new EOFException("a description ends before its end");
        }
        return thrift.bytes.position() - bytes.position();
    }

    private void struct(int parent, int depth) throws IOException {
        require(depth < DEEPEST, "a description nests too deep");
        int field = 0;
        for (int head = unsigned(); head != 0; head = unsigned()) {
            field = head >>> 4 == 0 ? (int) number() : field + (head >>> 4);
            int type = head & 15;
            if (depth < 2 && type >= I16 && type <= I64) {
                numbers.found(parent, field, number());
            } else if (type != TRUE && type != FALSE) { // these have no bytes of their own
                value(type, depth == 0 ? field : -1, depth);
            }
        }
    }

    /// Reads an element or a field.
    private void value(int type, int field, int depth) throws IOException {
        switch (type) {
            case TRUE, FALSE, BYTE -> skip(1);
            case I16, I32, I64 -> number();
            case DOUBLE -> skip(8);
            case BINARY -> skip(length());
            case LIST, SET -> list(depth + 1);
            case MAP -> map(depth + 1);
            case STRUCT -> struct(field, depth + 1);
            default -> throw new IOException("a description has a field of the unknown type " + type);
        }
    }

    private void list(int depth) throws IOException {
        require(depth < DEEPEST, "a description nests too deep");
        int head = unsigned();
        long length = head >>> 4 == 15 ? length() : head >>> 4;
        requireRoom(length);
        for (long i = 0; i < length; i++) {
            value(head & 15, -1, depth);
        }
    }

    private void map(int depth) throws IOException {
        require(depth < DEEPEST, "a description nests too deep");
        long length = length();
        requireRoom(length);
        int types = length == 0 ? 0 : unsigned();
        for (long i = 0; i < length; i++) {
            value(types >>> 4, -1, depth);
            value(types & 15, -1, depth);
        }
    }

    /// A number whose sign is its last bit.
    private long number() throws IOException {
        long value = length();
        return value >>> 1 ^ -(value & 1);
    }

    /// Seven bits a byte, the least first.
    private long length() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = unsigned();
            value |= (long) (next & 127) << shift;
            if (next < 128) {
                return value;
            }
        }
        throw new IOException("a description has a number of more than 64 bits");
    }

    private int unsigned() {
        return bytes.get() & 255;
    }

    private void skip(long count) throws IOException {
        requireRoom(count);
        bytes.position(bytes.position() + (int) count);
    }

    /// Nothing takes less than a byte.
    private void requireRoom(long count) throws IOException {
        if (count < 0 || count > bytes.remaining()) {
            throw new EOFException(
                    "a description claims " + count + " bytes or entries and has " + bytes.remaining() + " bytes");
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
