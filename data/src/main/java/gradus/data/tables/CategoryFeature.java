package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One of some words, passed to the network as one input for each word: 1 for the row's own, 0 for the others. Further
/// inputs stand for rare words, and for empty cells. A word that the training rows lack counts as rare; if they have no
/// rare ones, all inputs are 0.
///
/// @param name the column
/// @param categories the words, in order
/// @param exact whether case, blanks and the spelling of yes and no matter
/// @param other whether an input stands for all other words
/// @param indicated whether an input tells that the cell is empty
public record CategoryFeature(String name, List<String> categories, boolean exact, boolean other, boolean indicated)
        implements Feature {
    static final FeatureKind KIND = new Kind();
    static final String MISSING = "(missing)";
    private static final String OTHER = "(other)";
    /// What is said of a column in which the spelling of words does not matter.
    private static final String FOLDED = "folded";

    /// Where there are at most this many words, none is rare.
    private static final int FEW = 9;
    /// With at most this many words, a column is hardly one of identifiers.
    private static final int MANY = 20;
    /// The least share of rows with a word that is not rare.
    private static final double COVERED = 0.2;

    private static final Pattern CODE = Pattern.compile("(?i)(.*[_ .-])?(zip|zip_?code|postal_?code|postcode|plz)");

    /// Copies the list.
    public CategoryFeature {
        categories = List.copyOf(categories);
    }

    /// Creates a category of nothing but some words.
    ///
    /// @param name the column
    /// @param categories the words, in order
    public CategoryFeature(String name, List<String> categories) {
        this(name, categories, true, false, false);
    }

    @Override
    public String kind() {
        return "category";
    }

    @Override
    public List<String> inputNames() {
        List<String> names = new ArrayList<>();
        categories.forEach(category -> names.add(name + "=" + category));
        if (other) {
            names.add(name + "=" + OTHER);
        }
        if (indicated) {
            names.add(name + "=" + MISSING);
        }
        return names;
    }

    @Override
    public int width() {
        return categories.size() + (other ? 1 : 0) + (indicated ? 1 : 0);
    }

    @Override
    public CellEncoder encoder(Doubts doubts) {
        return new Cells(doubts);
    }

    /// The places of words.
    private final class Cells implements CellEncoder {
        private final Doubts doubts;
        private final WordPlaces places = new WordPlaces(categories, exact);

        private Cells(Doubts doubts) {
            this.doubts = doubts;
        }

        @Override
        public void text(String text, float[] target, int at) {
            write(places.of(text), text, target, at);
        }

        @Override
        public void number(double value, float[] target, int at) {
            write(places.of(value), Numbers.text(value), target, at);
        }

        private void write(@Nullable Integer place, String text, float[] target, int at) {
            if (place != null) {
                target[at + place] = 1;
            } else if (other) {
                target[at + categories.size()] = 1;
            } else {
                doubts.add(Doubts.Kind.UNKNOWN, name, text, "");
            }
        }

        @Override
        public void missing(float[] target, int at) {
            if (indicated) {
                target[at + width() - 1] = 1;
            } else {
                doubts.add(Doubts.Kind.EMPTY, name, "", "");
            }
        }
    }

    /// A word without what does not matter: case, and how many blanks.
    static String folded(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ").strip();
    }

    @Override
    public CategoryFeature fit(Column train, boolean indicating) {
        return fit(train, indicating, WordInputs.most(train.rows()));
    }

    /// As [#fit], with at most some number of words.
    CategoryFeature fit(Column train, boolean indicating, int most) {
        Map<String, Integer> counts = counts(words(train));
        int least = counts.size() <= FEW ? 1 : rare(train.rows());
        List<String> kept = counts.entrySet().stream()
                .filter(word -> word.getValue() >= least)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        return new CategoryFeature(
                name, Categories.inOrder(kept), exact, kept.size() < counts.size(), indicating && train.missing() > 0);
    }

    /// How many rows have each word, by the spelling that stands for it.
    private Map<String, Integer> counts(CategoryColumn words) {
        Map<String, Integer> counts = new HashMap<>();
        int[] all = words.counts();
        Map<String, String> names = exact ? Map.of() : representatives(words);
        for (int i = 0; i < all.length; i++) {
            String word = words.categories().get(i);
            if (all[i] > 0) {
                counts.merge(names.getOrDefault(word, word), all[i], Integer::sum);
            }
        }
        return counts;
    }

    /// How many rows a word needs not to be rare.
    private static int rare(int rows) {
        return Math.clamp(rows / 500, 2, 10);
    }

    /// The spelling that stands for each word, the most frequent of those that say the same.
    static Map<String, String> representatives(CategoryColumn column) {
        int[] counts = column.counts();
        boolean truths = true;
        Map<String, Integer> best = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            String word = column.categories().get(i);
            truths &= counts[i] == 0 || Booleans.of(word) != null;
        }
        Map<String, String> names = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < counts.length; i++) {
                String word = column.categories().get(i);
                String key = truths ? String.valueOf(Booleans.of(word)) : folded(word);
                Integer before = best.get(key);
                if (round == 0 && counts[i] > 0 && (before == null || counts[before] < counts[i])) {
                    best.put(key, i);
                } else if (round == 1 && best.containsKey(key)) {
                    names.put(word, column.categories().get(best.getOrDefault(key, i)));
                }
            }
        }
        return names;
    }

    @Override
    public List<Advice> notes(Column column) {
        List<Advice> notes = new ArrayList<>();
        CategoryColumn words = words(column);
        if (!exact) {
            Map<String, List<String>> spellings = new LinkedHashMap<>();
            int[] counts = words.counts();
            Map<String, String> names = representatives(words);
            for (int i = 0; i < counts.length; i++) {
                String word = words.categories().get(i);
                if (counts[i] > 0) {
                    spellings
                            .computeIfAbsent(names.getOrDefault(word, word), key -> new ArrayList<>())
                            .add(Texts.quote(word));
                }
            }
            List<String> merged = spellings.values().stream()
                    .filter(same -> same.size() > 1)
                    .map(Texts::list)
                    .toList();
            if (!merged.isEmpty()) {
                notes.add(Advice.of(
                        "column " + Texts.quote(name) + " spells words in several ways, which are taken as one: "
                                + String.join("; ", merged) + ". Keep them apart",
                        new Hint("as", NameList.item(name) + "=category")));
            }
        }
        if (other) {
            notes.add(Advice.of("column " + Texts.quote(name) + " has " + words.distinct() + " categories: the "
                    + categories.size() + " most frequent " + least(words)
                    + "are inputs of their own, the others share one"));
        }
        if (isCode(column)) {
            notes.add(Advice.of(
                    "column " + Texts.quote(name) + " holds codes, taken as categories. Read it as numbers",
                    new Hint("as", NameList.item(name) + "=number")));
        }
        return notes;
    }

    /// How many rows each of the words has, if words that are not rare may share an input.
    private String least(CategoryColumn words) {
        Map<String, Integer> counts = counts(words);
        int least = categories.stream()
                .mapToInt(word -> counts.getOrDefault(word, 0))
                .min()
                .orElse(0);
        return categories.size() < WordInputs.FEWEST || least <= rare(words.rows())
                ? ""
                : "(" + least + " rows or more each) ";
    }

    @Override
    public ColumnKind reading() {
        return new ColumnKind("category", exact ? "" : FOLDED);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("categories", categories);
        if (!exact) {
            map.put("folded", true);
        }
        if (other) {
            map.put("other", true);
        }
        if (indicated) {
            map.put("missing", true);
        }
        return map;
    }

    /// A column as words.
    static CategoryColumn words(Column column) {
        if (column instanceof CategoryColumn words) {
            return words;
        }
        Map<String, Integer> found = new HashMap<>();
        int[] codes = new int[column.rows()];
        for (int row = 0; row < codes.length; row++) {
            int next = found.size();
            codes[row] = column.isMissing(row) ? -1 : found.computeIfAbsent(column.text(row), key -> next);
        }
        return Categories.sorted(column.name(), found, codes);
    }

    /// Whether numbers are codes, as those of post are.
    static boolean isCode(Column column) {
        return column instanceof NumericColumn numbers
                && numbers.isWhole()
                && CODE.matcher(column.name()).matches();
    }

    /// Columns of words.
    private static final class Kind implements FeatureKind {
        @Override
        public String name() {
            return "category";
        }

        @Override
        public @Nullable Feature recognise(Column column, boolean pixels) {
            if (column instanceof NumericColumn && !isCode(column)) {
                return null;
            }
            CategoryColumn words = words(column);
            if (IgnoredFeature.isDifferentNearlyEverywhere(words)) {
                return null;
            }
            CategoryFeature feature =
                    new CategoryFeature(column.name(), List.of(), false, false, false).fit(words, false);
            return words.distinct() <= MANY || covered(words, feature) >= COVERED ? feature : null;
        }

        private static double covered(CategoryColumn words, CategoryFeature feature) {
            int[] counts = words.counts();
            Map<String, String> names = representatives(words);
            java.util.Set<String> kept = java.util.Set.copyOf(feature.categories());
            long rows = 0;
            for (int i = 0; i < counts.length; i++) {
                String word = words.categories().get(i);
                rows += kept.contains(names.getOrDefault(word, word)) ? counts[i] : 0;
            }
            return rows / (double) Math.max(1, words.rows() - words.missing());
        }

        @Override
        public Feature of(Column column, String argument) {
            boolean exact = !argument.equals(FOLDED);
            return new CategoryFeature(column.name(), List.of(), exact, false, false).fit(column, false);
        }

        @Override
        public Feature from(String name, Map<String, ? extends @Nullable Object> map) {
            return new CategoryFeature(
                    name,
                    SchemaMap.list(map, "categories", String.class),
                    !Boolean.TRUE.equals(map.get("folded")),
                    Boolean.TRUE.equals(map.get("other")),
                    Boolean.TRUE.equals(map.get("missing")));
        }
    }
}
