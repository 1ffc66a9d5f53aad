package gradus.cli;

import gradus.serve.PredictionServer;
import gradus.serve.ServerOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus serve PATH`.
@Command(
        name = "serve",
        description = "Serves models over HTTP: TensorFlow Serving's REST, the Open Inference Protocol, MLflow's"
                + " scoring, rows of named columns, and a page.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true)
final class ServeCommand implements Callable<Integer> {
    private static final ServerOptions USUAL = new ServerOptions();

    @Parameters(
            index = "0",
            paramLabel = "PATH",
            description = "A model's file, the folder of a run, or a folder NAME/VERSION/model.keras of models.")
    private Path path = Path.of("");

    @Option(names = "--host", paramLabel = "HOST", description = "Where to listen (default: this machine only).")
    private String host = USUAL.host();

    @Option(names = "--port", paramLabel = "N", description = "Port; 0 for a free one (default: 8080).")
    private int port = USUAL.port();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "What requests must show: Authorization: Bearer TOKEN. Or in GRADUS_TOKEN, which other users"
                    + " of the machine cannot read.")
    private @Nullable String token = System.getenv("GRADUS_TOKEN");

    @Option(names = "--insecure", description = "Listen beyond this machine without a token.")
    private boolean insecure;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of a single model (default: of its file or folder).")
    private @Nullable String name;

    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "Certificates in PEM, for TLS.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Private key in PEM, for TLS.")
    private @Nullable Path key;

    @Option(names = "--access-log", description = "Print a line of JSON for each request.")
    private boolean accessLog;

    @Option(names = "--max-body", paramLabel = "BYTES", description = "Largest body (default: 16777216).")
    private int body = USUAL.bodyBytes();

    @Option(names = "--max-rows", paramLabel = "N", description = "Most rows of a request (default: 10000).")
    private int rows = USUAL.rows();

    @Option(
            names = "--batch",
            paramLabel = "ROWS",
            description = "Most rows answered together, of requests that wait; 1 for none (default: 64).")
    private int batch = USUAL.batchRows();

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "Most requests that wait; further ones get 503 (default: 1000).")
    private int queue = USUAL.queue();

    @Option(names = "--max-connections", paramLabel = "N", description = "Most open connections (default: 1024).")
    private int connections = USUAL.connections();

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            description = "How often to look for new versions; 0 for never (default: 2).")
    private double poll = USUAL.poll().toMillis() / 1e3;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long requests may take to get their answers after SIGTERM (default: 20).")
    private double drain = USUAL.drain().toMillis() / 1e3;

    @Option(
            names = "--let-go",
            paramLabel = "SECONDS",
            description = "How long to answer after SIGTERM while no longer ready, until balancers of load have seen it"
                    + " (default: 0).")
    private double letGo;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        CountDownLatch end = new CountDownLatch(1);
        ServerOptions options = options();
        if (options.isOpen()) {
            if (!insecure) {
                throw new IllegalArgumentException(
                        "--host " + host + " lets other machines ask; protect the server with"
                                + " --token or GRADUS_TOKEN, or allow everyone to ask with --insecure");
            }
            err.println("Note: the server is insecure: everyone who reaches " + host + " may ask, without a token");
        }
        try (PredictionServer server = PredictionServer.start(path, options)) {
            server.warnings().forEach(warning -> err.println("Note: " + warning));
            server.listener(line -> err.println("Note: " + line));
            Signals.on("TERM", end::countDown);
            Signals.on("INT", end::countDown);
            Signals.on("HUP", server::reload);
            server.models().forEach(model -> out.println("Serving " + model + " at " + server.address()));
            out.flush();
            end.await();
            server.letGo();
            Thread.sleep(duration("--let-go", letGo));
            if (!server.drain()) {
                err.println("Note: some requests had no answer after " + drain + " seconds");
            }
        } catch (InterruptedException e) {
            // The caller that started it in a thread wants it to end.
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private ServerOptions options() {
        ServerOptions options = USUAL.host(host)
                .port(port)
                .insecure(insecure)
                .bodyBytes(body)
                .rows(rows)
                .batchRows(batch)
                .queue(queue)
                .connections(connections)
                .poll(duration("--poll", poll))
                .drain(duration("--drain", drain));
        if (token != null) {
            options = options.token(token);
        }
        if (name != null) {
            options = options.name(name);
        }
        if (accessLog) {
            options = options.log(System.out);
        }
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--tls-certificate and --tls-key belong together; give both");
        }
        return certificate == null || key == null ? options : options.tls(certificate, key);
    }

    private static Duration duration(String option, double seconds) {
        if (!(seconds >= 0 && seconds <= 86_400)) {
            throw new IllegalArgumentException(option + " must be from 0 to 86400 seconds, got " + seconds);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
