package gradus.lab.run;

import gradus.internal.Records;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What differs between two settings, in words such as `learning rate 0.01 → 0.1`.
final class Differences {
    private Differences() {}

    static List<String> between(Record one, Record other) {
        List<String> found = new ArrayList<>();
        compare("", one, other, found);
        return found;
    }

    private static void compare(String path, @Nullable Object one, @Nullable Object other, List<String> found) {
        if (Objects.equals(one, other)) {
            return;
        }
        if (one instanceof Record first && other instanceof Record second) {
            Map<String, @Nullable Object> values = Records.components(second);
            Records.components(first)
                    .forEach((name, value) -> compare(join(path, name), value, values.get(name), found));
        } else if (one instanceof List<?> first && other instanceof List<?> second && first.size() == second.size()) {
            for (int i = 0; i < first.size(); i++) {
                compare(join(path, Integer.toString(i + 1)), first.get(i), second.get(i), found);
            }
        } else if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            Set<Object> keys = new LinkedHashSet<>(first.keySet());
            keys.addAll(second.keySet());
            keys.stream()
                    .map(String::valueOf)
                    .sorted()
                    .forEach(key -> compare(join(path, key), first.get(key), second.get(key), found));
        } else {
            found.add(words(path) + " " + text(one) + " → " + text(other));
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// `layers.2.dropout` as "hidden 2 dropout", `optimizerArguments.beta_1` as "beta 1".
    private static String words(String path) {
        String plain = path.replaceFirst("^(optimizerArguments|data)\\.", "")
                .replaceFirst("^scheduleArguments\\.", "schedule ")
                .replaceFirst("^layers\\.", "hidden ");
        return plain.replaceAll("([a-z])([A-Z])", "$1 $2")
                .replace('.', ' ')
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^l([12])$", "L$1");
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value == null || value.equals("") ? "default" : value.toString();
    }
}
