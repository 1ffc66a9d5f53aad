package gradus.registry;

import gradus.internal.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// Help for a concept, taken from its Javadoc. The lab, the command line and the documentation show it.
/// [HelpProcessor] extracts it from the sources, so the text exists only once, beside the record.
///
/// @param sentence the first sentence
/// @param details the rest of the first paragraph, with formulas in backticks, or empty
/// @param arguments a description of each component, by Keras's names, in order
public record Help(String sentence, String details, Map<String, String> arguments) {
    /// Makes the map unmodifiable and keeps the order of the arguments.
    public Help {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /// Returns the help for a record. All its texts are empty if the sources of the record were compiled without
    /// [HelpProcessor].
    ///
    /// @param type the record's class
    /// @return the help
    public static Help of(Class<? extends Record> type) {
        Properties texts = new Properties();
        try (InputStream file = type.getModule().getResourceAsStream(resource(type.getName()))) {
            if (file != null) {
                texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the help of " + type.getName(), e);
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            arguments.put(Names.snakeCase(name), texts.getProperty("argument." + name, ""));
        }
        return new Help(texts.getProperty("sentence", ""), texts.getProperty("details", ""), arguments);
    }

    /// Returns the name of the resource with the texts of a class. Resources under `META-INF` can be read from any
    /// module.
    static String resource(String className) {
        return "META-INF/gradus/" + className + ".properties";
    }
}
