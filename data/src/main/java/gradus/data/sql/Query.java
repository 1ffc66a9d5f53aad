package gradus.data.sql;

import gradus.data.tables.Advice;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import gradus.data.tables.TableSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/// The result of a query as the source of a table. Its rows are streamed: the connection does not commit by itself
/// meanwhile, is read-only where its driver can be, and fetches a thousand rows at a time; afterwards it is as it was.
///
/// The same rows in another order train another network, and a database promises no order without `order by`.
public final class Query implements TableSource {
    private static final int FETCHED = 1000;
    private static final Pattern ORDERED = Pattern.compile("(?is).*\\border\\s+by\\b.*");
    private static final Advice UNORDERED = Advice.of(
            "the query has no ORDER BY: the database may give its rows in another order next time, and the same"
                    + " seed then trains another network");

    private final String name;
    private final Connecting connecting;
    private final boolean owned;
    private final String query;
    private final CsvOptions options;

    /// @param owned whether the connection is closed after the last row
    Query(String name, Connecting connecting, boolean owned, String query, CsvOptions options) {
        this.name = name;
        this.connecting = connecting;
        this.owned = owned;
        this.query = query;
        this.options = options;
    }

    /// Creates a source from an open connection, which stays open, and should not be used while rows are read.
    ///
    /// @param connection the connection
    /// @param query what the database is asked for, in its SQL
    /// @param options which texts stand for a missing value, and what columns hold
    /// @return the source
    public static Query of(Connection connection, String query, CsvOptions options) {
        return new Query("the query", () -> connection, false, query, options);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Path> files() {
        return List.of();
    }

    @Override
    public Table read() {
        return TableSource.gather(this, options);
    }

    @Override
    public TableBlocks blocks() {
        Streaming streaming = null;
        try {
            Connection connection = connecting.open();
            streaming = new Streaming(connection, owned);
            Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            // MySQL's driver streams for this number only.
            boolean mysql = connection.getMetaData().getURL().startsWith("jdbc:mysql:");
            statement.setFetchSize(mysql ? Integer.MIN_VALUE : FETCHED);
            streaming.closing(statement);
            ResultSet rows = statement.executeQuery(query);
            TableBlocks blocks = TableBlocks.of(
                    name, rows, options, ORDERED.matcher(query).matches() ? List.of() : List.of(UNORDERED), streaming);
            streaming = null;
            return blocks;
        } catch (SQLException e) {
            throw new DataException("cannot read " + name + ": " + e.getMessage(), e);
        } finally {
            if (streaming != null) {
                streaming.giveUp();
            }
        }
    }
}
