package gradus.training;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The file system of this machine, on which the n-th operation that changes something fails: making a file or folder,
/// opening one for writing, each write, forcing, moving. Whatever writes to a [#path(Path)] of it can be tried, since
/// the fault is below `java.nio.file`. Deleting works, as on a disk that is full.
public final class FaultyDisk extends FileSystemProvider {
    private final FileSystemProvider disk = Path.of("").getFileSystem().provider();
    private final FileSystem system = new Disk();
    private final String message;
    private final int first;
    private int operations;
    /// The operation that failed; empty if there were fewer.
    private String failed = "";

    /// @param message what the system says, such as "No space left on device"
    /// @param first the number of the operation that fails, from 0
    public FaultyDisk(String message, int first) {
        this.message = message;
        this.first = first;
    }

    /// A path of this machine, on this disk.
    public Path path(Path path) {
        return (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (proxy, method, arguments) -> invoke(path, method, arguments));
    }

    /// The operation that failed, and its file; empty if there were fewer.
    public String failed() {
        return failed;
    }

    private @Nullable Object invoke(Path path, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("getFileSystem")) {
            return system;
        }
        if (method.getName().equals("toFile")) {
            throw new UnsupportedOperationException("a path of another file system has no File");
        }
        if (method.getName().equals("iterator")) {
            return StreamSupport.stream(path.spliterator(), false)
                    .map(this::path)
                    .iterator();
        }
        Object[] plain = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < plain.length; i++) {
            plain[i] = plain[i] instanceof Path argument ? plain(argument) : plain[i];
        }
        try {
            Object result = method.invoke(path, plain);
            return result instanceof Path other ? path(other) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Path plain(Path path) {
        return path.getFileSystem() instanceof Disk ? Path.of(path.toString()) : path;
    }

    private void operate(String operation, Object file) throws IOException {
        if (operations++ == first) {
            failed = operation + " " + file;
            throw new IOException(message);
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... more)
            throws IOException {
        return newFileChannel(path, options, more);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... more)
            throws IOException {
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        if (writes) {
            operate("open", path);
        }
        FileChannel channel = disk.newFileChannel(plain(path), options, more);
        return writes || Files.isDirectory(plain(path)) ? new Channel(channel, path) : channel;
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        operate("createDirectory", folder);
        disk.createDirectory(plain(folder), attributes);
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        operate("move", from);
        disk.move(plain(from), plain(to), options);
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        operate("copy", from);
        disk.copy(plain(from), plain(to), options);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(plain(path));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> stream = disk.newDirectoryStream(plain(folder), inner -> filter.accept(path(inner)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return StreamSupport.stream(stream.spliterator(), false)
                        .map(FaultyDisk.this::path)
                        .iterator();
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return disk.isSameFile(plain(one), plain(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return disk.isHidden(plain(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return disk.getFileStore(plain(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk.checkAccess(plain(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return disk.getFileAttributeView(plain(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return disk.readAttributes(plain(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return disk.readAttributes(plain(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        disk.setAttribute(plain(path), name, value, options);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI address, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI address) {
        return system;
    }

    @Override
    public Path getPath(URI address) {
        throw new UnsupportedOperationException();
    }

    private final class Disk extends FileSystem {
        private final FileSystem real = Path.of("").getFileSystem();

        @Override
        public FileSystemProvider provider() {
            return FaultyDisk.this;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return real.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return List.of(path(Path.of("/")));
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return real.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return real.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String start, String... more) {
            return path(Path.of(start, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            PathMatcher matcher = real.getPathMatcher(pattern);
            return path -> matcher.matches(plain(path));
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return real.getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }

    /// A file that is open for writing.
    private final class Channel extends FileChannel {
        private final FileChannel file;
        private final Path path;

        Channel(FileChannel file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            operate("write", path);
            return file.write(from);
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) throws IOException {
            operate("write", path);
            return file.write(from, offset, length);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            operate("write", path);
            return file.write(from, position);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            operate("force", path);
            file.force(metadata);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            operate("truncate", path);
            file.truncate(size);
            return this;
        }

        @Override
        public long transferFrom(ReadableByteChannel from, long position, long count) throws IOException {
            operate("write", path);
            return file.transferFrom(from, position, count);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return file.map(mode, position, size);
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return file.read(to);
        }

        @Override
        public long read(ByteBuffer[] to, int offset, int length) throws IOException {
            return file.read(to, offset, length);
        }

        @Override
        public int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
            return file.transferTo(position, count, to);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public @Nullable FileLock lock(long position, long size, boolean shared) throws IOException {
            return file.lock(position, size, shared);
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
