package gradus.keras;

import gradus.layers.CategoryLayer;
import gradus.registry.Config;
import gradus.registry.Registry;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Arguments that came after Keras 3.0, or that older files of Gradus do not have. Where they are off they are left
/// out, because older versions refuse what they do not know.
final class LateArguments {
    private static final Set<String> OF_CATEGORIES = Set.of("oov_method", "salt", "invert");
    private static final Set<String> OF_ONE = Set.of("Argmax.keepdims", "Dice.axis", "Tversky.axis");

    private LateArguments() {}

    /// Whether an argument is one of them, and off.
    static boolean isOff(Registry.Entry<?> entry, Map.Entry<String, @Nullable Object> argument) {
        String key = argument.getKey();
        boolean late = (CategoryLayer.class.isAssignableFrom(entry.type()) && OF_CATEGORIES.contains(key))
                || OF_ONE.contains(entry.type().getSimpleName() + "." + key);
        return late && Objects.equals(Config.of(entry.record()).get(key), argument.getValue());
    }
}
