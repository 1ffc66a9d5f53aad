package gradus.onednn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;

/// Whether other users of the machine could have written a file. Who can write a native library decides what this
/// process does; and where users have no home, JavaCPP unpacks libraries in a folder for temporary files, whose name
/// another user may have taken first.
final class OwnFile {
    private static final int STICKY = 01000;

    private OwnFile() {}

    /// Checks a file, and each folder from it up to the one around the cache.
    ///
    /// @param file below the cache
    /// @param cache a folder
    /// @throws IOException if one of them belongs to, or can be written by, another user than this one and root
    static void require(Path file, Path cache) throws IOException {
        Path real = file.toRealPath();
        Path top = cache.toRealPath().getParent();
        UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
        for (Path path = real; path != null && (top == null || path.startsWith(top)); path = path.getParent()) {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            boolean trusted = attributes.owner().equals(self)
                    || attributes.owner().getName().equals("root");
            boolean open = attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
            // In a folder such as /tmp, others make files of their own, but cannot replace this one.
            boolean sticky = ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & STICKY) != 0;
            if (!trusted || (open && !sticky)) {
                throw new IOException(path + " can be written by other users; set the system property"
                        + " org.bytedeco.javacpp.cachedir to a folder of your own");
            }
        }
    }
}
