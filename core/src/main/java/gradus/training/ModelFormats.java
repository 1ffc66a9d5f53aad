package gradus.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/// The file formats that are present.
public final class ModelFormats {
    private ModelFormats() {}

    /// The format for a file, by the ending of its name.
    ///
    /// @throws IllegalArgumentException if no format that is present has that ending
    public static ModelFormat of(Path file) {
        return find(
                ServiceLoader.load(ModelFormat.class, ModelFormat.class.getClassLoader()),
                ModelFormat::extensions,
                file);
    }

    /// The format for a file of weights alone, by the ending of its name.
    ///
    /// @throws IllegalArgumentException if no format that is present has that ending
    public static WeightsFormat weightsOf(Path file) {
        return find(
                ServiceLoader.load(WeightsFormat.class, WeightsFormat.class.getClassLoader()),
                WeightsFormat::extensions,
                file);
    }

    private static <T> T find(Iterable<T> formats, Function<T, List<String>> extensions, Path file) {
        List<String> known = new ArrayList<>();
        for (T format : formats) {
            for (String extension : extensions.apply(format)) {
                if (file.toString().endsWith(extension)) {
                    return format;
                }
                known.add(extension);
            }
        }
        throw new IllegalArgumentException(file + " must end in "
                + (known.isEmpty()
                        ? "an extension of a format, and none is present: add gradus-keras for .keras files"
                        : String.join(" or ", known)));
    }
}
