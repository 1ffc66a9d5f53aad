package gradus.lab.messages;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The messages as types of TypeScript, by which the scripts of the pages are checked.
public final class MessageTypes {
    private MessageTypes() {}

    /// Returns `messages.d.ts`.
    public static String text() {
        List<Class<?>> records = new ArrayList<>(List.of(LabSettings.class, KeptRun.class, Limits.class));
        for (Class<?> holder : List.of(
                Messages.class,
                StepMessages.class,
                RowMessages.class,
                ClassMessages.class,
                LabSettings.class,
                ComparisonMessages.class,
                EffectMessages.class,
                RaceMessages.class)) {
            records.addAll(List.of(holder.getDeclaredClasses()));
        }
        StringBuilder text = new StringBuilder("""
                // Made from the records of gradus.lab.messages by ScriptsTest; run it with -Dgradus.write=true after changes.
                declare namespace messages {
                """);
        records.stream()
                .filter(Class::isRecord)
                .sorted(Comparator.comparing(Class::getSimpleName))
                .forEach(type -> write(type, text));
        return text.append("}\n").toString();
    }

    private static void write(Class<?> type, StringBuilder text) {
        text.append("  interface ").append(type.getSimpleName()).append(" {\n");
        for (RecordComponent component : type.getRecordComponents()) {
            text.append("    ")
                    .append(component.getName())
                    .append(": ")
                    .append(name(component.getAnnotatedType()))
                    .append(";\n");
        }
        text.append("  }\n");
    }

    private static String name(AnnotatedType annotated) {
        String plain = plain(annotated);
        return annotated.isAnnotationPresent(Nullable.class) ? plain + " | null" : plain;
    }

    private static String plain(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType generic) {
            AnnotatedType last =
                    generic.getAnnotatedActualTypeArguments()[generic.getAnnotatedActualTypeArguments().length - 1];
            boolean list = generic.getType().getTypeName().startsWith("java.util.List");
            return list ? array(name(last)) : "Record<string, " + name(last) + ">";
        }
        Class<?> type = (Class<?>) annotated.getType();
        if (type.isArray()) {
            return type.getComponentType().isArray() ? "number[][]" : "number[]";
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(constant -> "\"" + constant + "\"")
                    .collect(Collectors.joining(" | "));
        }
        if (type.isRecord()) {
            return type.getSimpleName();
        }
        return Map.<Class<?>, String>of(String.class, "string", boolean.class, "boolean", Boolean.class, "boolean")
                .getOrDefault(type, type.isPrimitive() || Number.class.isAssignableFrom(type) ? "number" : "any");
    }

    private static String array(String element) {
        return element.contains(" ") ? "(" + element + ")[]" : element + "[]";
    }
}
