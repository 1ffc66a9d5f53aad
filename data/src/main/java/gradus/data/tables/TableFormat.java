package gradus.data.tables;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// A format of tables beside CSV, found by [ServiceLoader]: files, folders or databases whose columns have types.
public interface TableFormat {
    /// Returns whether a place holds a table of this format, without reading the table.
    ///
    /// @param place a path or a URL
    /// @return true if [#open] takes it
    boolean reads(String place);

    /// Opens a table. Nothing is read yet.
    ///
    /// @param place a path or a URL
    /// @param name what the table is called in messages
    /// @param options what stands for a missing value, what columns hold, and what a format asks for itself
    /// @return the table, to be read
    /// @throws DataException if something is missing that this format needs
    TableSource open(String place, String name, CsvOptions options);

    /// Finds the format of a place.
    ///
    /// @param place a path or a URL
    /// @return the format; empty if none reads it, as for a CSV file
    static Optional<TableFormat> of(String place) {
        return Known.FORMATS.stream().filter(format -> format.reads(place)).findFirst();
    }

    /// The formats, found once.
    final class Known {
        private static final List<TableFormat> FORMATS =
                List.copyOf(ServiceLoader.load(TableFormat.class, TableFormat.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());

        private Known() {}
    }
}
