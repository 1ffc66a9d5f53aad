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

/// What a concept's Javadoc says, for readers: the lab, the command line and the documentation show it.
/// [HelpProcessor] takes it from the sources, so it stands once, beside the record.
///
/// @param sentence the first sentence
/// @param details the rest of the first paragraph: formulas, as code in backticks, and what belongs to them; or
///     empty
/// @param arguments a sentence for each component, by Keras's names, in order
public record Help(String sentence, String details, Map<String, String> arguments) {
    /// Keeps the order of the arguments.
    public Help {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /// The help of a record; all its texts are empty if its sources were compiled without [HelpProcessor].
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

    /// Where the texts of a class are. Resources under `META-INF` can be read from any module.
    static String resource(String className) {
        return "META-INF/gradus/" + className + ".properties";
    }
}
