package gradus.lab.server;

import gradus.lab.runs.Plan;
import gradus.lab.runs.Uploads;
import gradus.lab.runs.Workbench;
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The server of the page. It listens at the loopback address only.
public final class Server implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    /// Kept here, because a logger that nobody keeps forgets its level.
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private final Gate gate = new Gate();
    private final Pages pages = new Pages();
    private final WebServer server;

    /// Listens.
    ///
    /// @param port 0 for a free one
    public Server(int port, Workbench bench, Uploads uploads) {
        HELIDON.setLevel(Level.SEVERE);
        Api api = new Api(bench, uploads);
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(port)
                .shutdownHook(false)
                .maxTcpConnections(CONNECTIONS)
                .maxPayloadSize(Plan.LIMITS.uploadBytes())
                .idleConnectionTimeout(Duration.ofMinutes(5))
                .shutdownGracePeriod(Duration.ofMillis(200))
                .routing(routing -> routing.addFilter(gate).register(pages).register(api))
                .build()
                .start();
        gate.port(server.port());
    }

    /// Where the page is, with the token that lets a browser in.
    public String address() {
        return "http://127.0.0.1:" + server.port() + "/?token=" + gate.token();
    }

    @Override
    public void close() {
        server.stop();
    }
}
