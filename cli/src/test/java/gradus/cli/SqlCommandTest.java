package gradus.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradus.Model;
import gradus.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command takes a query where it takes a CSV file, with the same results; passwords are nowhere to be read.
@Tag("long")
class SqlCommandTest {
    private static final String QUERY = "select * from rides order by id";
    private static final String USER = "reader_of_rides";
    private static final String PASSWORD = "open+sesame";

    @TempDir
    private static Path files = Path.of("");

    private static Path csv = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void trainOnTheSameRows() throws IOException {
        StringBuilder text = new StringBuilder("id,distance,zone,fare\n");
        for (int i = 1; i <= 200; i++) {
            text.append("%d,%s,%s,%.2f%n"
                    .formatted(
                            i,
                            i % 20 == 0 ? "" : Double.toString(i * 37 % 101 / 4.0),
                            i % 3 == 0 ? "old town" : "harbour",
                            i * 37 % 101 / 2.0 + i % 3 * 5));
        }
        csv = Files.writeString(files.resolve("rides.csv"), text);
        run(train(csv, files.resolve("run")));
    }

    /// The table of the file, by statements of standard SQL.
    private static void fill(Connection connection) throws SQLException, IOException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table rides(id int, distance double precision, zone varchar(20), fare decimal(8,2))");
            List<String> rows = new ArrayList<>();
            for (String line : Files.readAllLines(csv).subList(1, 201)) {
                String[] cells = line.split(",", -1);
                rows.add("(%s, %s, '%s', %s)"
                        .formatted(cells[0], cells[1].isEmpty() ? "null" : cells[1], cells[2], cells[3]));
            }
            statement.execute("insert into rides values " + String.join(", ", rows));
        }
    }

    private Path credentials(String user, String password) throws IOException {
        return Files.writeString(folder.resolve("credentials"), "user=" + user + "\npassword=" + password + "\n");
    }

    private static Object[] train(Object data, Path out, Object... more) {
        return Stream.concat(
                        Stream.of(
                                "train",
                                data,
                                "--target",
                                "fare",
                                "--missing",
                                "indicator",
                                "--net",
                                "mlp",
                                "--epochs",
                                3,
                                "--quiet",
                                "--out",
                                out),
                        Stream.of(more))
                .toArray();
    }

    private static Ran run(Object... arguments) {
        Ran ran = Ran.of(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out() + ran.err()).doesNotContain(PASSWORD, PostgresServer.PASSWORD);
        return ran;
    }

    private static float[] weights(Path run) {
        return Model.load(Ran.model(run)).parameters().values();
    }

    private void assertSameNetwork(String run) {
        assertThat(weights(folder.resolve(run))).isEqualTo(weights(files.resolve("run")));
    }

    private static Object[] with(Object[] arguments, Object... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray();
    }

    /// No file of a run, and none of its checkpoints, tells how the database is entered.
    private void assertNoSecret(String place, String secret) throws IOException {
        List<Path> written = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder.resolve(place))) {
            all.filter(Files::isRegularFile).forEach(written::add);
        }
        assertThat(written).isNotEmpty();
        for (Path file : written) {
            assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(secret);
        }
    }

    /// Trains, breaks off and goes on, predicts and evaluates, as from the file.
    private void everyCommand(String url, Object... database) throws IOException {
        Object[] query = with(new Object[] {"--query", QUERY}, database);
        Path checkpoints = folder.resolve("checkpoints");
        Object[] kept = with(query, "--checkpoint", checkpoints);
        run(train(url, folder.resolve("begun"), with(kept, "--epochs", 2)));
        run(train(url, folder.resolve("resumed"), with(kept, "--resume")));
        assertSameNetwork("resumed");

        Path model = Ran.model(folder.resolve("resumed"));
        Path answers = folder.resolve("answers.csv");
        run(with(new Object[] {"predict", model, url, "--out", answers}, query));
        run("predict", model, csv, "--out", folder.resolve("csv-answers.csv"));
        assertThat(answers).hasSameTextualContentAs(folder.resolve("csv-answers.csv"));
        Object judged = run(with(new Object[] {"evaluate", model, url, "--json"}, query))
                .json()
                .get("metrics");
        assertThat(judged)
                .isNotNull()
                .isEqualTo(run("evaluate", model, csv, "--json").json().get("metrics"));
    }

    @Test
    void h2_byItsJar_givesWhatTheFileGives() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("database") + ";DATABASE_TO_UPPER=FALSE";
        fill(DriverManager.getConnection(url, USER, PASSWORD));
        URI jar = org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Object[] database = {"--driver-jar", Path.of(jar), "--credentials", credentials(USER, PASSWORD)};
        everyCommand(url, database);
        run(train(url, folder.resolve("disk"), with(database, "--query", QUERY, "--on-disk")));
        assertSameNetwork("disk");
        for (String place : List.of("resumed", "disk", "checkpoints")) {
            assertNoSecret(place, PASSWORD);
            assertNoSecret(place, USER);
        }
    }

    @Test
    void postgres_givesWhatTheFileGives() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed: its test is left out");
        try (PostgresServer server = PostgresServer.start()) {
            fill(DriverManager.getConnection(server.url(), PostgresServer.USER, PostgresServer.PASSWORD));
            everyCommand(server.url(), "--credentials", credentials(PostgresServer.USER, PostgresServer.PASSWORD));
            trainFromTheEnvironment(server.url());
            assertSameNetwork("environment");
            for (String place : List.of("resumed", "checkpoints", "environment")) {
                assertNoSecret(place, PostgresServer.PASSWORD);
            }
        }
    }

    /// A process of its own, which has its user and password in the environment and not among its arguments.
    private void trainFromTheEnvironment(String url) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "gradus.cli.Main"));
        for (Object argument : train(url, folder.resolve("environment"), "--query", QUERY)) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GRADUS_DB_USER", PostgresServer.USER);
        builder.environment().put("GRADUS_DB_PASSWORD", PostgresServer.PASSWORD);
        Process process = builder.start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            assertThat(text).doesNotContain(PostgresServer.PASSWORD);
        }
    }

    @Test
    void passwordInTheUrl_isRefused_andNotRepeated() {
        Ran ran = Ran.of(
                "train", "jdbc:postgresql://reader:" + PASSWORD + "@host/shop", "--query", QUERY, "--target", "fare");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("the URL must not hold a password", "--credentials")
                .doesNotContain(PASSWORD);
    }
}
