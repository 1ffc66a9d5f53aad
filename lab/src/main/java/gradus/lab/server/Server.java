package gradus.lab.server;

import gradus.lab.messages.Messages.Limits;
import io.helidon.webserver.WebServer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The server of the pages. It listens at the loopback address only.
public final class Server implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    /// Kept here, because a logger that nobody keeps forgets its level.
    private static final Logger HELIDON = Logger.getLogger("io.helidon");
    private static final Logger START = Logger.getLogger("io.helidon.webserver.LoomServer");

    private final Gate gate = new Gate();
    private final Routes routes = new Routes();
    private final WebServer server;
    private final String host;

    /// Listens.
    ///
    /// @param port 0 for a free one
    /// @param parts what it answers to
    public Server(int port, List<Part> parts) {
        this(InetAddress.getLoopbackAddress(), port, parts);
    }

    Server(InetAddress loopback, int port, List<Part> parts) {
        HELIDON.setLevel(Level.SEVERE);
        START.setLevel(Level.OFF);
        host = loopback instanceof Inet6Address ? "[::1]" : "127.0.0.1";
        parts.forEach(part -> part.routes(routes));
        server = WebServer.builder()
                .address(loopback)
                .port(port)
                .shutdownHook(false)
                .maxTcpConnections(CONNECTIONS)
                .maxPayloadSize(Limits.LAB.uploadBytes())
                .idleConnectionTimeout(Duration.ofMinutes(5))
                .shutdownGracePeriod(Duration.ofMillis(200))
                .routing(routing -> routing.addFilter(gate).register(routes::register))
                .build();
        server.start();
        // It does not throw if it cannot listen, and only tells its log.
        if (!server.isRunning()) {
            throw new IllegalStateException("port " + port
                    + " cannot be listened at, perhaps because another program does; choose another one with --port, or 0"
                    + " for a free one");
        }
        gate.port(server.port());
    }

    /// Where the page is, with the token that lets a browser in.
    public String address() {
        return "http://" + host + ":" + server.port() + "/?token=" + gate.token();
    }

    /// All that it answers to.
    public List<Routes.Route> routes() {
        return routes.all();
    }

    /// Ends all streams, as a network that breaks would; pages come back.
    public void dropStreams() {
        routes.dropStreams();
    }

    /// How many bytes the files of all pages have when they are sent.
    public int pageBytes() {
        return routes.pageBytes();
    }

    @Override
    public void close() {
        server.stop();
    }
}
