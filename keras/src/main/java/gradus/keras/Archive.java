package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// A zip archive that is read member by member into memory and never extracted. Names of files and folders on this
/// machine never come from the archive.
///
/// Refused: more than 1,024 members, two of one name, names that lead elsewhere (`..`, `/`, `\`, a drive), encryption,
/// methods other than stored and deflated, members larger than stated or than 2 GiB, members that inflate to more than
/// 100 times their size beyond the first MiB, archives in parts, and damage (every member read is checked against its
/// CRC-32). Reading allocates the bytes of one member and what is stored of it.
final class Archive implements AutoCloseable {
    private static final int MAX_MEMBERS = 1024;
    private static final int MAX_NAME = 255;
    private static final int MAX_RATIO = 100;
    private static final int FREE_INFLATION = 1 << 20;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;

    private final FileChannel channel;
    private final long size;
    private final Map<String, Member> members = new LinkedHashMap<>();

    private record Member(String name, int method, long crc, long stored, long size, long header) {}

    /// Reads the table of contents.
    Archive(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            size = channel.size();
            readContents();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The names of all members, in order.
    Set<String> names() {
        return members.keySet();
    }

    /// The content of a member, or null if there is none of that name.
    ///
    /// @param limit the most bytes that it may have
    byte @Nullable [] read(String name, int limit) throws IOException {
        Member member = members.get(name);
        if (member == null) {
            return null;
        }
        if (member.size() > Math.min(limit, MAX_BYTES)) {
            throw new ModelFileException("member " + name + " says it has " + member.size() + " bytes; at most "
                    + Math.min(limit, MAX_BYTES) + " are read");
        }
        byte[] stored = bytes(start(member), member.stored()).array();
        byte[] content = member.method() == 0 ? stored : inflate(member, stored);
        CRC32 crc = new CRC32();
        crc.update(content);
        if (crc.getValue() != member.crc()) {
            throw damaged("member " + name + " does not match its CRC-32");
        }
        return content;
    }

    /// A view of a member that loads only what is looked at, where the member is stored as it is; checksums are not
    /// checked then. Null if there is none of that name.
    @Nullable
    ByteBuffer view(String name) throws IOException {
        Member member = members.get(name);
        if (member == null) {
            return null;
        }
        if (member.method() != 0) {
            byte[] content = read(name, MAX_BYTES);
            return content == null ? null : ByteBuffer.wrap(content);
        }
        long start = start(member);
        if (start > size || member.stored() > size - start || member.stored() > MAX_BYTES) {
            throw damaged("it ends early");
        }
        return channel.map(FileChannel.MapMode.READ_ONLY, start, member.stored());
    }

    /// Where the bytes of a member start.
    private long start(Member member) throws IOException {
        ByteBuffer local = bytes(member.header(), LOCAL_SIZE);
        if (local.getInt(0) != LOCAL) {
            throw damaged("member " + member.name() + " does not start where the table of contents says");
        }
        return member.header() + LOCAL_SIZE + unsigned(local, 26) + unsigned(local, 28);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readContents() throws IOException {
        ByteBuffer end = findEnd();
        int count = unsigned(end, 10);
        long length = Integer.toUnsignedLong(end.getInt(12));
        long start = Integer.toUnsignedLong(end.getInt(16));
        if (unsigned(end, 4) != 0 || unsigned(end, 6) != 0 || unsigned(end, 8) != count) {
            throw new ModelFileException("a zip archive in several parts cannot be read");
        }
        if (count > MAX_MEMBERS) {
            throw new ModelFileException("a model file has at most " + MAX_MEMBERS + " members, this one has " + count);
        }
        if (length > (long) MAX_MEMBERS * (CENTRAL_SIZE + 3 * 65_535)) {
            throw damaged("its table of contents has " + length + " bytes");
        }
        ByteBuffer table = bytes(start, length);
        for (int i = 0; i < count; i++) {
            if (table.remaining() < CENTRAL_SIZE || table.getInt(table.position()) != CENTRAL) {
                throw damaged("its table of contents ends early");
            }
            readEntry(table);
        }
    }

    private void readEntry(ByteBuffer table) throws IOException {
        int at = table.position();
        int flags = unsigned(table, at + 8);
        int method = unsigned(table, at + 10);
        long stored = Integer.toUnsignedLong(table.getInt(at + 20));
        long inflated = Integer.toUnsignedLong(table.getInt(at + 24));
        int nameLength = unsigned(table, at + 28);
        long next = (long) at + CENTRAL_SIZE + nameLength + unsigned(table, at + 30) + unsigned(table, at + 32);
        if (next > table.limit()) {
            throw damaged("its table of contents ends early");
        }
        if (nameLength > MAX_NAME) {
            throw new ModelFileException("a member's name has " + nameLength + " bytes; at most " + MAX_NAME);
        }
        byte[] nameBytes = new byte[nameLength];
        table.get(at + CENTRAL_SIZE, nameBytes);
        String name = new String(nameBytes, UTF_8);
        checkName(name);
        if ((flags & 1) != 0) {
            throw new ModelFileException("member " + name + " is encrypted");
        }
        if (method != 0 && method != 8) {
            throw new ModelFileException("member " + name + " is compressed by an unknown method, " + method);
        }
        if (method == 0 && stored != inflated) {
            throw damaged("member " + name + " has two sizes");
        }
        Member member = new Member(
                name,
                method,
                Integer.toUnsignedLong(table.getInt(at + 16)),
                stored,
                inflated,
                Integer.toUnsignedLong(table.getInt(at + 42)));
        if (members.put(name, member) != null) {
            throw new ModelFileException("two members are named " + name);
        }
        table.position((int) next);
    }

    private static void checkName(String name) throws ModelFileException {
        boolean leadsElsewhere = name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf(':') >= 0
                || name.chars().anyMatch(c -> c < ' ')
                || List.of(name.split("/", -1)).contains("..");
        if (leadsElsewhere) {
            throw new ModelFileException(
                    "a member has a name that leads elsewhere: \"" + name.replaceAll("\\p{Cntrl}", "?") + "\"");
        }
    }

    private static byte[] inflate(Member member, byte[] stored) throws IOException {
        if (member.size() > FREE_INFLATION && member.size() / MAX_RATIO > member.stored()) {
            throw new ModelFileException("member " + member.name() + " would inflate to more than " + MAX_RATIO
                    + " times its size, as a zip bomb does");
        }
        byte[] content = new byte[(int) member.size()];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stored);
            int length = 0;
            while (length < content.length) {
                int count = inflater.inflate(content, length, content.length - length);
                if (count == 0) {
                    throw damaged("member " + member.name() + " ends early");
                }
                length += count;
            }
            if (inflater.inflate(new byte[1]) != 0) {
                throw damaged("member " + member.name() + " is longer than it says");
            }
            return content;
        } catch (DataFormatException e) {
            throw new ModelFileException("the file is damaged: member " + member.name() + " cannot be inflated", e);
        } finally {
            inflater.end();
        }
    }

    /// The record at the end of an archive, which may be followed by a comment of up to 64 KiB.
    private ByteBuffer findEnd() throws IOException {
        long from = Math.max(0, size - END_SIZE - 65_535);
        ByteBuffer tail = bytes(from, size - from);
        for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_SIZE + unsigned(tail, at + 20) == tail.limit()) {
                return tail.slice(at, END_SIZE).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw new ModelFileException("it is not a zip archive, or its end is missing");
    }

    private ByteBuffer bytes(long position, long length) throws IOException {
        if (position > size || length > size - position || length > MAX_BYTES) {
            throw damaged("it ends early");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw damaged("it ends early");
            }
        }
        return buffer.flip();
    }

    private static ModelFileException damaged(String how) {
        return new ModelFileException("the file is damaged: " + how);
    }

    private static int unsigned(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }
}
