package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.GradientDescent;
import gradus.data.tables.NameList;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.schedules.Constant;
import gradus.schedules.Schedule;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The values of an [Option], and how people write them.
///
/// @param <T> type of the values
/// @param parser from a name, for errors, and a text; null for what is left to the data
/// @param writer the text from which the value can be read again
/// @param isSwitch whether the values are on and off
/// @param isList whether the value is a list, with commas between its items
public record Values<T>(Parser<T> parser, Function<T, String> writer, boolean isSwitch, boolean isList) {
    private static final double MOST = 1e9;

    /// Reads a text.
    ///
    /// @param <T> type of the values
    @FunctionalInterface
    public interface Parser<T> {
        /// {@return a value}
        ///
        /// @param name what the value is of, for an error
        /// @param text the text
        /// @throws IllegalArgumentException saying what the text must be
        @Nullable
        T parse(String name, String text);
    }

    static <T> Values<T> of(Parser<T> parser, Function<T, String> writer) {
        return new Values<>(parser, writer, false, false);
    }

    /// Reads a text.
    ///
    /// @param name name of the option, for errors
    /// @param text the text
    /// @return the value
    public @Nullable T parse(String name, String text) {
        return parser.parse(name, text.strip());
    }

    /// Writes a value.
    ///
    /// @param value the value
    /// @return the text
    public String write(T value) {
        return writer.apply(value);
    }

