package gradus.cli;

import gradus.experiment.comparisons.Design;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Values on the command line, with errors that say what must be written.
final class Converters {
    private Converters() {}

    static void register(CommandLine line) {
        line.registerConverter(Integer.class, whole(Integer::valueOf));
        line.registerConverter(int.class, whole(Integer::valueOf));
        line.registerConverter(Long.class, whole(Long::valueOf));
        line.registerConverter(long.class, whole(Long::valueOf));
        line.registerConverter(Path.class, Converters::path);
        line.registerConverter(Design.class, Converters::design);
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

    private static Design design(String text) {
        for (Design design : Design.values()) {
            if (design.name().equalsIgnoreCase(text)) {
                return design;
            }
        }
        String names = Arrays.stream(Design.values()).map(Design::name).collect(Collectors.joining(", "));
        throw new TypeConversionException("must be one of " + names.toLowerCase(Locale.ROOT) + ", got \"" + text + "\"");
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
