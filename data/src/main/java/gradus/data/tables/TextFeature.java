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

/// Free text, as one input for each of its frequent words: 1 if the row has it. Where a cell is one word, such as a
/// code or a name, it is cut into all pieces of three characters, with its beginning and end, and an input stands
/// for each frequent one: `C85` has `^C`, `^C8`, `C85` and `85$`. Case does not matter.
///
/// @param name the column
/// @param words the words, or the pieces, the most frequent first; at most 256
/// @param pieces whether texts are cut into pieces, not into words
public record TextFeature(String name, List<String> words, boolean pieces) implements Feature {
    static final FeatureKind KIND = new Kind();

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern DIGITS = Pattern.compile("\\p{N}+");
    private static final int FEWEST = 16;
    private static final int MOST = 256;
    /// With fewer words in a cell on average, they are names.
    private static final double WORDS_A_TEXT = 2;
    /// Characters of a piece.
    private static final int PIECE = 3;
    /// Longer texts without a blank are numbers of some kind, such as hashes, whose pieces say nothing.
    private static final double LONGEST = 20;
    /// A word must be in one of 200 rows. Pieces are often there by chance.
    private static final int ROWS_A_WORD = 200;

    private static final int ROWS_A_PIECE = 50;
    private static final String WORDS = "words";
    private static final String PIECES = "pieces";

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
            for (String word : split(text, pieces)) {
                Integer place = places.get(word);
                if (place != null) {
                    target[at + place] = 1;
                }
            }
        };
    }

    private static String[] split(String text, boolean pieces) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (!pieces) {
            return BETWEEN.split(lower);
        }
        String whole = "^" + lower + "$";
        String[] all = new String[Math.max(1, whole.length() - PIECE + 2)];
        all[0] = whole.substring(0, 2);
        for (int i = 1; i < all.length; i++) {
            all[i] = whole.substring(i - 1, i - 1 + PIECE);
        }
        return all;
    }

    @Override
    public TextFeature fit(Column train, boolean indicating) {
        return new TextFeature(name, frequent(CategoryFeature.words(train), pieces), pieces);
    }

    /// The words that enough rows have, but not nearly all: as many as the rows can teach about.
    private static List<String> frequent(CategoryColumn column, boolean pieces) {
        int[] counts = column.counts();
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                Set<String> different =
                        new HashSet<>(Arrays.asList(split(column.categories().get(i), pieces)));
                for (String word : different) {
                    rows.merge(word, counts[i], Integer::sum);
                }
            }
        }
        int all = column.rows() - column.missing();
        int least = Math.max(3, all / (pieces ? ROWS_A_PIECE : ROWS_A_WORD));
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
                "column " + Texts.quote(name) + " holds " + (pieces ? "short texts of one word" : "texts")
                        + ", of which the " + words.size() + " most frequent "
                        + (pieces ? "pieces of three characters (^ begins a text, $ ends it)" : WORDS)
                        + " are inputs: "
                        + Texts.list(words.stream().map(Texts::quote).toList())
                        + ". Take " + (pieces ? WORDS : PIECES) + " instead",
                new Hint("as", NameList.item(name) + "=text(" + (pieces ? WORDS : PIECES) + ")"),
                ", or leave it out",
                new Hint("as", NameList.item(name) + "=ignore")));
    }

    @Override
    public ColumnKind reading() {
        return new ColumnKind("text", pieces ? PIECES : WORDS);
    }

    @Override
    public Map<String, Object> toMap() {
        return pieces ? Map.of(WORDS, words, PIECES, true) : Map.of(WORDS, words);
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
            boolean pieces = isOneWord(words);
            if (pieces
                    && (IgnoredFeature.isNamedIdentifier(words.name())
                            || length(words) > LONGEST
                            || isNumbered(words))) {
                return null;
            }
            List<String> frequent = frequent(words, pieces);
            return frequent.size() > 1 ? new TextFeature(column.name(), frequent, pieces) : null;
        }

        private static boolean isOneWord(CategoryColumn words) {
            return words.categories().stream()
                            .mapToInt(text -> BLANKS.split(text.strip()).length)
                            .average()
                            .orElse(0)
                    < WORDS_A_TEXT;
        }

        /// Whether texts differ in digits only, as `key1` and `key2` do.
        private static boolean isNumbered(CategoryColumn words) {
            return words.categories().stream()
                            .map(text -> DIGITS.matcher(text).replaceAll(""))
                            .distinct()
                            .limit(2)
                            .count()
                    < 2;
        }

        private static double length(CategoryColumn words) {
            return words.categories().stream()
                    .mapToInt(String::length)
                    .average()
                    .orElse(0);
        }

        @Override
        public Feature of(Column column, String argument) {
            if (!List.of("", WORDS, PIECES).contains(argument)) {
                throw new DataException("column " + Texts.quote(column.name()) + ": a text is taken as text(" + WORDS
                        + ") or text(" + PIECES + "), got text(" + argument + ")");
            }
            boolean pieces = argument.isEmpty() ? isOneWord(CategoryFeature.words(column)) : argument.equals(PIECES);
            return new TextFeature(column.name(), List.of(), pieces).fit(column, false);
        }

        @Override
        public Feature from(String name, Map<String, ? extends @Nullable Object> map) {
            return new TextFeature(
                    name, SchemaMap.list(map, WORDS, String.class), Boolean.TRUE.equals(map.get(PIECES)));
        }
    }
}
