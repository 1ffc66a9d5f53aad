package gradus.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL of its own, where it is installed, with its files in a temporary folder.
public final class PostgresServer implements AutoCloseable {
    /// Who may connect.
    public static final String USER = "gradus";
    /// With this password.
    public static final String PASSWORD = "a password";

    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));
    private static final long SECONDS = 120;

    private final Path programs;
    private final Path folder;
    private final Process process;
    private final int port;

    private PostgresServer(Path programs, Path folder, int port) throws IOException {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        process = command(
                        "postgres",
                        "-D",
                        folder.resolve("data").toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off")
                .start();
    }

    private static Path programs() throws IOException {
        if (!Files.isDirectory(PROGRAMS)) {
            return Path.of("/nowhere");
        }
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElse(Path.of("/nowhere"));
        }
    }

    /// {@return whether it can be started here}
    ///
    /// @throws IOException if that cannot be found out
    public static boolean isInstalled() throws IOException {
        return Files.exists(programs());
    }

    private ProcessBuilder command(String program, String... arguments) {
        return command(programs, program, arguments);
    }

    /// It refuses to run as root.
    private static ProcessBuilder command(Path programs, String program, String... arguments) {
        Stream<String> user =
                IS_ROOT ? Stream.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") : Stream.of();
        Stream<String> rest = Stream.concat(Stream.of(programs.resolve(program).toString()), Stream.of(arguments));
        return new ProcessBuilder(Stream.concat(user, rest).toList())
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private static int result(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(builder.command() + " does not end");
        }
        return process.exitValue();
    }

    private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
        if (result(builder) != 0) {
            throw new IOException(builder.command() + " failed");
        }
    }

    /// Starts one.
    ///
    /// @return a server that accepts connections
    /// @throws IOException if it cannot be started
    /// @throws InterruptedException if that is interrupted
    public static PostgresServer start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gradus-postgres-");
        Path secret = Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
        if (IS_ROOT) {
            run(new ProcessBuilder("chown", "-R", "postgres", folder.toString()));
        }
        Path programs = programs();
        run(command(
                programs,
                "initdb",
                "--no-sync",
                "--username=" + USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--locale=C",
                "--encoding=UTF8",
                "--pgdata=" + folder.resolve("data")));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(programs, folder, port);
        server.await();
        return server;
    }

    private void await() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (result(command("pg_isready", "--host=127.0.0.1", "--port=" + port)) != 0) {
            if (System.nanoTime() > end || !process.isAlive()) {
                close();
                throw new IOException("PostgreSQL does not start");
            }
        }
    }

    /// {@return where its database is}
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
