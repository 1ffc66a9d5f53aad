package gradus.data.datasets;

import gradus.data.images.ImageFolder;
import gradus.data.tables.Csv;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.internal.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way to data, whatever it is: `digits`, `fashion-mnist`, `spiral`, `spiral(noise=0.2,samples=1000,seed=7)`,
/// `houses.csv`, or a folder of IDX files.
public final class Data {
    private Data() {}

    /// Opens data with the default options.
    ///
    /// @throws DataException if it does not exist or cannot be read, with what to do
    public static LoadedData open(String nameOrPath) {
        return open(nameOrPath, new CsvOptions());
    }

    /// Opens data. A name of a data set goes before a file of the same name; `./iris` is the file.
    ///
    /// @param options how it is read if it is a CSV file
    /// @throws DataException if it does not exist or cannot be read, with what to do
    public static LoadedData open(String nameOrPath, CsvOptions options) {
        for (DatasetInfo info : Datasets.all()) {
            if (Datasets.sameName(info.name(), nameOrPath)) {
                return Datasets.load(info.name());
            }
        }
        int bracket = nameOrPath.indexOf('(');
        Generator generator = generator(bracket < 0 ? nameOrPath : nameOrPath.substring(0, bracket));
        if (generator != null) {
            return generated(generator, nameOrPath, bracket);
        }
        return file(nameOrPath, options);
    }

    /// The names of all data sets and generators.
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        Datasets.all().forEach(info -> names.add(info.name()));
        for (Generator generator : Generator.values()) {
            names.add(generator.label());
        }
        return names;
    }

    private static LoadedData file(String nameOrPath, CsvOptions options) {
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
                        nameOrPath + " is a folder without IDX files. It should have "
                                + "train-images-idx3-ubyte and train-labels-idx1-ubyte, plain or as .gz; for a table give its CSV file");
            }
            boolean fashion = name.replace('_', '-').toLowerCase(Locale.ROOT).contains("fashion-mnist");
            List<String> labels = fashion ? Datasets.FASHION_MNIST_LABELS : List.of();
            return new ImageData(name, "", ImageFolder.load(path, labels));
        }
        if (!Files.exists(path)) {
            throw new DataException(
                    looksLikePath(nameOrPath)
                            ? "cannot read " + nameOrPath + ": there is no such file"
                            : "no data set is named " + Texts.quote(nameOrPath) + Texts.suggestion(nameOrPath, names())
                                    + " There are " + String.join(", ", names())
                                    + "; or give a CSV file or a folder of IDX files");
        }
        return new TableData(name, "", Csv.read(path, options), new SchemaOptions());
    }

    private static boolean looksLikePath(String text) {
        return text.contains("/") || text.contains("\\") || text.contains(".");
    }

    private static @Nullable Generator generator(String name) {
        for (Generator generator : Generator.values()) {
            if (Datasets.sameName(generator.label(), name.strip())) {
                return generator;
            }
        }
        return null;
    }

    private static TableData generated(Generator generator, String text, int bracket) {
        Map<String, String> arguments = bracket < 0 ? Map.of() : arguments(text, bracket);
        List<String> known = generator == Generator.BLOBS
                ? List.of("samples", "noise", "seed", "classes")
                : List.of("samples", "noise", "seed");
        for (String key : arguments.keySet()) {
            if (!known.contains(key)) {
                throw new DataException(generator.label() + " has no argument " + Texts.quote(key) + "; it has "
                        + String.join(", ", known));
            }
        }
        int samples = (int) whole(generator, arguments, "samples", Generator.DEFAULT_SAMPLES, Integer.MAX_VALUE);
        int classes = (int) whole(generator, arguments, "classes", Generator.DEFAULT_CLASSES, Integer.MAX_VALUE);
        long seed = whole(generator, arguments, "seed", 0, Long.MAX_VALUE);
        double noise = generator.defaultNoise();
        String given = arguments.get("noise");
        if (given != null) {
            try {
                noise = Double.parseDouble(given);
            } catch (NumberFormatException e) {
                throw new DataException(generator.label() + ": noise must be a number, got " + Texts.quote(given), e);
            }
        }
        return new TableData(
                text, generator.description(), generator.generate(samples, noise, seed, classes), generator.defaults());
    }

    private static Map<String, String> arguments(String text, int bracket) {
        if (!text.endsWith(")")) {
            throw new DataException(text + " lacks a closing bracket. Write it as spiral(noise=0.1,samples=500)");
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        String inside = text.substring(bracket + 1, text.length() - 1);
        if (inside.isBlank()) {
            return arguments;
        }
        for (String part : inside.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new DataException(text + ": " + Texts.quote(part)
                        + " should be a name and a value, as in spiral(noise=0.1,samples=500)");
            }
            arguments.put(
                    part.substring(0, equals).strip(),
                    part.substring(equals + 1).strip());
        }
        return arguments;
    }

    private static long whole(
            Generator generator, Map<String, String> arguments, String key, long standard, long largest) {
        String text = arguments.get(key);
        if (text == null) {
            return standard;
        }
        try {
            long value = Long.parseLong(text);
            if (Math.abs(value) <= largest) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, as for a number that is too large
        }
        throw new DataException(generator.label() + ": " + key + " must be a whole number, got " + Texts.quote(text));
    }
}
