package gradus.data.datasets;

import gradus.data.tables.DataException;
import gradus.data.tables.internal.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A [Generator] with its arguments: a data set that is made, written as `spiral(samples=500, noise=0.1, seed=7)`.
///
/// @param generator which one
/// @param samples how many points
/// @param noise 0 for none; 0.5 is much
/// @param seed the same seed gives the same points
/// @param classes how many kinds of points blobs have; of no effect on the others
public record Generated(Generator generator, int samples, double noise, long seed, int classes) {
    /// Creates points with the default number of classes.
    ///
    /// @param generator the generator
    /// @param samples number of points, at least 10
    /// @param noise 0 for none; 0.5 is strong
    /// @param seed the same seed gives the same points
    public Generated(Generator generator, int samples, double noise, long seed) {
        this(generator, samples, noise, seed, Generator.DEFAULT_CLASSES);
    }

    /// Reads a generator's name, or a call of it; null if no generator is named so.
    ///
    /// @param text a name, or a call such as `spiral(noise=0.2)`
    /// @return the generator with its arguments, or null
    /// @throws DataException if an argument is unknown or is not a number
    public static @Nullable Generated parse(String text) {
        int bracket = text.indexOf('(');
        Generator generator = generator(bracket < 0 ? text : text.substring(0, bracket));
        if (generator == null) {
            return null;
        }
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
        return new Generated(
                generator,
                (int) whole(generator, arguments, "samples", Generator.DEFAULT_SAMPLES, Integer.MAX_VALUE),
                noise(generator, arguments.get("noise")),
                whole(generator, arguments, "seed", 0, Long.MAX_VALUE),
                (int) whole(generator, arguments, "classes", Generator.DEFAULT_CLASSES, Integer.MAX_VALUE));
    }

    /// Makes the points.
    ///
    /// @param name of the data set
    LoadedData load(String name) {
        return new TableData(
                name, generator.description(), generator.generate(samples, noise, seed, classes), generator.defaults());
    }

    private static double noise(Generator generator, @Nullable String given) {
        if (given == null) {
            return generator.defaultNoise();
        }
        try {
            return Double.parseDouble(given);
        } catch (NumberFormatException e) {
            throw new DataException(generator.label() + ": noise must be a number, got " + Texts.quote(given), e);
        }
    }

    private static @Nullable Generator generator(String name) {
        for (Generator generator : Generator.values()) {
            if (Datasets.sameName(generator.label(), name.strip())) {
                return generator;
            }
        }
        return null;
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

    /// The call that makes it.
    @Override
    public String toString() {
        String kinds = classes == Generator.DEFAULT_CLASSES ? "" : ", classes=" + classes;
        return generator.label() + "(samples=" + samples + ", noise=" + noise + ", seed=" + seed + kinds + ")";
    }
}
