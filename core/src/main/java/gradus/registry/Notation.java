package gradus.registry;

import static gradus.internal.Require.require;

import gradus.layers.ActivationLayer;
import gradus.optimizers.Configured;
import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.schedules.Constant;
import gradus.schedules.Schedule;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The one-line notation for concepts: `adam(learning_rate=0.001)`, `dense(128, relu)`,
/// `sgd(exponential_decay(0.1, 1000, 0.9), momentum=0.9)`.
///
/// It is a name in any of Keras's spellings, optionally followed by arguments in parentheses, in order or by name.
/// A value is a number, `true`, `false`, `none`, a list in brackets, or another concept. Spaces do not matter.
public final class Notation {
    /// The options of every optimizer, which are written as its arguments, as in Keras.
    private static final Map<String, RecordComponent> OPTIONS = Config.components(UpdateOptions.class);

    private Notation() {}

    /// Parses one concept.
    ///
    /// @param <T> the kind of concept
    /// @param registry the registry of that kind
    /// @param text the notation, such as `adam(0.01)`
    /// @return the concept
    /// @throws IllegalArgumentException if the text is invalid; the message says why and lists what exists
    public static <T> T parse(Registry<T> registry, String text) {
        NotationParser parser = new NotationParser(text);
        T value = build(registry, parser.term());
        parser.end();
        return value;
    }

    /// Parses several concepts, separated by spaces or commas: `dense(64, relu) dropout(0.2) dense(32)`.
    ///
    /// @param <T> the kind of concept
    /// @param registry the registry of that kind
    /// @param text the notation
    /// @return the concepts, in order
    /// @throws IllegalArgumentException if the text is invalid; the message says why and lists what exists
    public static <T> List<T> parseAll(Registry<T> registry, String text) {
        NotationParser parser = new NotationParser(text);
        List<T> values = new ArrayList<>();
        while (!parser.atEnd()) {
            values.add(build(registry, parser.term()));
            parser.skip(',');
        }
        return values;
    }

    /// Parses one argument of a concept, as it is written between the parentheses.
    ///
    /// @param component the component that it is a value of
    /// @param name the name to use in error messages
    /// @param text the notation
    /// @return the value, or null for `none`
    /// @throws IllegalArgumentException if the text is not a value of the component
    public static @Nullable Object argument(RecordComponent component, String name, String text) {
        NotationParser parser = new NotationParser(text);
        Object value = convert(component.getGenericType(), parser.term(), name);
        parser.end();
        return value;
    }

    /// Returns the notation of a concept, without arguments that have their default values. [#parse] reads it back.
    ///
    /// @param <T> the kind of concept
    /// @param registry the registry of that kind
    /// @param value the concept
    /// @return the notation
    public static <T> String write(Registry<T> registry, T value) {
        if (value instanceof Configured configured) {
            return write(configured);
        }
        Registry.Entry<T> entry = registry.of(value);
        if (entry == null || !(value instanceof Record record)) {
            return value.toString();
        }
        Map<String, @Nullable Object> defaults = Config.of(entry.record());
        List<String> arguments = new ArrayList<>();
        int[] place = {0};
        Config.of(record).forEach((name, argument) -> {
            boolean required = place[0]++ < entry.required();
            if (required) {
                arguments.add(writeValue(argument));
            } else if (!Objects.equals(argument, defaults.get(name))) {
                arguments.add(name + "=" + writeValue(argument));
            }
        });
        String name = entry.notation();
        return arguments.isEmpty() ? name : name + "(" + String.join(", ", arguments) + ")";
    }

    private static String write(Configured configured) {
        String rule = write(Registry.OPTIMIZERS, configured.rule());
        Map<String, @Nullable Object> defaults = Config.of(configured.rule().options());
        List<String> arguments = new ArrayList<>();
        Config.of(configured.options()).forEach((name, argument) -> {
            if (!Objects.equals(argument, defaults.get(name))) {
                arguments.add(name + "=" + writeValue(argument));
            }
        });
        String added = String.join(", ", arguments);
        return rule.endsWith(")")
                ? rule.substring(0, rule.length() - 1) + ", " + added + ")"
                : rule + "(" + added + ")";
    }