    /// On or off.
    static Values<Boolean> onOff() {
        Parser<Boolean> parser = (name, text) -> switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes" -> true;
            case "off", "false", "no" -> false;
            default -> throw refused(name, "on or off", text);
        };
        return new Values<>(parser, value -> value ? "on" : "off", true, false);
    }

    /// Two words for true and false.
    static Values<Boolean> either(String yes, String no) {
        return of(
                (name, text) -> {
                    require(
                            text.equals(yes) || text.equals(no),
                            "%s must be %s or %s, got \"%s\"",
                            name,
                            yes,
                            no,
                            text);
                    return text.equals(yes);
                },
                value -> value ? yes : no);
    }

    /// Numbers.
    static Values<Double> numbers() {
        return of(Values::number, String::valueOf);
    }

    /// Whole numbers from a least one on.
    static Values<Integer> whole(int least) {
        return of(
                (name, text) -> {
                    double value = number(name, text);
                    require(
                            value == Math.rint(value) && Math.abs(value) < MOST,
                            "%s must be a whole number, got \"%s\"",
                            name,
                            text);
                    require(value >= least, "%s must be at least %s, got %s", name, least, text);
                    return (int) value;
                },
                String::valueOf);
    }

    /// Whole numbers of 64 bits.
    static Values<Long> seeds() {
        return of(
                (name, text) -> {
                    try {
                        return Long.valueOf(text);
                    } catch (NumberFormatException e) {
                        throw refused(name, "a whole number", text);
                    }
                },
                String::valueOf);
    }

    /// Names with commas between them.
    static Values<List<String>> names() {
        return new Values<>(
                (name, text) -> NameList.split(text),
                names -> names.stream().map(NameList::item).collect(Collectors.joining(",")),
                false,
                true);
    }

    /// Any text.
    static Values<String> texts() {
        return of((name, text) -> text, text -> text);
    }

    /// Files.
    static Values<Path> paths() {
        return of((name, text) -> Path.of(text), Path::toString);
    }

    /// Characters.
    static Values<Character> characters() {
        return of(
                (name, text) -> {
                    require(text.length() == 1, "%s must be one character, got \"%s\"", name, text);
                    return text.charAt(0);
                },
                String::valueOf);
    }

    /// The constants of an enum.
    static <E extends Enum<E>> Values<E> oneOf(Class<E> type) {
        return oneOf(type.getEnumConstants(), value -> value.name().toLowerCase(Locale.ROOT));
    }

    /// Constants by their texts. Hyphens and underscores do not matter.
    static <E> Values<E> oneOf(E[] constants, Function<E, String> writer) {
        return of(
                (name, text) -> {
                    for (E constant : constants) {
                        if (key(writer.apply(constant)).equals(key(text))) {
                            return constant;
                        }
                    }
                    List<String> all =
                            java.util.Arrays.stream(constants).map(writer).toList();
                    throw refused(name, "one of " + String.join(", ", all), text);
                },
                writer);
    }

    /// One concept in notation.
    static <T> Values<T> concept(Registry<T> registry) {
        return of((name, text) -> Notation.parse(registry, text), value -> Notation.write(registry, value));
    }

    /// Several concepts in notation.
    static <T> Values<List<T>> concepts(Registry<T> registry) {
        return of(
                (name, text) -> Notation.parseAll(registry, text),
                values -> values.stream()
                        .map(value -> Notation.write(registry, value))
                        .collect(Collectors.joining(" ")));
    }

    /// These with another text for some value, before all others.
    Values<T> or(T value, String word) {
        return new Values<>(
                (name, text) -> text.equals(word) ? value : parser.parse(name, text),
                known -> known.equals(value) ? word : writer.apply(known),
                isSwitch,
                isList);
    }

    /// These, or `none` or `default` for what is left to the data.
    Values<T> orDefault() {
        return new Values<>(
                (name, text) -> text.equals("none") || text.equals("default") ? null : parser.parse(name, text),
                writer,
                isSwitch,
                isList);
    }

    /// These after a change of the text.
    Values<T> reading(UnaryOperator<String> change) {
        return new Values<>((name, text) -> parser.parse(name, change.apply(text)), writer, isSwitch, isList);
    }

    /// A learning rate, or its schedule.
    static Values<Schedule> rates() {
        Values<Schedule> schedules = concept(Registry.SCHEDULES);
        return of(
                (name, text) ->
                        text.matches("[-+.0-9].*") ? new Constant(number(name, text)) : schedules.parse(name, text),
                rate -> rate instanceof Constant constant ? constant.toString() : schedules.write(rate));
    }

    /// A number of classes, 0 or at least 2.
    static Values<Integer> bins() {
        Values<Integer> whole = whole(0);
        return of(
                (name, text) -> {
                    Integer bins = whole.parse(name, text);
                    require(bins == null || bins != 1, "%s must be at least 2, got 1", name);
                    return bins;
                },
                whole::write);
    }

    /// A batch size, or `all`.
    static Values<GradientDescent> batches() {
        return Values.<GradientDescent>of(
                        (name, text) -> {
                            require(
                                    text.matches("[0-9]{1,9}") && Integer.parseInt(text) > 0,
                                    "%s must be a number of rows from 1, or all, got \"%s\"",
                                    name,
                                    text);
                            return GradientDescent.miniBatch(Integer.parseInt(text));
                        },
                        batch -> Integer.toString(batch.rows(Integer.MAX_VALUE)))
                .or(GradientDescent.batch(), "all");
    }

    /// The three kinds of gradient descent.
    static Values<String> descents() {
        UnaryOperator<String> spelled = text -> text.equals("sgd") ? "stochastic" : text;
        return oneOf(new String[] {"stochastic", "mini_batch", "batch"}, text -> text)
                .reading(spelled);
    }

    /// Encodings.
    static Values<Charset> charsets() {
        return of(
                (name, text) -> {
                    try {
                        return Charset.forName(text);
                    } catch (IllegalArgumentException e) {
                        throw refused(name, "an encoding, such as UTF-8 or windows-1252", text);
                    }
                },
                Charset::name);
    }

    static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused(name, "a number", text);
        }
    }

    static IllegalArgumentException refused(String name, String what, @Nullable Object got) {
        return new IllegalArgumentException(
                name + " must be " + what + ", got \"" + Objects.requireNonNullElse(got, "") + "\"");
    }

    private static String key(String text) {
        return text.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
