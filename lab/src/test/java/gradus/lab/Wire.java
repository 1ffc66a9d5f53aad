package gradus.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests that are written by hand, because clients refuse to send what is tried.
final class Wire {
    private final int port;

    Wire(URI address) {
        port = address.getPort();
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    String send(String method, String route, List<String> headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + route + " HTTP/1.1\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (!List.of("GET", "HEAD", "TRACE").contains(method)) {
            text.append("Content-Length: 0\r\n");
        }
        return exchange(text.append("Connection: close\r\n\r\n").toString());
    }

    String post(String route, String body, List<String> headers) throws IOException {
        StringBuilder text = new StringBuilder("POST " + route + " HTTP/1.1\r\nHost: " + host() + "\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        return exchange(text.append("Content-Type: application/json\r\nConnection: close\r\nContent-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body)
                .toString());
    }

    String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return answer(socket.getInputStream());
        }
    }

    /// The head, and as much of the body as the head promises.
    static String answer(InputStream stream) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = stream.read();
        while (next >= 0 && text.indexOf("\r\n\r\n") < 0) {
            text.append((char) next);
            next = text.indexOf("\r\n\r\n") < 0 ? stream.read() : next;
        }
        Matcher length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(text);
        boolean head = text.indexOf("405") == 9;
        if (length.find() && !head) {
            text.append(new String(stream.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
