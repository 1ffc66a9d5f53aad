package gradus.serve;

import static gradus.internal.Require.require;

import gradus.http.Certificate;
import gradus.internal.Records;
import gradus.serve.models.Limits;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a [PredictionServer] serves. Each method returns a changed copy.
///
/// ```java
/// PredictionServer.start(Path.of("models"), new ServerOptions().port(8080).token("secret"));
/// ```
///
/// @param host the name or address at which it listens
/// @param port the port; 0 for a free one
/// @param token what requests must show as `Authorization: Bearer TOKEN`; null for nothing
/// @param insecure whether it may listen beyond this machine without a token
/// @param name the name of a single model; null for that of its file or folder
/// @param bodyBytes largest body of a request
/// @param rows most rows of a request
/// @param batchRows most rows that are answered together, if they wait at the same time; 1 for one request at a time
/// @param queue most requests that wait for a network; beyond that, the answer is 503
/// @param connections most open connections
/// @param poll how often to look for new versions; zero for never
/// @param drain how long requests may take to get their answers when the server ends
/// @param certificate file with certificates in PEM, for TLS; null for none
/// @param key file with the private key in PEM; null for none
/// @param log gets a line of JSON for each request; null for none
public record ServerOptions(
        String host,
        int port,
        @Nullable String token,
        boolean insecure,
        @Nullable String name,
        int bodyBytes,
        int rows,
        int batchRows,
        int queue,
        int connections,
        Duration poll,
        Duration drain,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable PrintStream log) {
    /// Checks the values.
    ///
    /// @throws IllegalArgumentException if one is out of range
    public ServerOptions {
        require(port >= 0 && port <= 65_535, "the port must be from 0 to 65535, got %s", port);
        require(connections > 0, "the most connections must be at least 1, got %s", connections);
        require(!poll.isNegative(), "the time between looks for new versions must not be negative, got %s", poll);
        require(!drain.isNegative(), "the time to drain must not be negative, got %s", drain);
        require(token == null || !token.isBlank(), "the token must not be empty");
        require(
                (certificate == null) == (key == null),
                "TLS needs a certificate and its key, got only the %s",
                key == null ? "certificate" : "key");
        new Limits(bodyBytes, rows, batchRows, queue);
    }

    /// Creates the usual options: this machine only, port 8080, bodies of 16 MiB, 10,000 rows, 64 of them together, a
    /// queue of 1,000 requests, 1,024 connections, a look for new versions every 2 seconds, 20 seconds to drain.
    public ServerOptions() {
        this(
                "127.0.0.1",
                8080,
                null,
                false,
                null,
                Limits.USUAL.bodyBytes(),
                Limits.USUAL.rows(),
                Limits.USUAL.batchRows(),
                Limits.USUAL.queue(),
                1024,
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                null,
                null,
                null);
    }

    /// {@return whether anyone on another machine can ask, because it listens beyond this one and has no token}
    ///
    /// @throws IllegalArgumentException if the host is not known
    public boolean isOpen() {
        return token == null && !address().isLoopbackAddress();
    }

    InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host must be a name or address of this machine, got " + host, e);
        }
    }

    Limits limits() {
        return new Limits(bodyBytes, rows, batchRows, queue);
    }

    @Nullable
    Certificate tls() {
        return certificate == null || key == null ? null : new Certificate(certificate, key);
    }

    /// Sets one of them.
    ///
    /// @param value the name or address at which it listens
    /// @return changed copy
    public ServerOptions host(String value) {
        return Records.with(this, "host", value);
    }

    /// Sets one of them.
    ///
    /// @param value the port; 0 for a free one
    /// @return changed copy
    public ServerOptions port(int value) {
        return Records.with(this, "port", value);
    }

    /// Sets one of them.
    ///
    /// @param value what requests must show
    /// @return changed copy
    public ServerOptions token(String value) {
        return Records.with(this, "token", value);
    }

    /// Sets one of them.
    ///
    /// @param value whether it may listen beyond this machine without a token
    /// @return changed copy
    public ServerOptions insecure(boolean value) {
        return Records.with(this, "insecure", value);
    }

    /// Sets one of them.
    ///
    /// @param value the name of a single model
    /// @return changed copy
    public ServerOptions name(String value) {
        return Records.with(this, "name", value);
    }

    /// Sets one of them.
    ///
    /// @param value largest body of a request
    /// @return changed copy
    public ServerOptions bodyBytes(int value) {
        return Records.with(this, "bodyBytes", value);
    }

    /// Sets one of them.
    ///
    /// @param value most rows of a request
    /// @return changed copy
    public ServerOptions rows(int value) {
        return Records.with(this, "rows", value);
    }

    /// Sets one of them.
    ///
    /// @param value most rows that are answered together
    /// @return changed copy
    public ServerOptions batchRows(int value) {
        return Records.with(this, "batchRows", value);
    }

    /// Sets one of them.
    ///
    /// @param value most requests that wait for a network
    /// @return changed copy
    public ServerOptions queue(int value) {
        return Records.with(this, "queue", value);
    }

    /// Sets one of them.
    ///
    /// @param value most open connections
    /// @return changed copy
    public ServerOptions connections(int value) {
        return Records.with(this, "connections", value);
    }

    /// Sets one of them.
    ///
    /// @param value how often to look for new versions; zero for never
    /// @return changed copy
    public ServerOptions poll(Duration value) {
        return Records.with(this, "poll", value);
    }

    /// Sets one of them.
    ///
    /// @param value how long requests may take to get their answers when the server ends
    /// @return changed copy
    public ServerOptions drain(Duration value) {
        return Records.with(this, "drain", value);
    }

    /// Sets one of them.
    ///
    /// @param value gets a line of JSON for each request
    /// @return changed copy
    public ServerOptions log(PrintStream value) {
        return Records.with(this, "log", value);
    }

    /// Sets what TLS needs.
    ///
    /// @param chain file with certificates in PEM
    /// @param privateKey file with the private key in PEM
    /// @return changed copy
    public ServerOptions tls(Path chain, Path privateKey) {
        return new ServerOptions(
                host,
                port,
                token,
                insecure,
                name,
                bodyBytes,
                rows,
                batchRows,
                queue,
                connections,
                poll,
                drain,
                chain,
                privateKey,
                log);
    }
}
