package gradus.data.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// A connection whose rows are streamed: PostgreSQL, for one, reads the whole result into memory while it commits by
/// itself. Closing puts it back to what it was.
final class Streaming implements AutoCloseable {
    private final Connection connection;
    private final boolean owned;
    private final boolean autoCommit;
    private final boolean readOnly;
    private @Nullable Statement statement;

    /// @param owned whether the connection itself is closed too
    Streaming(Connection connection, boolean owned) throws SQLException {
        this.connection = connection;
        this.owned = owned;
        autoCommit = connection.getAutoCommit();
        readOnly = connection.isReadOnly();
        if (autoCommit) {
            readOnly(true);
            connection.setAutoCommit(false);
        }
    }

    /// It is a hint, which some drivers take only before a connection is open, or in no transaction.
    private void readOnly(boolean value) {
        try {
            connection.setReadOnly(value);
        } catch (SQLException e) {
            // then it stays as it was
        }
    }

    void closing(Statement running) {
        statement = running;
    }

    @Override
    public void close() throws SQLException {
        try {
            Statement running = statement;
            if (running != null) {
                running.close();
            }
            if (autoCommit) {
                connection.rollback();
                connection.setAutoCommit(true);
                readOnly(readOnly);
            }
        } finally {
            if (owned) {
                connection.close();
            }
        }
    }

    /// Closes after a failure, which is what is reported.
    void giveUp() {
        try {
            close();
        } catch (SQLException e) {
            // see above
        }
    }
}
