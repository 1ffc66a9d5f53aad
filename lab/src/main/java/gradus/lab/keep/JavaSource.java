package gradus.lab.keep;

import gradus.activations.Activations;
import gradus.internal.Records;
import gradus.layers.Input;
import gradus.layers.Layers;
import gradus.optimizers.Configured;
import gradus.optimizers.UpdateOptions;
import gradus.schedules.Constant;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes concepts as a person would write them in Java: `dense(64, RELU).useBias(false)`,
/// `new Adam(0.01).clipNorm(1)`. Each text is the shortest that makes an equal value, which is tried before it is
/// written, so that arguments with their defaults, new ones among them, are left out.
final class JavaSource {
    private final Map<String, String> types = new TreeMap<>();
    private final TreeSet<String> members = new TreeSet<>();

    /// Lines that import all that was written so far.
    String imports() {
        return members.stream().map(name -> "import static " + name + ";\n").collect(Collectors.joining())
                + (members.isEmpty() ? "" : "\n")
                + types.values().stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }

    /// The name of a type, which is imported unless another of that name is.
    String type(Class<?> type) {
        String full = type.getCanonicalName();
        return full.equals(types.computeIfAbsent(type.getSimpleName(), name -> full)) ? type.getSimpleName() : full;
    }

    /// A value.
    ///
    /// @throws IllegalArgumentException if it is not a concept, a number, a text, a switch or a list of them
    String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case Double number -> number(number);
            case Long number -> number + "L";
            case Integer number -> number.toString();
            case Boolean on -> on.toString();
            case List<?> list -> type(List.class) + ".of(" + join(list) + ")";
            case Enum<?> constant -> type(constant.getDeclaringClass()) + "." + constant.name();
            case Input input ->
                member(Layers.class, "input") + "(" + join(input.shape().dimensions()) + ")";
            case Configured configured -> of(configured.rule()) + around(configured);
            case Record record -> concept(record);
            default -> throw new IllegalArgumentException(value + " cannot be written as Java");
        };
    }

    private String join(List<?> values) {
        return values.stream().map(this::of).collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value) + ".0"
                : Double.toString(value);
    }

    /// A text between quotes. Everything that would end it or is no plain letter is escaped.
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        quoted.append((char) c);
                    } else {
                        quoted.append("\\u%04x".formatted(c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private String member(Class<?> holder, String name) {
        members.add(holder.getName() + "." + name);
        return name;
    }

    /// What is done around an optimizer's rule, as calls of its methods.
    private String around(Configured configured) {
        UpdateOptions options = configured.options();
        StringBuilder calls = new StringBuilder();
        if (!Objects.equals(options.weightDecay(), configured.rule().options().weightDecay())) {
            calls.append(".weightDecay(").append(of(options.weightDecay())).append(')');
        }
        call(calls, "clipNorm", options.clipnorm());
        call(calls, "clipValue", options.clipvalue());
        call(calls, "globalClipNorm", options.globalClipnorm());
        call(calls, "gradientAccumulation", options.gradientAccumulationSteps());
        if (options.useEma()) {
            calls.append(".movingAverage(")
                    .append(of(options.emaMomentum()))
                    .append(", ")
                    .append(of(options.emaOverwriteFrequency()))
                    .append(')');
        }
        return calls.toString();
    }

    private void call(StringBuilder calls, String method, @Nullable Object value) {
        if (value != null) {
            calls.append('.').append(method).append('(').append(of(value)).append(')');
        }
    }

    /// A way to make a record: a constructor or method with its first components, then others replaced.
    ///
    /// @param made by it
    /// @param arguments of it
    /// @param replaced by methods of the record that are named like their components
    private record Way(Executable made, List<@Nullable Object> arguments, List<String> replaced) {
        int cost() {
            return arguments.size() + 2 * replaced.size();
        }
    }

    private String concept(Record record) {
        Field constant = constant(record);
        if (constant != null) {
            return member(Activations.class, constant.getName());
        }
        List<Executable> all = new ArrayList<>();
        for (Method method : Layers.class.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == record.getClass()) {
                all.add(method);
            }
        }
        all.addAll(List.of(record.getClass().getConstructors()));
        Way best = null;
        for (Executable made : all) {
            Way way = way(record, made);
            if (way != null && (best == null || way.cost() < best.cost())) {
                best = way;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException(record + " cannot be written as Java");
        }
        StringBuilder text = new StringBuilder(
                best.made() instanceof Method method
                        ? member(Layers.class, method.getName())
                        : "new " + type(record.getClass()));
        text.append('(').append(join(best.arguments())).append(')');
        Map<String, @Nullable Object> values = Records.components(record);
        best.replaced()
                .forEach(name -> text.append('.')
                        .append(name)
                        .append('(')
                        .append(of(values.get(name)))
                        .append(')'));
        return text.toString();
    }

    private static @Nullable Field constant(Record record) {
        for (Field field : Activations.class.getFields()) {
            try {
                if (record.equals(field.get(null))) {
                    return field;
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return null;
    }

    /// The way by a constructor or method, or null if it makes something else.
    private static @Nullable Way way(Record record, Executable made) {
        Map<String, @Nullable Object> values = Records.components(record);
        List<@Nullable Object> components = new ArrayList<>(values.values());
        Class<?>[] types = made.getParameterTypes();
        if (types.length > components.size()) {
            return null;
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            Object value = components.get(i);
            arguments.add(types[i] == double.class && value instanceof Constant rate ? rate.learningRate() : value);
        }
        try {
            Record result = (Record)
                    (made instanceof Constructor<?> constructor
                            ? constructor.newInstance(arguments.toArray())
                            : ((Method) made).invoke(null, arguments.toArray()));
            List<String> replaced = new ArrayList<>();
            for (Map.Entry<String, @Nullable Object> component : values.entrySet()) {
                if (!Objects.equals(Records.components(result).get(component.getKey()), component.getValue())) {
                    result = replaced(result, component.getKey(), component.getValue());
                    replaced.add(component.getKey());
                }
            }
            return record.equals(result) ? new Way(made, arguments, replaced) : null;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return null; // its arguments are others
        }
    }

    /// A record with a component replaced by the method of that name.
    private static Record replaced(Record record, String name, @Nullable Object value)
            throws ReflectiveOperationException {
        for (Method method : record.getClass().getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == 1
                    && method.getReturnType() == record.getClass()) {
                return (Record) method.invoke(record, value);
            }
        }
        throw new NoSuchMethodException(name);
    }
}
