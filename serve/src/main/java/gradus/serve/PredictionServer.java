package gradus.serve;

import gradus.http.BoundedServer;
import gradus.http.Bounds;
import gradus.serve.metrics.ServerMetrics;
import gradus.serve.models.Models;
import gradus.serve.models.ServedModel;
import gradus.serve.protocols.AllRoutes;
import gradus.serve.web.AccessLog;
import gradus.serve.web.Gate;
import gradus.serve.web.Router;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Trained networks answer over HTTP, in the protocols that clients already speak.
///
/// ```java
/// try (PredictionServer server = PredictionServer.start(Path.of("models"), new ServerOptions().port(0))) {
///     System.out.println(server.address());
///     ...
/// }
/// ```
///
/// It is ready when it has started: its models are loaded, checked and warm. A row has the same bits alone and in any
/// batch.
public final class PredictionServer implements AutoCloseable {
    private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(5);
    private static final Duration HEADERS = Duration.ofSeconds(10);
    private static final Duration TRANSFER = Duration.ofSeconds(30);

    private final ServerOptions options;
    private final ServerMetrics metrics = new ServerMetrics();
    private final Models models;
    private final Router router;
    private final BoundedServer server;
    private final @Nullable Thread watch;
    private volatile Consumer<String> listener = line -> {};
    private volatile boolean ready = true;

    private PredictionServer(Path path, ServerOptions options) {
        this.options = options;
        InetAddress address = options.address();
        boolean onlyHere = address.isLoopbackAddress();
        if (options.isOpen() && !options.insecure()) {
            throw new IllegalArgumentException("a server beyond this machine, at " + options.host()
                    + ", needs a token, or must be called insecure");
        }
        models = new Models(path, options.name(), options.limits(), metrics::batches);
        metrics.versions(models);
        router = new Router(options.limits(), metrics, new AccessLog(options.log()));
        AllRoutes.enter(router, models, metrics, () -> ready, this::reload);
        Gate gate = new Gate(options.token(), onlyHere, options.tls() != null, metrics);
        server = new BoundedServer(
                address,
                options.port(),
                new Bounds(options.connections(), options.bodyBytes() + 1, HEADERS, BETWEEN_REQUESTS, TRANSFER),
                gate,
                options.tls(),
                routing -> routing.any(router));
        gate.port(server.port());
        metrics.watch(models, server::connections, () -> ready ? 1 : 0);
        watch = options.poll().isZero()
                ? null
                : Thread.ofVirtual().name("gradus-models").start(this::watch);
    }

    /// Loads models and serves them.
    ///
    /// @param path a model's file, a folder with one, or a folder of models as in `models/NAME/VERSION/model.keras`
    /// @param options how they are served
    /// @return the server, which is ready
    /// @throws IllegalArgumentException if there is no model, or if others could reach the server without a token
    /// @throws IllegalStateException if no model can be loaded, or the server cannot listen; the message says why
    public static PredictionServer start(Path path, ServerOptions options) {
        return new PredictionServer(path, options);
    }

    /// {@return the address, as in `http://127.0.0.1:8080`}
    public String address() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return (options.tls() == null ? "http" : "https") + "://" + host + ":" + server.port();
    }

    /// {@return the names of the models, in order}
    public List<String> models() {
        return models.all().stream().map(ServedModel::name).toList();
    }

    /// {@return why versions could not be loaded at the start, one sentence each}
    public List<String> warnings() {
        return models.problems();
    }

    /// {@return all that it answers, as in `POST /v2/models/{model}/infer`}
    public List<String> routes() {
        return router.operations().stream().map(Router.Operation::toString).toList();
    }

    /// Chooses who is notified of what happens to models, one sentence each.
    ///
    /// @param value the listener, which any thread calls
    public void listener(Consumer<String> value) {
        listener = value;
    }

    /// Looks for new versions now. They are loaded, checked and warm before they answer; those that cannot be loaded
    /// change nothing.
    ///
    /// @return what could not be loaded, one sentence each
    public List<String> reload() {
        List<String> problems = new ArrayList<>();
        try {
            for (Models.Change change : models.reload()) {
                metrics.loaded(change);
                String problem = change.problem();
                if (problem != null) {
                    problems.add(problem);
                }
                listener.accept(
                        problem == null
                                ? "version " + change.version() + " of model \"" + change.model() + "\" is served"
                                : problem);
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            // A folder that is away for a moment; what was loaded keeps answering.
            problems.add(String.valueOf(e.getMessage()));
            listener.accept(String.valueOf(e.getMessage()));
        }
        metrics.versions(models);
        return problems;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(options.poll());
                reload();
            }
        } catch (InterruptedException e) {
            // The server was closed.
        }
    }

    /// Ends it: it is no longer ready, takes no more requests, and gives those at work their answers.
    ///
    /// @return whether all have their answers, in the time that the options allow
    public boolean drain() {
        ready = false;
        boolean all = false;
        try {
            all = server.drain(options.drain());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        return all;
    }

    /// Is no longer ready, though it keeps answering: what balances the load among servers sees it and looks for
    /// another one.
    public void letGo() {
        ready = false;
        server.letGo();
    }

    /// Ends it at once.
    @Override
    public void close() {
        ready = false;
        if (watch != null) {
            watch.interrupt();
        }
        server.close();
    }
}
