package gradus.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The open connections of a server. The server asks it for each new connection before it reads a byte.
final class Connections implements ServerConnectionSelector, Http1ConnectionListener {
    private final Bounds bounds;
    private final Http1ConnectionSelector http;
    private final Set<Connection> open = new LinkedHashSet<>();
    private volatile boolean closing;
    private boolean refusing;

    Connections(Bounds bounds) {
        this.bounds = bounds;
        http = Http1ConnectionSelector.builder()
                .config(Http1Config.builder().addReceiveListener(this).build())
                .build();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Connection connection = new Connection(context.serverSocket(), http.connection(context), this);
        @Nullable Connection leaving = null;
        synchronized (open) {
            if (refusing) {
                leaving = connection;
            } else if (open.size() >= bounds.connections()) {
                leaving = leaving().orElse(connection);
            }
            open.add(connection);
            open.remove(leaving);
        }
        if (leaving != null) {
            leaving.drop();
        }
        return connection;
    }

    /// Who makes room for a new one: who was not admitted and waits longest, else who is idle longest, else nobody.
    private Optional<Connection> leaving() {
        Comparator<Connection> longest =
                Comparator.comparing(Connection::isAdmitted).thenComparing(c -> -c.waiting());
        return open.stream().filter(c -> !c.isAdmitted() || c.isIdle()).min(longest);
    }

    void remove(Connection connection) {
        synchronized (open) {
            open.remove(connection);
            open.notifyAll();
        }
    }

    boolean isClosing() {
        return closing;
    }

    void closeAfterAnswers() {
        closing = true;
    }

    /// Takes no new connections, and drops those that wait for a request.
    void refuse() {
        List<Connection> idle;
        synchronized (open) {
            closing = true;
            refusing = true;
            idle = open.stream().filter(Connection::isUnasked).toList();
        }
        idle.forEach(Connection::drop);
    }

    /// Waits until none is open.
    boolean awaitNone(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        synchronized (open) {
            while (!open.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                open.wait(left);
            }
        }
        return true;
    }

    int count() {
        synchronized (open) {
            return open.size();
        }
    }

    /// Drops those whose headers do not come to an end, and those that were idle for too long.
    void dropLate() {
        List<Connection> seen;
        synchronized (open) {
            seen = new ArrayList<>(open);
        }
        seen.stream().filter(c -> c.isLate(bounds)).forEach(Connection::drop);
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        Connection.current().headed();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }
}
