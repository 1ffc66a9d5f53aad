package gradus.data.tables;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Yes and no in the spellings of tables.
final class Booleans {
    private static final Set<String> YES = Set.of("yes", "y", "true", "t", "1", "on");
    private static final Set<String> NO = Set.of("no", "n", "false", "f", "0", "off");

    private Booleans() {}

    /// What a text says; null if it is neither yes nor no.
    static @Nullable Boolean of(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return YES.contains(folded) ? Boolean.TRUE : NO.contains(folded) ? Boolean.FALSE : null;
    }
}
