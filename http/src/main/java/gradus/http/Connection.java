package gradus.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// A connection to a [BoundedServer], and what it waits for.
public final class Connection implements ServerConnection {
    private static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

    private enum Stage {
        /// For the headers of its first request.
        HEAD,
        /// For the next request.
        IDLE,
        /// For the answer.
        ANSWER,
        /// For the other side to send a body, or to take an answer.
        TRANSFER
    }

    private final HelidonSocket socket;
    private final ServerConnection handler;
    private final Connections open;
    private volatile Stage stage = Stage.HEAD;
    private volatile long since = System.nanoTime();
    private volatile boolean admitted;

    Connection(HelidonSocket socket, ServerConnection handler, Connections open) {
        this.socket = socket;
        this.handler = handler;
        this.open = open;
    }

    /// {@return the connection of the request that this thread answers}
    public static Connection current() {
        return CURRENT.get();
    }

    /// Closes it at once, whatever it is doing. The thread that reads from it or writes to it gets an exception.
    public void drop() {
        open.remove(this);
        try {
            socket.close();
        } catch (UncheckedIOException e) {
            // Its own thread or the other side was sooner. Those that are dropped with it must not be kept by that.
        }
    }

    private void enter(Stage next) {
        since = System.nanoTime();
        stage = next;
    }

    void headed() {
        enter(Stage.ANSWER);
    }

    /// From here on the other side decides how long it takes, up to [Bounds#transfer()]: it sends a body, or takes an
    /// answer.
    public void transfers() {
        enter(Stage.TRANSFER);
    }

    /// From here on the server decides how long it takes.
    public void works() {
        enter(Stage.ANSWER);
    }

    void answered() {
        enter(Stage.IDLE);
    }

    void admit() {
        admitted = true;
    }

    boolean isAdmitted() {
        return admitted;
    }

    boolean isIdle() {
        return stage == Stage.IDLE;
    }

    /// Whether no request has come to its end of headers since the last answer.
    boolean isUnasked() {
        return stage == Stage.IDLE || stage == Stage.HEAD;
    }

    long waiting() {
        return System.nanoTime() - since;
    }

    boolean isLate(Bounds bounds) {
        return switch (stage) {
            case HEAD -> waiting() > bounds.head().toNanos();
            case IDLE -> waiting() > bounds.idle().toNanos();
            case TRANSFER -> waiting() > bounds.transfer().toNanos();
            case ANSWER -> false;
        };
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            ScopedValue.where(CURRENT, this).<Void, InterruptedException>call(() -> {
                handler.handle(limit);
                return null;
            });
        } finally {
            open.remove(this);
        }
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public void handle(Semaphore requests) {
        throw new UnsupportedOperationException("the server asks with a limit");
    }

    @Override
    public Duration idleTime() {
        return handler.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        handler.close(interrupt);
    }
}
