package gradus.data.sql;

import gradus.data.tables.Advice;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.Hint;
import java.io.IOException;
import java.io.Reader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// Opens connections to a database.
@FunctionalInterface
interface Connecting {
    /// Where user and password are if no file is given.
    Map<String, String> ENVIRONMENT = Map.of("user", "GRADUS_DB_USER", "password", "GRADUS_DB_PASSWORD");

    /// Opens a connection.
    Connection open() throws SQLException;

    /// Finds driver and credentials when the connection is opened.
    static Connecting to(String url, CsvOptions options) {
        return () -> {
            Driver driver = driver(url, options.driverJar());
            Properties properties = credentials(options.credentials(), System.getenv());
            Connection connection = driver.connect(url, properties);
            if (connection == null) {
                throw noDriver(url, null);
            }
            return connection;
        };
    }

    /// User, password, and what else the driver is to know.
    static Properties credentials(@Nullable Path file, Map<String, String> environment) {
        Properties properties = new Properties();
        if (file == null) {
            ENVIRONMENT.forEach((name, variable) -> {
                if (environment.containsKey(variable)) {
                    properties.setProperty(name, environment.get(variable));
                }
            });
            return properties;
        }
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new DataException(
                    "cannot read the credentials in " + file + ": it must be a file of lines user=… and"
                            + " password=…",
                    e);
        }
        return properties;
    }

    private static Driver driver(String url, @Nullable Path jar) throws SQLException {
        if (jar == null) {
            try {
                return DriverManager.getDriver(url);
            } catch (SQLException e) {
                throw noDriver(url, e);
            }
        }
        if (!Files.isRegularFile(jar)) {
            throw new DataException("cannot read the driver " + jar + ": the file does not exist");
        }
        for (Driver driver : ServiceLoader.load(Driver.class, loader(jar))) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw new DataException(jar + " has no JDBC driver for " + kind(url));
    }

    /// Its classes are used as long as the program runs.
    @SuppressWarnings("resource")
    private static ClassLoader loader(Path jar) {
        try {
            return new URLClassLoader(new URL[] {jar.toUri().toURL()}, Connecting.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new DataException("cannot read the driver " + jar, e);
        }
    }

    private static DataException noDriver(String url, @Nullable SQLException cause) {
        Advice advice = Advice.of(
                "no JDBC driver on the class path accepts " + kind(url) + ". Give the jar of one",
                Hint.of("driver_jar"));
        return cause == null ? new DataException(advice) : new DataException(advice, cause);
    }

    /// `jdbc:postgresql`.
    private static String kind(String url) {
        int end = url.indexOf(':', 5);
        return end < 0 ? url : url.substring(0, end);
    }
}
