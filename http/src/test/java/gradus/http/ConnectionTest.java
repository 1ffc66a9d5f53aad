package gradus.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConnectionTest {
    private static <T> T failing(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new UncheckedIOException(new ClosedChannelException());
                }));
    }

    /// A connection may be closed by its own thread while it is dropped; Helidon throws then. When a server ended, its
    /// process so failed now and then.
    @Test
    void aConnectionThatIsClosedAlready_isDroppedWithoutAnError() throws InterruptedException {
        Connections open = new Connections(Bounds.ofBody(1000));

        new Connection(failing(HelidonSocket.class), failing(ServerConnection.class), open).drop();

        assertThat(open.count()).isZero();
        assertThat(open.awaitNone(Duration.ZERO)).isTrue();
    }
}
