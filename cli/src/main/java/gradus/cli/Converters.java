package gradus.cli;

import gradus.experiment.comparisons.Design;
import gradus.experiment.search.Search;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        line.registerConverter(Double.class, Converters::number);
        line.registerConverter(Path.class, Converters::path);
        line.registerConverter(Design.class, oneOf(Design.class));
        line.registerConverter(Search.Method.class, oneOf(Search.Method.class));
    }

    /// A constant of an enum, in lower case and with hyphens, as words of a command line have.
    static <T extends Enum<T>> ITypeConverter<T> oneOf(Class<T> type) {
        return text -> {
            List<String> words = new ArrayList<>();
            for (T constant : type.getEnumConstants()) {
                String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (word.equalsIgnoreCase(text)) {
                    return constant;
                }
                words.add(word);
            }
            throw new TypeConversionException("must be one of " + String.join(", ", words) + ", got \"" + text + "\"");
        };
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

    private static Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("must be a number, got \"" + text + "\"");
        }
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
