package gradus.lab.run;

import static gradus.internal.Require.require;

import gradus.data.tables.Column;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.Table;
import gradus.data.tables.TableSource;
import gradus.lab.messages.Limits;
import gradus.lab.messages.Messages.Uploaded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Uploaded tables, in a private folder under names of the server's making; deleted when the lab ends.
public final class Uploads implements AutoCloseable {
    /// A network with more inputs takes too long to build while a page waits.
    private static final int COLUMNS = 10_000;
    /// Rows that are shown.
    private static final int PREVIEW = 4;

    private final Limits limits;
    private final Scratch scratch = new Scratch();
    private final Path folder = scratch.folder();
    private final Map<String, Uploaded> tables = new LinkedHashMap<>();

    /// None yet, of a lab that one has alone.
    public Uploads() {
        this(Limits.LAB);
    }

    /// None yet.
    ///
    /// @param limits of who may use them
    public Uploads(Limits limits) {
        this.limits = limits;
    }

    /// How much may be uploaded, and how large the runs may be that use it.
    public Limits limits() {
        return limits;
    }

    /// Keeps a table, if it is one.
    ///
    /// @param name of the file, to be shown
    /// @throws DataException if it cannot be read, with line and column
    public synchronized Uploaded add(String name, InputStream bytes) {
        return add(name, bytes, Reading.USUAL);
    }

    /// Keeps a table, if it can be read in a way that was chosen.
    ///
    /// @param name of the file, to be shown
    /// @throws DataException if it cannot be read, with line and column
    public synchronized Uploaded add(String name, InputStream bytes, Reading reading) {
        require(
                tables.size() < limits.uploads(),
                "the lab holds at most %s uploads; restart it to begin anew",
                limits.uploads());
        Path draft = folder.resolve("draft.csv");
        String hash = copy(bytes, draft);
        String id = reading.isUsual() ? hash : hash + "-" + Integer.toHexString(reading.hashCode());
        Uploaded known = tables.get(id);
        if (known != null) {
            delete(draft);
            return known;
        }
        Path file = folder.resolve("upload-" + id + ".csv");
        String shown = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        shown = shown.substring(0, Math.min(60, shown.length()));
        try {
            if (reading.isUsual()) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Table read = TableSource.of(draft.toString(), shown, reading.options())
                        .read();
                Files.writeString(file, Reading.plain(reading.choose(read)));
                delete(draft);
            }
            Table table =
                    TableSource.of(file.toString(), shown, new CsvOptions()).read();
            require(
                    table.columns().size() <= COLUMNS,
                    "%s has %s columns, and the lab holds at most %s; leave some out, or train it on the command line",
                    shown,
                    table.columns().size(),
                    COLUMNS);
            require(
                    (long) table.columns().size() * table.rows() <= limits.values(),
                    "%s has %s rows of %s columns, which are more than %s values; leave some out",
                    shown,
                    table.rows(),
                    table.columns().size(),
                    limits.values());
            List<gradus.lab.messages.Messages.Column> columns = new ArrayList<>();
            for (Column column : table.columns()) {
                columns.add(new gradus.lab.messages.Messages.Column(column.name(), column.describe()));
            }
            require(
                    columns.size() >= 2,
                    "%s has %s column; a table for training needs at least two",
                    shown,
                    columns.size());
            Uploaded uploaded = new Uploaded(
                    id, shown, table.rows(), columns, columns.getLast().name(), Reading.preview(table, PREVIEW));
            tables.put(id, uploaded);
            return uploaded;
        } catch (IOException e) {
            delete(file);
            throw new DataException("the upload could not be kept: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    /// Writes the upload and returns the beginning of its hash: the same table has the same name in every lab, so that
    /// links and kept runs find it when it is uploaded again.
    private static String copy(InputStream bytes, Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream stream = new DigestInputStream(bytes, digest)) {
                Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (IOException e) {
            delete(file);
            throw new DataException("the upload could not be kept: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// All tables.
    public synchronized List<Uploaded> all() {
        return List.copyOf(tables.values());
    }

    /// The table of an id.
    ///
    /// @throws IllegalArgumentException if there is none
    public synchronized Uploaded get(String id) {
        Uploaded uploaded = tables.get(id);
        if (uploaded == null) {
            throw new IllegalArgumentException("the table of these settings is not in this lab. Links and kept runs"
                    + " do not contain your table; upload the same file, then open them again");
        }
        return uploaded;
    }

    /// Where the table of an id lies.
    synchronized Path file(String id) {
        return folder.resolve("upload-" + get(id).id() + ".csv");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        tables.clear();
        scratch.close();
    }
}
