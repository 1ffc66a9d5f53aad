package gradus.callbacks;

import static gradus.testing.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import gradus.testing.FakeTraining;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteMonitorTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(RemoteMonitor.class.getName());
    private final HttpServer server;
    private int status = 200;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            warnings.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    RemoteMonitorTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().get("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("X-Key") + " " + body);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Map<String, Double> epoch() {
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", 0.25);
        logs.put("val_é \"x\"", 3.0);
        return logs;
    }

    /// The bodies are those that Keras 3.15.1 sent for the same epoch.
    @Test
    void everyEpoch_isAFormWithJson_asInKeras() {
        FakeTraining training = new FakeTraining("loss");
        training.go(1, List.of(epoch()), new RemoteMonitor(root()));
        assertThat(received)
                .containsExactly("POST /publish/epoch/end/ [application/x-www-form-urlencoded] null data="
                        + "%7B%22epoch%22%3A+1%2C+%22loss%22%3A+0.25%2C+%22val_%5Cu00e9+%5C%22x%5C%22%22%3A+3.0%7D");
    }

    @Test
    void sendAsJson_sendsTheObjectAlone_asInKeras() {
        FakeTraining training = new FakeTraining("loss");
        training.go(1, List.of(epoch()), new RemoteMonitor(root()).sendAsJson(true));
        assertThat(received)
                .containsExactly("POST /publish/epoch/end/ [application/json] null "
                        + "{\"epoch\": 1, \"loss\": 0.25, \"val_\\u00e9 \\\"x\\\"\": 3.0}");
    }

    @Test
    void pathFieldAndHeaders_areThoseGiven() {
        RemoteMonitor monitor = new RemoteMonitor(root())
                .path("/a?b=c")
                .field("d e")
                .headers(Map.of("X-Key", "k", "Content-Type", "text/plain"));
        new FakeTraining("loss").run(logs("loss", Double.NaN), monitor);
        assertThat(received)
                .containsExactly("POST /a?b=c [text/plain] k d+e=%7B%22epoch%22%3A+0%2C+%22loss%22%3A+null%7D");
    }

    @Test
    void errorsOfTheServer_areIgnored_asInKeras() {
        status = 500;
        assertThat(new FakeTraining("loss").run(logs("loss", 2, 1), new RemoteMonitor(root())))
                .isEqualTo(2);
        assertThat(received).hasSize(2);
        assertThat(warnings).isEmpty();
    }

    @Test
    void serverThatIsNotThere_isWarnedOfOnce_andTrainingGoesOn() {
        server.stop(0);
        assertThat(new FakeTraining("loss").run(logs("loss", 3, 2, 1), new RemoteMonitor(root())))
                .isEqualTo(3);
        assertThat(warnings).containsExactly("RemoteMonitor could not send an epoch to " + root());
    }

    @Test
    void serverThatDoesNotAnswer_isNotWaitedFor() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String root = "http://127.0.0.1:" + silent.getLocalPort();
            RemoteMonitor monitor = new RemoteMonitor(root).timeout(Duration.ofMillis(50));
            assertThat(new FakeTraining("loss").run(logs("loss", 1), monitor)).isEqualTo(1);
            assertThat(warnings).hasSize(1);
        }
    }

    @Test
    void interruption_isKept() {
        Thread.currentThread().interrupt();
        new FakeTraining("loss").run(logs("loss", 1), new RemoteMonitor(root()));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void badArguments_areRefused_beforeTheFirstEpoch() {
        assertThatThrownBy(() -> new RemoteMonitor("localhost:9000"))
                .hasMessage("RemoteMonitor.root must begin with http:// or https://, got localhost:9000");
        assertThatThrownBy(() -> new RemoteMonitor().timeout(Duration.ZERO))
                .hasMessage("RemoteMonitor.timeout must be positive, got PT0S");
        FakeTraining training = new FakeTraining("loss");
        assertThatThrownBy(() -> training.run(logs("loss", 1), new RemoteMonitor().path("/a b")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(training.history).isEmpty();
    }
}
