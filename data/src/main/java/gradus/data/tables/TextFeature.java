package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Free text, as one input for each of its frequent words: 1 if the row has it. Case does not matter.
///
/// @param name the column
/// @param words the words, the most frequent first; at most 256
public record TextFeature(String name, List<String> words) implements Feature {
    static final FeatureKind KIND = new Kind();

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int FEWEST = 16;
    private static final int MOST = 256;
    /// With fewer words in a cell on average, they are names.
    private static final double WORDS_A_TEXT = 2;

    /// Copies the list.
    public TextFeature {
        words = List.copyOf(words);
    }

    @Override
    public String kind() {
        return "text";
    }

    @Override
    public List<String> inputNames() {
        return words.stream().map(word -> name + "~" + word).toList();
    }

    @Override
    public CellEncoder encoder(Doubts doubts) {
        Map<String, Integer> places = new HashMap<>();
        words.forEach(word -> places.put(word, places.size()));
        return (text, target, at) -> {
            for (String word : split(text)) {
                Integer place = places.get(word);
                if (place != null) {
                    target[at + place] = 1;
                }
            }
        };
    }

    private static String[] split(String text) {
        return BETWEEN.split(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public TextFeature fit(Column train, boolean indicating) {
        return new TextFeature(name, frequent(CategoryFeature.words(train)));
    }

    /// The words that enough rows have, but not nearly all: as many as the rows can teach about.
    private static List<String> frequent(CategoryColumn column) {
        int[] counts = column.counts();
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                Set<String> different =
                        new HashSet<>(Arrays.asList(split(column.categories().get(i))));
                for (String word : different) {
                    rows.merge(word, counts[i], Integer::sum);
                }
            }
        }
        int all = column.rows() - column.missing();
        int least = Math.max(3, all / 200);
        return rows.entrySet().stream()
                .filter(word -> !word.getKey().isEmpty() && word.getValue() >= least && word.getValue() < 0.95 * all)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Math.clamp(all / 20, FEWEST, MOST))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public List<Advice> notes(Column column) {
        return List.of(Advice.of(
                "column " + Texts.quote(name) + " holds texts, of which the " + words.size()
                        + " most frequent words are inputs: "
                        + Texts.list(words.stream().map(Texts::quote).toList()) + ". Leave it out",
                new Hint("as", NameList.item(name) + "=ignore")));
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("words", words);
    }

    /// Columns of texts.
    private static final class Kind implements FeatureKind {
        @Override
        public String name() {
            return "text";
        }

        @Override
        public @Nullable Feature recognise(Column column, boolean pixels) {
            if (!(column instanceof CategoryColumn words) || !IgnoredFeature.isMostlyDifferent(words)) {
                return null;
            }
            double tokens = words.categories().stream()
                    .mapToInt(text -> split(text).length)
                    .average()
                    .orElse(0);
            List<String> frequent = frequent(words);
            return tokens >= WORDS_A_TEXT && frequent.size() > 1 ? new TextFeature(column.name(), frequent) : null;
        }

        @Override
        public Feature of(Column column, String argument) {
            return new TextFeature(column.name(), List.of()).fit(column, false);
        }

        @Override
        public Feature from(String name, Map<String, ? extends @Nullable Object> map) {
            return new TextFeature(name, SchemaMap.list(map, "words", String.class));
        }
    }
}
