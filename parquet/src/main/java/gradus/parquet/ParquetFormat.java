package gradus.parquet;

import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.TableFormat;
import gradus.data.tables.TableSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Parquet files, read by Hardwood: one file, or all files in a folder and below it, in the order of their names. Each
/// column becomes what it would be in a CSV file of the same content: numbers and decimals are numbers; texts are
/// numbers, dates or words, as they look; dates, times and truth values are texts; null is a missing value. Folders
/// such as `year=2025` are a column.
public final class ParquetFormat implements TableFormat {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> ENDINGS = List.of(".parquet", ".parq");

    /// Creates the format.
    public ParquetFormat() {}

    @Override
    public boolean reads(String place) {
        try {
            Path path = Path.of(place);
            return Files.isDirectory(path)
                    ? !files(path).isEmpty()
                    : Files.isRegularFile(path) && (isNamed(path) || begins(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public TableSource open(String place, String name, CsvOptions options) {
        Path path = Path.of(place);
        return new ParquetSource(name, path, Files.isDirectory(path) ? files(path) : List.of(path), options);
    }

    private static boolean isNamed(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static boolean begins(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            return false; // whatever reads it says what is wrong
        }
    }

    /// The files of a folder. Names with `.` or `_` in front are not data, by the custom of programs that write them.
    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(ParquetFormat::isNamed)
                    .filter(Files::isRegularFile)
                    .filter(file -> isData(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isData(Path file) {
        for (Path part : file) {
            if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
                return false;
            }
        }
        return true;
    }
}
