package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One of some words that have an order, passed to the network as one input for each but the lowest: 1 if the row's
/// word is at least this one.
///
/// @param name the column
/// @param levels the words, from the lowest
/// @param indicated whether an input tells that the cell is empty
public record OrdinalFeature(String name, List<String> levels, boolean indicated) implements Feature {
    static final FeatureKind KIND = new Kind();

    /// With two words, order says nothing.
    private static final int FEWEST = 3;

    private static final int MOST = 30;
    /// Words in their order, as tables have them.
    private static final List<List<String>> SCALES = List.of(
            scale("none,very low,low,medium,high,very high"),
            scale("none,low,med,high"),
            scale("low,moderate,high,severe"),
            scale("low,normal,high"),
            scale("low,average,high"),
            scale("none,mild,moderate,severe,critical"),
            scale("xxs,xs,s,m,l,xl,xxl,xxxl"),
            scale("tiny,very small,small,medium,large,very large,huge"),
            scale("small,medium,big"),
            scale("short,medium,long"),
            scale("never,rarely,seldom,sometimes,often,usually,always"),
            scale("strongly disagree,disagree,neutral,agree,strongly agree"),
            scale("very bad,bad,neutral,good,very good"),
            scale("bad,average,good,excellent"),
            scale("poor,fair,average,good,very good,excellent"),
            scale("fair,good,very good,premium,ideal"),
            scale("po,fa,ta,gd,ex"),
            scale("cold,cool,mild,warm,hot"),
            scale("bronze,silver,gold,platinum"),
            scale("beginner,intermediate,advanced,expert"),
            scale("primary,secondary,tertiary"),
            scale("first,second,third,fourth,fifth"),
            scale("1st,2nd,3rd,4th,5th,6th,7th,8th,9th,10th"),
            scale("zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve"));

    /// `<18`, `18-24`, `65+`, `100 to 200`, `10 or more`.
    private static final Pattern RANGE = range();

    /// Copies the list.
    public OrdinalFeature {
        levels = List.copyOf(levels);
    }

    private static List<String> scale(String words) {
        return List.of(words.split(",", -1));
    }

    /// The classes of a target in their order: as it is said, or else as it is known; null if there is none.
    static @Nullable List<String> ordered(String target, List<String> classes, @Nullable ColumnKind said) {
        if (said != null && !said.name().equals(KIND.name())) {
            return null;
        }
        if (said == null) {
            return classes.size() > MOST ? null : Kind.levels(classes);
        }
        if (said.argument().isEmpty()) {
            return Kind.known("target", target, classes);
        }
        List<String> levels = Kind.written(said.argument());
        WordPlaces places = new WordPlaces(levels, false);
        Map<String, Integer> found = new HashMap<>();
        for (String word : classes) {
            Integer place = places.of(word);
            if (place == null) {
                throw new DataException(Advice.of(
                        "target " + Texts.quote(target) + " has the class " + Texts.quote(word)
                                + ", which is not in the order " + String.join(" < ", levels) + ". Say all classes",
                        new Hint(
                                "as",
                                NameList.item(target) + "=ordinal(" + String.join("<", levels) + "<" + word + ")")));
            }
            found.put(word, place);
        }
        return classes.stream().sorted(Comparator.comparingInt(found::get)).toList();
    }

    @Override
    public String kind() {
        return "ordinal";
    }

    @Override
    public List<String> inputNames() {
        List<String> names = new ArrayList<>();
        levels.stream().skip(1).forEach(level -> names.add(name + ">=" + level));
        if (indicated) {
            names.add(name + "=" + CategoryFeature.MISSING);
        }
        return names;
    }

    @Override
    public CellEncoder encoder(Doubts doubts) {
        WordPlaces places = new WordPlaces(levels, false);
        return new CellEncoder() {
            @Override
            public void text(String text, float[] target, int at) {
                Integer place = places.of(text);
                if (place == null) {
                    doubts.add(Doubts.Kind.UNKNOWN, name, text, "");
                    empty(target, at);
                    return;
                }
                Arrays.fill(target, at, at + place, 1);
            }

            @Override
            public void missing(float[] target, int at) {
                if (!indicated) {
                    doubts.add(Doubts.Kind.EMPTY, name, "", "");
                }
                empty(target, at);
            }

            private void empty(float[] target, int at) {
                if (indicated) {
                    target[at + levels.size() - 1] = 1;
                }
            }
        };
    }

    @Override
    public OrdinalFeature fit(Column train, boolean indicating) {
        return new OrdinalFeature(name, levels, indicating && train.missing() > 0);
    }

    @Override
    public List<Advice> notes(Column column) {
        Advice order = Advice.of(
                "column " + Texts.quote(name) + " has an order: " + String.join(" < ", levels)
                        + ". Read it without one",
                new Hint("as", NameList.item(name) + "=category"));
        return column instanceof CategoryColumn words
                ? Stream.concat(Stream.of(order), unplaced(words).stream()).toList()
                : List.of(order);
    }

