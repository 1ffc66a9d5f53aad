package gradus.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A server that strangers cannot freeze, however many connections they open:
///
/// 1. Headers must be complete in a given time.
/// 2. A refused connection is closed. Its body is not read, in particular not as a further request.
/// 3. When too many are open, one that was not admitted makes room for the new one, else one that is idle. Those that
///    were admitted and are at work stay.
///
/// ```java
/// try (BoundedServer server = new BoundedServer(loopback, 0, Bounds.ofBody(1 << 20), guard, routing -> routing
///         .get("/answer", (request, response) -> response.send("42")))) {
///     server.port();
/// ```
public final class BoundedServer implements AutoCloseable {
    /// More than [Bounds#connections()], for those that are about to close.
    private static final int SPARE = 1024;
    /// Kept here, because a logger that nobody keeps forgets its level.
    private static final Logger HELIDON = Logger.getLogger("io.helidon");
    private static final Logger START = Logger.getLogger("io.helidon.webserver.LoomServer");

    private final Connections connections;
    private final Guard guard;
    private final WebServer server;
    private final Thread watch;

    /// Listens.
    ///
    /// @param address at which it listens
    /// @param port 0 for a free one
    /// @param bounds what it allows
    /// @param guard decides who may ask
    /// @param routing what it answers to those whom the guard admits
    /// @throws IllegalStateException if it cannot listen at the port
    public BoundedServer(
            InetAddress address, int port, Bounds bounds, Guard guard, Consumer<HttpRouting.Builder> routing) {
        this(address, port, bounds, guard, null, routing);
    }

    /// Listens likewise, over TLS.
    ///
    /// @param address at which it listens
    /// @param port 0 for a free one
    /// @param bounds what it allows
    /// @param guard decides who may ask
    /// @param tls certificate and key; null for none
    /// @param routing what it answers to those whom the guard admits
    /// @throws IllegalStateException if it cannot listen at the port, or the certificate cannot be read
    public BoundedServer(
            InetAddress address,
            int port,
            Bounds bounds,
            Guard guard,
            @Nullable Certificate tls,
            Consumer<HttpRouting.Builder> routing) {
        HELIDON.setLevel(Level.SEVERE);
        START.setLevel(Level.OFF);
        this.guard = guard;
        connections = new Connections(bounds);
        WebServerConfig.Builder builder = WebServer.builder()
                .address(address)
                .port(port)
                .shutdownHook(false)
                .addConnectionSelector(connections)
                .protocolsDiscoverServices(false)
                .maxTcpConnections(bounds.connections() + SPARE)
                .maxPayloadSize(bounds.bodyBytes())
                .shutdownGracePeriod(Duration.ofMillis(200))
                .routing(rules -> routing.accept(rules.addFilter(this::bound)));
        if (tls != null) {
            builder.tls(tls.tls());
        }
        server = builder.build();
        server.start();
        // It does not throw if it cannot listen, and only tells its log.
        if (!server.isRunning()) {
            throw new IllegalStateException("port " + port + " is not free, perhaps because another program listens at"
                    + " it; choose another one, or 0 for a free one");
        }
        long pause = Math.max(1, bounds.head().toMillis() / 10);
        watch = Thread.ofVirtual().name("gradus-server-watch").start(() -> watch(pause));
    }

    private void watch(long pause) {
        try {
            while (true) {
                Thread.sleep(pause);
                connections.dropLate();
            }
        } catch (InterruptedException e) {
            // The server was closed.
        }
    }

    private void bound(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Connection connection = Connection.current();
        if (connections.isClosing()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        boolean admitted = guard.admits(request, response);
        try {
            if (admitted) {
                connection.admit();
                chain.proceed();
            }
        } finally {
            connection.answered();
        }
        // Also where the end has begun while the answer was on its way.
        if (!admitted
                || connections.isClosing()
                || request.headers().contains(HeaderValues.CONNECTION_CLOSE)
                || response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("the last answer was sent");
        }
    }

    /// Lets clients go: each connection is closed after its next answer, and new ones are still taken. Clients and what
    /// balances the load among servers so find another one before this one ends.
    public void letGo() {
        connections.closeAfterAnswers();
    }

    /// Takes no new connections, drops those that are idle, and waits until those at work have their answers.
    ///
    /// @param most how long to wait
    /// @return whether all have their answers
    /// @throws InterruptedException if the thread is interrupted while it waits
    public boolean drain(Duration most) throws InterruptedException {
        connections.refuse();
        return connections.awaitNone(most);
    }

    /// {@return the port at which it listens}
    public int port() {
        return server.port();
    }

    /// {@return the number of open connections}
    public int connections() {
        return connections.count();
    }

    @Override
    public void close() {
        watch.interrupt();
        server.stop();
    }
}
