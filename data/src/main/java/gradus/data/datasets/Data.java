package gradus.data.datasets;

import gradus.data.images.ImageFolder;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.TableFormat;
import gradus.data.tables.TableSource;
import gradus.data.tables.internal.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Opens data of every kind: `digits`, `fashion-mnist`, `spiral`, `spiral(noise=0.2,samples=1000,seed=7)`,
/// `houses.csv`, a file or folder of another [format][gradus.data.tables.TableFormat], or a folder of IDX files.
public final class Data {
    private Data() {}

    /// Opens data with the default options.
    ///
    /// @param nameOrPath a data set, a generator, a CSV file, or a folder of IDX files
    /// @return the data
    /// @throws DataException if it does not exist or cannot be read; the message says what to do
    public static LoadedData open(String nameOrPath) {
        return open(nameOrPath, new CsvOptions());
    }

    /// Opens data. The name of a data set takes precedence over a file of the same name; `./iris` is the file.
    ///
    /// @param nameOrPath a data set, a generator, a CSV file, or a folder of IDX files
    /// @param options how to read a CSV file
    /// @return the data
    /// @throws DataException if it does not exist or cannot be read; the message says what to do
    public static LoadedData open(String nameOrPath, CsvOptions options) {
        LoadedData known = known(nameOrPath);
        return known == null
                ? file(nameOrPath, options)
                : known instanceof TableData table ? table.reading(options) : known;
    }

    /// Returns the table that a name stands for, if it is none of the known ones: a file or a folder of any format, or
    /// a query. It can be read a block at a time.
    ///
    /// @param nameOrPath as for [#open]
    /// @param options how to read it
    /// @return the table; null for anything else, and if there is none
    public static @Nullable TableSource source(String nameOrPath, CsvOptions options) {
        if (known(nameOrPath) != null) {
            return null;
        }
        if (TableFormat.of(nameOrPath).isPresent()) {
            return TableSource.of(nameOrPath, nameOrPath, options);
        }
        try {
            Path path = Path.of(nameOrPath);
            return Files.exists(path) && !Files.isDirectory(path)
                    ? TableSource.of(nameOrPath, nameOrPath, options)
                    : null;
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    /// The last part of a path, or what a query is called.
    ///
    /// @param source the table
    /// @return a short name
    public static String label(TableSource source) {
        String name = source.name();
        return name.contains(":/") ? name : name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')));
    }

    private static @Nullable LoadedData known(String name) {
        for (DatasetInfo info : Datasets.all()) {
            if (Datasets.sameName(info.name(), name)) {
                return Datasets.load(info.name());
            }
        }
        Generated generated = Generated.parse(name);
        return generated == null ? null : generated.load(name);
    }

    /// {@return the names of all data sets and generators}
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        Datasets.all().forEach(info -> names.add(info.name()));
        for (Generator generator : Generator.values()) {
            names.add(generator.label());
        }
        return names;
    }

    private static LoadedData file(String nameOrPath, CsvOptions options) {
        TableSource source = source(nameOrPath, options);
        if (source != null) {
            return new TableData(label(source), "", source.read(), new SchemaOptions()).reading(options);
        }
        Path path;
        try {
            path = Path.of(nameOrPath);
        } catch (java.nio.file.InvalidPathException e) {
            throw new DataException("no file can be named " + Texts.quote(nameOrPath), e);
        }
        String name = String.valueOf(path.getFileName());
        if (Files.isDirectory(path)) {
            if (!ImageFolder.isOne(path)) {
                throw new DataException(
                        nameOrPath + " is a folder without IDX files. It should have train-images-idx3-ubyte and"
                                + " train-labels-idx1-ubyte, plain or as .gz; for a table give its CSV file");
            }
            boolean fashion = name.replace('_', '-').toLowerCase(Locale.ROOT).contains("fashion-mnist");
            List<String> labels = fashion ? Datasets.FASHION_MNIST_LABELS : List.of();
            return new ImageData(name, "", ImageFolder.load(path, labels));
        }
        throw new DataException(
                looksLikePath(nameOrPath)
                        ? "cannot read " + nameOrPath + ": the file does not exist"
                        : "no data set is named " + Texts.quote(nameOrPath) + Texts.suggestion(nameOrPath, names())
                                + " There are " + String.join(", ", names())
                                + "; or give a CSV file or a folder of IDX files");
    }

    private static boolean looksLikePath(String text) {
        return text.contains("/") || text.contains("\\") || text.contains(".");
    }
}
