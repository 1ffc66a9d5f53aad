package gradus.checkpoints;

import gradus.math.RandomStream;
import gradus.training.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A disk in memory whose power can be cut: what was not forced is then lost, or garbage, or there all the same.
final class MemoryStorage implements Storage {
    /// The process is gone too.
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class Content {
        byte[] written = {};
        byte[] forced = {};
    }

    private final Map<Path, Content> names = new TreeMap<>();
    private final Map<Path, Content> forcedNames = new TreeMap<>();
    /// How many operations are done before the power is cut; negative for never.
    int cutAfter = -1;
    int operations;

    private void operate() {
        if (operations++ == cutAfter) {
            throw new PowerCut();
        }
    }

    private Content content(Path file) throws NoSuchFileException {
        Content content = names.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content;
    }

    /// Puts a whole file there.
    void put(Path file, byte[] bytes) {
        Content content = new Content();
        content.written = bytes;
        names.put(file, content);
    }

    byte[] bytes(Path file) throws IOException {
        return content(file).written;
    }

    /// Decides what is left after a power cut.
    void restart(RandomStream random) {
        cutAfter = -1;
        TreeSet<Path> all = new TreeSet<>(names.keySet());
        all.addAll(forcedNames.keySet());
        for (Path file : all) {
            // Each name is what it was when names were forced last, or what it became since.
            Content survivor = random.nextInt(2) == 0 ? names.get(file) : forcedNames.get(file);
            if (survivor == null) {
                names.remove(file);
            } else {
                names.put(file, survivor);
            }
        }
        for (Content content : names.values()) {
            if (content.written != content.forced) {
                content.written = garbled(content, random.nextInt(4), random);
                content.forced = content.written;
            }
        }
        forcedNames.clear();
        forcedNames.putAll(names);
    }

    private static byte[] garbled(Content content, int how, RandomStream random) {
        byte[] bytes = content.written.clone();
        switch (how) {
            case 0 -> {
                return content.forced;
            }
            case 1 -> {
                return java.util.Arrays.copyOf(bytes, bytes.length / 2);
            }
            case 2 -> {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
                return bytes;
            }
            default -> {
                return bytes;
            }
        }
    }

    @Override
    public void create(Path file) throws IOException {
        operate();
        if (names.putIfAbsent(file, new Content()) != null) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    @Override
    public WritableByteChannel write(Path file) throws IOException {
        Content content = content(file);
        content.written = new byte[0];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer from) {
                operate();
                int count = from.remaining();
                while (from.hasRemaining()) {
                    bytes.write(from.get());
                }
                content.written = bytes.toByteArray();
                return count;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public ReadableByteChannel read(Path file) throws IOException {
        return Channels.newChannel(new ByteArrayInputStream(content(file).written));
    }

    @Override
    public long size(Path file) throws IOException {
        return content(file).written.length;
    }

    @Override
    public void force(Path file) throws IOException {
        operate();
        content(file).forced = content(file).written;
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        operate();
        Content content = content(from);
        names.remove(from);
        names.put(to, content);
    }

    @Override
    public void forceFolder(Path folder) {
        operate();
        forcedNames.clear();
        forcedNames.putAll(names);
    }

    @Override
    public void delete(Path file) {
        operate();
        names.remove(file);
    }

    @Override
    public List<Path> list(Path folder) {
        return List.copyOf(names.keySet());
    }
}
