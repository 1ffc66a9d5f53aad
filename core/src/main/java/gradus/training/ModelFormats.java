package gradus.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// The file formats that are present.
public final class ModelFormats {
    private ModelFormats() {}

    /// The format for a file, by the ending of its name.
    ///
    /// @throws IllegalArgumentException if no format that is present has that ending
    public static ModelFormat of(Path file) {
        List<String> known = new ArrayList<>();
        for (ModelFormat format : ServiceLoader.load(ModelFormat.class, ModelFormat.class.getClassLoader())) {
            for (String extension : format.extensions()) {
                if (file.getFileName().toString().endsWith(extension)) {
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
