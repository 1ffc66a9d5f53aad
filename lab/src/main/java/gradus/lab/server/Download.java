package gradus.lab.server;

import java.nio.charset.StandardCharsets;

/// A file that the browser downloads.
///
/// @param name under which a browser keeps it
/// @param type of the content
/// @param content as it is sent
@SuppressWarnings("ArrayRecordComponent") // made to be sent, and never compared
public record Download(String name, String type, byte[] content) {
    /// A text.
    public static Download text(String name, String content) {
        return new Download(name, "text/plain; charset=utf-8", content.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes.
    public static Download bytes(String name, byte[] content) {
        return new Download(name, "application/octet-stream", content);
    }
}
