package gradus.data.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Text that is refused, not mended, where its bytes are not in the encoding. Java's own reader would put `�` in
/// their place and say nothing. Skips a byte order mark.
final class StrictReader extends Reader {
    private static final String UNDEFINED_IN_WINDOWS_1252 = "\u0081\u008D\u008F\u0090\u009D";

    private final String source;
    private final InputStream stream;
    private final boolean found;
    private final Consumer<Charset> listener;
    private Charset charset;
    private CharsetDecoder decoder;
    private boolean plain = true; // nothing but ASCII yet
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private long offset; // of the first byte of the buffer
    private int line = 1;
    private long chars;
    private char second; // the rest of a character that did not fit
    private boolean started;
    private boolean ended;

    /// @param charset the encoding; null for UTF-8, unless the bytes show another
    /// @param listener is notified of another
    StrictReader(String source, InputStream stream, @Nullable Charset charset, Consumer<Charset> listener) {
        this.source = source;
        this.stream = stream;
        this.listener = listener;
        found = charset == null;
        this.charset = charset == null ? StandardCharsets.UTF_8 : charset;
        decoder = decoder(this.charset);
    }

    private static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private void change(Charset other) {
        charset = other;
        decoder = decoder(other);
        listener.accept(other);
    }

    /// The encoding that the first bytes show; null if they do not.
    private @Nullable Charset firstBytesShow() {
        if (bytes.limit() < 2) {
            return null;
        }
        int first = bytes.get(0) & 0xFF;
        int second = bytes.get(1) & 0xFF;
        if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        return first == 0 ^ second == 0 ? first == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE : null;
    }

    /// Whether bytes that are not UTF-8 are those of windows-1252, as nothing before them says otherwise.
    private boolean looksWestern() {
        int value = bytes.get(bytes.position()) & 0xFF;
        return found && plain && charset.equals(StandardCharsets.UTF_8) && UNDEFINED_IN_WINDOWS_1252.indexOf(value) < 0;
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (second != 0) {
            buffer[from] = second;
            second = 0;
            return 1;
        }
        if (!started) {
            fill();
            refuseOtherFormats();
            Charset other = found ? firstBytesShow() : null;
            if (other != null) {
                change(other);
            }
        }
        while (true) {
            CharBuffer target = CharBuffer.wrap(buffer, from, length);
            CoderResult result = decoder.decode(bytes, target, ended);
            int count = target.position() - from;
            if (count > 0 && !started) {
                started = true;
                if (buffer[from] == '\uFEFF') {
                    System.arraycopy(buffer, from + 1, buffer, from, --count);
                }
            }
            if (count > 0) {
                countLines(buffer, from, count);
                return count; // an error after these characters comes again at the next call
            }
            if (result.isError() && looksWestern()) {
                change(Charset.forName("windows-1252"));
                continue;
            }
            if (result.isError()) {
                throw malformed();
            }
            if (result.isOverflow()) {
                // A character that takes two chars, and room for one only.
                char[] pair = new char[2];
                decoder.decode(bytes, CharBuffer.wrap(pair), ended);
                buffer[from] = pair[0];
                second = pair[1];
                return 1;
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private void fill() throws IOException {
        offset += bytes.position();
        bytes.compact();
        while (bytes.hasRemaining() && !ended) {
            int read = stream.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0));
        }
        bytes.flip();
    }

    private void countLines(char[] buffer, int from, int count) {
        int all = 0;
        for (int i = from; i < from + count; i++) {
            char c = buffer[i];
            all |= c;
            if (c > '\n') {
                continue;
            }
            if (c == '\n') {
                line++;
            } else if (buffer[i] == 0) {
                // Of letters of Latin, one of two bytes is zero: the first or the second.
                String order = chars + i - from == 0 ? "BE" : "LE";
                throw new DataException(Advice.of(
                        source + " line " + line + " holds a zero byte, so it is not text in " + charset.name()
                                + ". If it is UTF-16, read it",
                        new Hint("charset", "UTF-16" + order),
                        "; if it is a spreadsheet, export it as CSV"));
            }
        }
        plain &= all < 128;
        chars += count;
    }

    private DataException malformed() {
        int value = bytes.get(bytes.position()) & 0xFF;
        long at = offset + bytes.position();
        Advice advice;
        if (at < 2 && value >= 0xFE) {
            advice = Advice.of("It begins with a byte order mark of UTF-16: read it", new Hint("charset", "UTF-16"));
        } else if (charset.equals(StandardCharsets.UTF_8) && UNDEFINED_IN_WINDOWS_1252.indexOf(value) < 0) {
            advice = Advice.of(
                    "It looks like windows-1252: read it",
                    new Hint("charset", "windows-1252"),
                    ", or save it as UTF-8");
        } else {
            advice = Advice.of("Give its encoding", Hint.of("charset"), ", or save it as UTF-8");
        }
        String found = String.format(
                Locale.ROOT,
                "%s line %d: byte 0x%02X at offset %d is not %s. ",
                source,
                line,
                value,
                at,
                charset.name());
        return new DataException(advice.after(found));
    }

    private void refuseOtherFormats() {
        String start = new String(bytes.array(), 0, Math.min(4, bytes.limit()), StandardCharsets.ISO_8859_1);
        String found = null;
        if (start.startsWith("PK\u0003\u0004")) {
            found = "a zip file or spreadsheet. Export the sheet as CSV, or unpack it";
        } else if (start.startsWith("\u001F\u008B")) {
            found = "compressed with gzip. Unpack it with gunzip first";
        } else if (start.equals("PAR1")) {
            found = "a Parquet file. Export it as CSV";
        }
        if (found != null) {
            throw new DataException(source + " is not CSV but " + found);
        }
    }
}
