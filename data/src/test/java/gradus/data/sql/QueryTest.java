package gradus.data.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.tables.CategoryColumn;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On H2, in this JVM; [PostgresTest] asks a server.
class QueryTest {
    private static final String URL = "jdbc:h2:mem:rides;DB_CLOSE_DELAY=-1";
    private static final String ALL = "select * from rides order by id";

    private static Connection connection;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() throws SQLException {
        connection = DriverManager.getConnection(URL, "reader", "secret words");
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                create table rides(id int, fare decimal(8,2), big bigint, ratio double precision, shared boolean,
                    rode date, start timestamp, moment timestamp with time zone, clock time, zone varchar, level varchar,
                    photo varbinary, tags varchar array)\
                """);
            statement.execute("""
                insert into rides values
                (1, 12.50, 9007199254740991, 0.1, true, '2025-03-01', '2025-03-01 10:11:12', '2025-03-01 23:30:00-02',
                    '10:11:12', ' old town ', '3', x'00', array['a']),
                (2, 7.25, -1, 2e10, false, '2025-03-02', '2025-03-02 00:00:00', '2025-03-02 12:00:00+02',
                    '23:59:59', 'NA', '12', x'01', array['b']),
                (3, null, null, null, null, null, null, null, null, null, null, null, null)\
                """);
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }

    private static String row(Table table, int row) {
        return String.join(
                "|", table.columns().stream().map(column -> column.text(row)).toList());
    }

    @Test
    void everyType_isNumberOrText() {
        Table table = Query.of(connection, ALL, new CsvOptions()).read();
        assertThat(row(table, 0))
                .isEqualTo("1|12.5|9.007199254740991E15|0.1|true|2025-03-01|2025-03-01 10:11:12|2025-03-02 01:30:00"
                        + "|10:11:12|old town|3");
        assertThat(row(table, 1))
                .isEqualTo(
                        "2|7.25|-1|20000000000|false|2025-03-02|2025-03-02 00:00:00|2025-03-02 10:00:00|23:59:59||12");
        assertThat(row(table, 2)).isEqualTo("3||||||||||");
        assertThat(table.column("LEVEL")).isInstanceOf(NumericColumn.class);
        assertThat(table.column("ZONE")).isInstanceOf(CategoryColumn.class);
        assertThat(table.notes().toString())
                .isEqualTo("[left out, because they hold lists, structures or bytes: PHOTO, TAGS]");
    }

    @Test
    void tableOfAResultSet_isTheRest_andLeavesItOpen() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, id, zone from rides order by id")) {
            rows.next();
            Table table = Table.of(rows);
            assertThat(table.rows()).isEqualTo(2);
            assertThat(table.names()).containsExactly("ID", "ID_2", "ZONE");
            assertThat(rows.isClosed()).isFalse();
        }
    }

    @Test
    void blocks_haveAllRows() {
        try (TableBlocks blocks = Query.of(
                        connection,
                        "select x, 'w' || mod(x, 7) w from system_range(1, 10000) order by x",
                        new CsvOptions())
                .blocks()) {
            int rows = 0;
            for (Table block = blocks.next(); block != null; block = blocks.next()) {
                assertThat(((NumericColumn) block.column("X")).values()[0]).isEqualTo(rows + 1);
                rows += block.rows();
            }
            assertThat(rows).isEqualTo(10_000);
            assertThat(blocks.notes()).isEmpty();
        }
    }

    /// Also when reading ends in a failure.
    @Test
    void connection_isAsItWas() throws SQLException {
        connection.setAutoCommit(true);
        Query.of(connection, ALL, new CsvOptions()).read();
        assertThat(connection.getAutoCommit()).isTrue();
        assertThatThrownBy(() -> Query.of(connection, "select nothing from rides", new CsvOptions())
                        .read())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot read the query: Column \"NOTHING\" not found");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.isClosed()).isFalse();
    }

    @Test
    void unordered_isSaid() {
        assertThat(Query.of(connection, "select id, zone from rides", new CsvOptions())
                        .read()
                        .notes()
                        .toString())
                .contains("the query has no ORDER BY");
    }

    @Test
    void url_isData_withCredentialsOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("db"), "user=reader\npassword=secret words\n");
        LoadedData data = Data.open(URL, new CsvOptions().query(ALL).credentials(file));
        assertThat(data.name()).isEqualTo("jdbc:h2:mem:rides");
        assertThat(data.describe()).startsWith("jdbc:h2:mem:rides: 3 rows, 11 columns");
        Path wrong = Files.writeString(folder.resolve("wrong"), "user=reader\npassword=another\n");
        assertThatThrownBy(() -> Data.open(URL, new CsvOptions().query(ALL).credentials(wrong)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Wrong user name or password")
                .hasMessageNotContaining("another");
    }

    @Test
    void credentials_areThoseOfTheEnvironmentWithoutAFile() {
        assertThat(Connecting.credentials(null, Map.of("GRADUS_DB_USER", "a", "GRADUS_DB_PASSWORD", "b")))
                .isEqualTo(Map.of("user", "a", "password", "b"));
        assertThat(Connecting.credentials(null, Map.of())).isEmpty();
        assertThatThrownBy(() -> Connecting.credentials(folder.resolve("none"), Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must be a file of lines user=… and password=…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d?user=a&password=topsecret",
                "jdbc:h2:mem:x;USER=a;PASSWORD=topsecret",
                "jdbc:sqlserver://h;user=a;pwd=topsecret",
                "jdbc:mysql://me:topsecret@h/d",
                "jdbc:oracle:thin:scott/topsecret@h:1521:d",
            })
    void password_inTheUrl_isRefused_andNotRepeated(String url) {
        assertThatThrownBy(() -> Data.open(url, new CsvOptions().query(ALL)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the URL must not hold a password")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void whatIsLacking_isASentence() throws IOException {
        assertThatThrownBy(() -> Data.open(URL))
                .isInstanceOf(DataException.class)
                .hasMessage("jdbc:h2:mem:rides is a database; what it is asked for is missing. Give a query with the"
                        + " option query");
        assertThatThrownBy(() -> Data.open("jdbc:nothing://h", new CsvOptions().query(ALL)))
                .isInstanceOf(DataException.class)
                .hasMessage("no JDBC driver on the class path accepts jdbc:nothing. Give the jar of one with the option"
                        + " driver_jar");
        assertThatThrownBy(() -> Data.open(URL, new CsvOptions().query(ALL).driverJar(folder.resolve("no.jar"))))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("no.jar: the file does not exist");
        assertThatThrownBy(() -> Query.of(connection, "select id from rides where id > 9", new CsvOptions())
                        .read())
                .isInstanceOf(DataException.class)
                .hasMessage("the query has no rows");
        Path csv = Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n");
        assertThatThrownBy(() -> Data.open(csv.toString(), new CsvOptions().query(ALL)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("a query is for a database");
    }

    @Test
    void driverOfAJar_isUsed() throws Exception {
        Path jar = Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path file = Files.writeString(folder.resolve("db"), "user=reader\npassword=secret words\n");
        assertThat(Data.open(URL, new CsvOptions().query(ALL).credentials(file).driverJar(jar))
                        .describe())
                .contains("3 rows");
    }
}
