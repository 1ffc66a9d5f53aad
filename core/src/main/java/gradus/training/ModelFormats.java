package gradus.training;

import gradus.internal.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/// The available file formats.
public final class ModelFormats {
    private ModelFormats() {}

    /// Returns the format for a file, by its extension.
    ///
    /// @param file the file
    /// @return the format
    /// @throws IllegalArgumentException if no available format has that extension
    public static ModelFormat of(Path file) {
        return find(
                ServiceLoader.load(ModelFormat.class, ModelFormat.class.getClassLoader()),
                ModelFormat::extensions,
                file);
    }

    /// Returns the format for a file of weights only, by its extension.
    ///
    /// @param file the file
    /// @return the format
    /// @throws IllegalArgumentException if no available format has that extension
    public static WeightsFormat weightsOf(Path file) {
        return find(
                ServiceLoader.load(WeightsFormat.class, WeightsFormat.class.getClassLoader()),
                WeightsFormat::extensions,
                file);
    }

    /// Writes a model to a file.
    ///
    /// @param model the model
    /// @param file the file to write
    /// @throws UncheckedIOException if the file cannot be written
    public static void save(SavedModel model, Path file) {
        call(() -> {
            of(file).save(model, file);
            return file;
        });
    }

    /// Reads a model from a file.
    ///
    /// @param file the file to read
    /// @param compile whether to read what the model was compiled with
    /// @return the model
    /// @throws UncheckedIOException if the file cannot be read or is not a model
    public static SavedModel load(Path file, boolean compile) {
        return call(() -> of(file).load(file, compile));
    }

    /// Writes the weights of a model to a file.
    ///
    /// @param model the model
    /// @param file the file to write
    /// @throws UncheckedIOException if the file cannot be written
    public static void saveWeights(SavedModel model, Path file) {
        call(() -> {
            weightsOf(file).save(model, file);
            return file;
        });
    }

    /// Reads weights from a file.
    ///
    /// @param model the model that they are for
    /// @param file the file to read
    /// @param skipMismatch whether to skip layers that the file does not fit; otherwise they are an error
    /// @return the weights
    /// @throws UncheckedIOException if the file cannot be read or does not fit
    public static WeightsFormat.Weights loadWeights(SavedModel model, Path file, boolean skipMismatch) {
        return call(() -> weightsOf(file).load(model, file, skipMismatch));
    }

    private static <T> T call(Uninterrupted.Task<T> task) {
        try {
            return Uninterrupted.call(task);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
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
                        ? "the extension of a format, but none is available: add gradus-keras for .keras files"
                        : String.join(" or ", known)));
    }
}
