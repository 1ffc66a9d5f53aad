package gradus.cli;

import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers and encodings on the command line, with errors that say what must be written.
final class Converters {
    private Converters() {}

    static void register(CommandLine line) {
        line.registerConverter(Integer.class, whole(Integer::valueOf));
        line.registerConverter(int.class, whole(Integer::valueOf));
        line.registerConverter(Long.class, whole(Long::valueOf));
        line.registerConverter(long.class, whole(Long::valueOf));
        line.registerConverter(Charset.class, Converters::charset);
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

    private static Charset charset(String text) {
        try {
            return Charset.forName(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "must be an encoding, such as UTF-8 or windows-1252, got \"" + text + "\"");
        }
    }
}
