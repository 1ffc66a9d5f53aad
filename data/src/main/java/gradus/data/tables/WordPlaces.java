package gradus.data.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where words stand in a list. A number is found by its value; other words, unless their spelling matters, without
/// case and blanks; and yes or no in any spelling if the list has just these two.
final class WordPlaces {
    private final boolean exact;
    private final Map<String, Integer> byText = new HashMap<>();
    private final Map<Double, Integer> byValue = new HashMap<>();
    private final Map<String, Integer> byFold = new HashMap<>();
    private final Map<Boolean, Integer> byTruth = new HashMap<>();

    WordPlaces(List<String> words, boolean exact) {
        this.exact = exact;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            byText.put(word, i);
            if (Numbers.isNumber(word, '.')) {
                byValue.putIfAbsent(Numbers.parse(word, '.'), i);
            }
            byFold.putIfAbsent(CategoryFeature.folded(word), i);
            Boolean truth = Booleans.of(word);
            if (truth != null && words.size() == 2) {
                byTruth.putIfAbsent(truth, i);
            }
        }
    }

    /// The place of a text; null if it has none.
    @Nullable
    Integer of(String text) {
        Integer place = byText.get(text);
        String bare = text.strip();
        if (place == null) {
            place = byText.get(bare);
        }
        if (place == null && Numbers.isNumber(bare, '.')) {
            place = byValue.get(Numbers.parse(bare, '.'));
        }
        if (place == null && !exact) {
            place = byFold.get(CategoryFeature.folded(text));
            place = place == null && byTruth.size() == 2 ? byTruth.get(Booleans.of(text)) : place;
        }
        return place;
    }

    /// The place of a number; null if it has none.
    @Nullable
    Integer of(double value) {
        // + 0.0 makes the negative zero positive: they are one number, but two keys
        Integer place = byValue.get(value + 0.0);
        return place == null ? of(Numbers.text(value)) : place;
    }
}
