package gradus.data.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradus.data.datasets.Data;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// On a real PostgreSQL, which is started where it is installed.
class PostgresTest {
    private static PostgresServer server;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed: its tests are left out");
        server = PostgresServer.start();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create type size as enum ('small', 'large')");
            statement.execute("""
                create table rides as select i as id, (i % 40) / 4.0::numeric(8,2) as fare, i % 2 = 0 as shared,
                    date '2025-01-01' + i % 90 as day, timestamptz '2025-01-01 12:00:00+02' as moment,
                    (array['small', 'large'])[1 + i % 2]::size as size, md5(i::text)::uuid as code
                from generate_series(1, 3000) i\
                """);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url(), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    private CsvOptions options(String query) throws Exception {
        Path file = Files.writeString(
                folder.resolve("db"), "user=" + PostgresServer.USER + "\npassword=" + PostgresServer.PASSWORD + "\n");
        return new CsvOptions().query(query).credentials(file);
    }

    @Test
    void query_isATable() throws Exception {
        String text = Data.open(server.url(), options("select * from rides order by id"))
                .describe();
        assertThat(text).startsWith(server.url() + ": 3,000 rows, 7 columns");
        assertThat(text)
                .containsPattern("fare +number, 0 to 9.75")
                .containsPattern("shared +2 categories: false, true")
                .containsPattern("day +90 categories: 2025-01-01")
                .containsPattern("moment +1 category: 2025-01-01 10:00:00")
                .containsPattern("size +2 categories: large, small");
    }

    /// More rows than any memory holds: they come as they are asked for, or never.
    @Test
    @Timeout(120)
    void rows_areStreamed() throws Exception {
        try (Connection connection = connect();
                TableBlocks blocks = Query.of(
                                connection, "select generate_series(1, 100000000000) as i", new CsvOptions())
                        .blocks()) {
            Table first = Objects.requireNonNull(blocks.next());
            assertThat(((NumericColumn) first.column("i")).values()).startsWith(1, 2, 3);
        }
    }

    @Test
    void connection_isAsItWas() throws Exception {
        try (Connection connection = connect()) {
            Query.of(connection, "select id from rides order by id", new CsvOptions())
                    .read();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
            assertThatThrownBy(() -> Query.of(connection, "delete from rides returning id", new CsvOptions())
                            .read())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("read-only transaction");
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.execute("create temporary table still_works(id int)"))
                        .isFalse();
            }
        }
    }

    @Test
    void wrongPassword_isASentence_withoutIt() throws Exception {
        Path wrong =
                Files.writeString(folder.resolve("wrong"), "user=" + PostgresServer.USER + "\npassword=opensesame\n");
        assertThatThrownBy(() -> Data.open(server.url(), options("select 1").credentials(wrong)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("opensesame");
    }

    /// A PostgreSQL of its own, with its files in a temporary folder.
    private record PostgresServer(Path folder, Process process, int port) {
        static final String USER = "gradus";
        static final String PASSWORD = "a password";
        private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");

        private static Path programs() throws java.io.IOException {
            if (!Files.isDirectory(PROGRAMS)) {
                return Path.of("/nowhere");
            }
            try (var versions = Files.list(PROGRAMS)) {
                return versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(java.util.Comparator.naturalOrder())
                        .orElse(Path.of("/nowhere"));
            }
        }

        static boolean isInstalled() throws java.io.IOException {
            return Files.exists(programs());
        }

        /// It refuses to run as root.
        private static ProcessBuilder asUser(String... command) {
            boolean root = "root".equals(System.getProperty("user.name"));
            String[] all = command;
            if (root) {
                all = java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(
                                        "setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"),
                                java.util.stream.Stream.of(command))
                        .toArray(String[]::new);
            }
            return new ProcessBuilder(all)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }

        private static void run(ProcessBuilder builder) throws Exception {
            Process process = builder.start();
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(builder.command().toString()).isZero();
        }

        static PostgresServer start() throws Exception {
            Path folder = Files.createTempDirectory("gradus-postgres-");
            Path secret = Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
            if ("root".equals(System.getProperty("user.name"))) {
                run(new ProcessBuilder("chown", "-R", "postgres", folder.toString()));
            }
            String data = folder.resolve("data").toString();
            run(asUser(
                    programs().resolve("initdb").toString(),
                    "--no-sync",
                    "--username=" + USER,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--locale=C",
                    "--encoding=UTF8",
                    "--pgdata=" + data));
            int port;
            try (var free = new java.net.ServerSocket(0)) {
                port = free.getLocalPort();
            }
            Process process = asUser(
                            programs().resolve("postgres").toString(),
                            "-D",
                            data,
                            "-p",
                            Integer.toString(port),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "fsync=off")
                    .start();
            PostgresServer server = new PostgresServer(folder, process, port);
            server.waitFor();
            return server;
        }

        private void waitFor() throws Exception {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            while (true) {
                try (Connection connection = DriverManager.getConnection(url(), USER, PASSWORD)) {
                    assertThat(connection.isValid(5)).isTrue();
                    return;
                } catch (SQLException e) {
                    if (System.nanoTime() > end || !process.isAlive()) {
                        close();
                        throw e;
                    }
                    Thread.sleep(50);
                }
            }
        }

        String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        }

        void close() throws Exception {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
