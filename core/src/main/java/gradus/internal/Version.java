package gradus.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The version of Gradus, which the build writes to a file beside this class.
public final class Version {
    private Version() {}

    /// {@return the version, such as `0.1.0`; `unknown` if the classes were packaged without their resources}
    public static String current() {
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the version of Gradus cannot be read", e);
        }
    }
}
