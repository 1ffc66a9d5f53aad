package gradus.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers on the command line, with errors that say what must be written.
final class Converters {
    private Converters() {}

    static void register(CommandLine line) {
        line.registerConverter(Integer.class, whole(Integer::valueOf));
        line.registerConverter(int.class, whole(Integer::valueOf));
        line.registerConverter(Long.class, whole(Long::valueOf));
        line.registerConverter(long.class, whole(Long::valueOf));
        line.registerConverter(Path.class, Converters::path);
    }

    private static <T> ITypeConverter<T> whole(ITypeConverter<T> parser) {
        return text -> {
            try {
                return parser.convert(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("must be a whole number, got \"" + text + "\"");
            }
        };
    }

    /// An empty name would be the current folder: mostly it is a variable of the shell that is not set.
    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("must be the name of a file or folder, got an empty text");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("must be the name of a file or folder: " + e.getReason());
        }
    }
}
