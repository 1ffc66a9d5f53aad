package gradus.data.sql;

import gradus.data.tables.Advice;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.Hint;
import gradus.data.tables.TableFormat;
import gradus.data.tables.TableSource;
import java.util.regex.Pattern;

/// Databases by the URLs of JDBC, `jdbc:postgresql://host/name`, with the [query][CsvOptions#query()] of the options.
public final class SqlFormat implements TableFormat {
    /// A password as a parameter, before the host, or in the manner of Oracle.
    private static final Pattern SECRET =
            Pattern.compile("(?i)password\\s*=|pwd\\s*=|//[^/@]*:[^/@]*@|:thin:[^@]+/[^@]+@");

    /// Creates the format.
    public SqlFormat() {}

    @Override
    public boolean reads(String place) {
        return place.startsWith("jdbc:");
    }

    @Override
    public TableSource open(String place, String name, CsvOptions options) {
        if (SECRET.matcher(place).find()) {
            throw new DataException(Advice.of(
                    named(place)
                            + ": the URL must not hold a password, which would be seen in the list of processes and"
                            + " stored with the run. Set GRADUS_DB_USER and GRADUS_DB_PASSWORD, or give a file of"
                            + " user= and password=",
                    Hint.of("credentials")));
        }
        String query = options.query();
        if (query == null || query.isBlank()) {
            throw new DataException(Advice.of(
                    named(place) + " is a database; what it is asked for is missing. Give a query", Hint.of("query")));
        }
        return new Query(named(place), Connecting.to(place, options), true, query, options);
    }

    /// A URL without parameters, which may hold what nobody should see.
    private static String named(String url) {
        String name = url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
        return name.replaceFirst(":thin:[^@]*@", ":thin:@");
    }
}