    /// Returns the notation of an argument.
    ///
    /// @param value the value, or null
    /// @return the notation
    public static String writeValue(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Constant constant) {
            return number(constant.learningRate());
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof String text) {
            return text.matches("[A-Za-z_]\\w*") ? text : '"' + text + '"';
        }
        if (value instanceof List<?> list) {
            return "["
                    + String.join(", ", list.stream().map(Notation::writeValue).toList()) + "]";
        }
        Registry<?> registry = Registry.of(value.getClass());
        if (registry != null) {
            return writeAs(registry, value);
        }
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }

    private static <T> String writeAs(Registry<T> registry, Object value) {
        return write(registry, registry.type().cast(value));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static <T> T build(Registry<T> registry, NotationParser.Term term) {
        require(
                term.name() != null,
                "%s: a name is expected, such as %s, got \"%s\"",
                registry.kind(),
                example(registry),
                term.text());
        String concept = String.valueOf(term.name());
        if (registry.find(concept) == null
                && registry.equals(Registry.LAYERS)
                && Registry.ACTIVATIONS.find(concept) != null) {
            @SuppressWarnings("unchecked") // layers are what is built
            T layer = (T) new ActivationLayer(build(Registry.ACTIVATIONS, term));
            return layer;
        }
        Registry.Entry<T> entry = registry.get(concept);
        Map<String, RecordComponent> components = Config.components(entry.type());
        List<String> names = new ArrayList<>(components.keySet());
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        int place = 0;
        for (NotationParser.Argument argument : term.arguments()) {
            String name;
            if (argument.name() == null) {
                require(
                        place < names.size(),
                        "%s has %s arguments (%s), got more: \"%s\"",
                        term.name(),
                        names.size(),
                        String.join(", ", names),
                        argument.value().text());
                name = names.get(place++);
            } else if (entry.prototype() instanceof Optimizer && isOption(argument.name(), names)) {
                String option = find(OPTIONS.keySet(), argument.name(), concept);
                RecordComponent component = OPTIONS.get(option);
                if (component != null) {
                    options.put(option, convert(component.getGenericType(), argument.value(), concept + "." + option));
                }
                continue;
            } else {
                name = find(names, argument.name(), concept);
            }
            RecordComponent component = components.get(name);
            require(!changes.containsKey(name), "%s got \"%s\" twice", term.name(), name);
            if (component != null) {
                changes.put(name, convert(component.getGenericType(), argument.value(), term.name() + "." + name));
            }
        }
        for (String name : names.subList(0, entry.required())) {
            require(
                    changes.containsKey(name),
                    "%s needs %s, as in %s(…)",
                    term.name(),
                    String.join(", ", names.subList(0, entry.required())),
                    term.name());
        }
        Record value = Config.with(entry.record(), changes);
        Object configured = options.isEmpty()
                ? value
                : ((Optimizer) value).with(Config.with(((Optimizer) value).options(), options));
        @SuppressWarnings("unchecked") // a copy of the prototype is of the prototype's kind
        T built = (T) configured;
        return built;
    }

    /// Returns whether a name is an option of every optimizer rather than an argument of the rule.
    private static boolean isOption(String name, Collection<String> names) {
        return names.stream().noneMatch(known -> key(known).equals(key(name)))
                && OPTIONS.keySet().stream().anyMatch(known -> key(known).equals(key(name)));
    }

    private static String find(Collection<String> names, String wanted, String concept) {
        for (String name : names) {
            if (key(name).equals(key(wanted))) {
                return name;
            }
        }
        throw new IllegalArgumentException(concept + " has no argument \"" + wanted + "\"; it has "
                + (names.isEmpty() ? "none" : String.join(", ", names)));
    }

    private static String example(Registry<?> registry) {
        return registry.entries().stream()
                .findFirst()
                .map(Registry.Entry::notation)
                .orElse("none");
    }

    private static @Nullable Object convert(Type generic, NotationParser.Term term, String where) {
        Class<?> type = generic instanceof ParameterizedType list ? (Class<?>) list.getRawType() : (Class<?>) generic;
        Registry<?> registry = Registry.of(type);
        if ("none".equalsIgnoreCase(term.name()) || "null".equalsIgnoreCase(term.name())) {
            require(!type.isPrimitive(), "%s must have a value, got none", where);
            return null;
        }
        if (type == Schedule.class && term.number() != null) {
            return new Constant(term.number());
        }
        if (registry != null) {
            Object concept = build(registry, term);
            require(type.isInstance(concept), "%s must be a %s, got \"%s\"", where, type.getSimpleName(), term.text());
            return concept;
        }
        if (type.isEnum()) {
            return constant(type, term, where);
        }
        if (type == boolean.class || type == Boolean.class) {
            require(
                    "true".equalsIgnoreCase(term.name()) || "false".equalsIgnoreCase(term.name()),
                    "%s must be true or false, got \"%s\"",
                    where,
                    term.text());
            return "true".equalsIgnoreCase(term.name());
        }
        if (generic instanceof ParameterizedType list) {
            return list(list.getActualTypeArguments()[0], term, where);
        }
        if (type == String.class) {
            return term.text();
        }
        double number = number(term, where);
        if (type == int.class || type == Integer.class) {
            require(number == Math.rint(number), "%s must be a whole number, got %s", where, term.text());
            return (int) number;
        }
        if (type == long.class || type == Long.class) {
            return (long) number;
        }
        require(type == double.class || type == Double.class, "%s cannot be written in one line", where);
        return number;
    }

    private static List<@Nullable Object> list(Type element, NotationParser.Term term, String where) {
        List<NotationParser.Term> items = term.number() == null ? term.items() : List.of(term);
        if (items == null) {
            throw new IllegalArgumentException(where + " must be a list in brackets, got \"" + term.text() + "\"");
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (NotationParser.Term item : items) {
            values.add(convert(element, item, where));
        }
        return values;
    }

    private static double number(NotationParser.Term term, String where) {
        Double number = term.number();
        if (number == null) {
            throw new IllegalArgumentException(where + " must be a number, got \"" + term.text() + "\"");
        }
        return number;
    }

    private static Object constant(Class<?> type, NotationParser.Term term, String where) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (key(constant.toString()).equals(key(term.text()))) {
                return constant;
            }
        }
        throw new IllegalArgumentException(where + " must be one of "
                + Arrays.toString(constants).toLowerCase(Locale.ROOT) + ", got \"" + term.text() + "\"");
    }

    private static String key(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
