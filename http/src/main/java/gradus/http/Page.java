package gradus.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A file from a jar as it is sent.
///
/// @param type of the content
/// @param zipped the content, compressed
@SuppressWarnings("ArrayRecordComponent") // made to be sent, and never compared
public record Page(String type, byte[] zipped) {
    /// Reads and packs it.
    ///
    /// @param resource from the root of the jar
    /// @param own the file as the caller's module opens it, which alone sees its own; null if it has none
    /// @return the file
    public static Page load(String resource, @Nullable InputStream own) {
        try (InputStream stream = open(resource, own)) {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
                stream.transferTo(zip);
            }
            return new Page(type(resource), zipped.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return where a WebJar keeps its files} Their path has its version in it, which the jar itself tells.
    ///
    /// @param name the name of the WebJar
    public static String webjar(String name) {
        Properties properties = new Properties();
        try (InputStream stream = open("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties", null)) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/";
    }

    private static InputStream open(String resource, @Nullable InputStream own) {
        // On the module path a WebJar is a module of its own, which the loader knows.
        InputStream stream = own == null ? ClassLoader.getSystemResourceAsStream(resource.substring(1)) : own;
        if (stream == null) {
            throw new IllegalStateException("the page's file " + resource + " is not in the jar");
        }
        return stream;
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "json" -> "application/json";
            case "png" -> "image/png";
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// {@return the content, as text}
    public String text() {
        try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends it.
    ///
    /// @param response the response
    public void send(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        response.send(zipped);
    }
}