    /// What is said of words that have no place in the order.
    private List<Advice> unplaced(CategoryColumn words) {
        WordPlaces places = new WordPlaces(levels, false);
        int[] counts = words.counts();
        List<String> others = new ArrayList<>();
        int rows = 0;
        for (int i = 0; i < counts.length; i++) {
            String word = words.categories().get(i);
            if (counts[i] > 0 && places.of(word) == null) {
                rows += counts[i];
                others.add(Texts.quote(word));
            }
        }
        return others.isEmpty()
                ? List.of()
                : List.of(Advice.of("column " + Texts.quote(name) + ": " + Texts.count(rows, "row")
                        + (rows == 1 ? " has a word" : " have words") + " outside this order, and "
                        + (rows == 1 ? "counts" : "count") + " as unknown: " + Texts.list(others)
                        + ". Say their place in it"));
    }

    @Override
    public ColumnKind reading() {
        return new ColumnKind("ordinal", String.join("<", levels));
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("levels", levels);
        map.put("missing", indicated);
        return map;
    }

    /// Columns of words that have an order.
    private static final class Kind implements FeatureKind {
        @Override
        public String name() {
            return "ordinal";
        }

        @Override
        public @Nullable Feature recognise(Column column, boolean pixels) {
            if (!(column instanceof CategoryColumn words) || words.distinct() > MOST) {
                return null;
            }
            List<String> levels = levels(used(words));
            return levels == null ? null : new OrdinalFeature(column.name(), levels, false);
        }

        private static @Nullable List<String> levels(List<String> names) {
            List<String> folded =
                    names.stream().map(CategoryFeature::folded).distinct().toList();
            if (folded.size() < FEWEST || folded.size() < names.size()) {
                return null;
            }
            for (List<String> scale : SCALES) {
                if (scale.containsAll(folded)) {
                    return names.stream()
                            .sorted(Comparator.comparingInt(word -> scale.indexOf(CategoryFeature.folded(word))))
                            .toList();
                }
            }
            return ranges(names);
        }

        private static @Nullable List<String> ranges(List<String> names) {
            Map<String, Double> starts = new HashMap<>();
            boolean any = false;
            for (String word : names) {
                Matcher match = RANGE.matcher(word);
                if (!match.matches()) {
                    return null;
                }
                double start = Double.parseDouble(match.group(2).replace(',', '.'));
                String sign = match.group(1) == null ? "" : match.group(1);
                any |= match.group(3) != null || !sign.isEmpty();
                // What is under 18 comes before 18 to 24, what is over 64 after it.
                double shift = sign.isEmpty() ? 0 : sign.matches("(?i)[<ul].*") ? -1e-6 : 1e-6;
                starts.put(word, start + shift);
            }
            return any && starts.values().stream().distinct().count() == names.size()
                    ? names.stream()
                            .sorted(Comparator.comparingDouble(word -> starts.getOrDefault(word, 0.0)))
                            .toList()
                    : null;
        }

        private static List<String> written(String argument) {
            return Arrays.stream(argument.split("<", -1)).map(String::strip).toList();
        }

        private static List<String> used(CategoryColumn words) {
            int[] counts = words.counts();
            List<String> used = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    used.add(words.categories().get(i));
                }
            }
            return used;
        }

        @Override
        public Feature of(Column column, String argument) {
            CategoryColumn words = CategoryFeature.words(column);
            List<String> levels = argument.isEmpty() ? known("column", column.name(), used(words)) : written(argument);
            return new OrdinalFeature(column.name(), levels, false);
        }

        /// The order of words that was not said: that of a known scale, or of numbers.
        private static List<String> known(String what, String name, List<String> words) {
            List<String> known = levels(words);
            if (known != null) {
                return known;
            }
            List<String> levels = Categories.inOrder(words);
            if (!levels.stream().allMatch(word -> Numbers.isNumber(word, '.'))) {
                throw new DataException(Advice.of(
                        what + " " + Texts.quote(name) + " has words whose order is not known: " + Texts.names(levels)
                                + ". Say it",
                        new Hint("as", NameList.item(name) + "=ordinal(low<medium<high)")));
            }
            return levels;
        }

        @Override
        public Feature from(String name, Map<String, ? extends @Nullable Object> map) {
            return new OrdinalFeature(
                    name, SchemaMap.list(map, "levels", String.class), Boolean.TRUE.equals(map.get("missing")));
        }
    }

    private static Pattern range() {
        String number = "[0-9]+(?:[.,][0-9]+)?";
        String before = "(<=?|under|less than|>=?|over|more than)?";
        String from = "\\s*\\p{Sc}?(" + number + ")[k%]?\\s*";
        String to = "((?:-|–|to)\\s*\\p{Sc}?" + number + "[k%]?|\\+|or more|and over)?";
        String unit = "(?:\\s*\\p{L}{1,8})?";
        return Pattern.compile("(?i)" + before + from + to + unit);
    }
}
