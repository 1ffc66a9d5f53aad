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
import gradus.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
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
}
