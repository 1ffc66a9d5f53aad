package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words of a table that may mean something else: a missing value, or a date that is written in another form than
/// others. They are taken as words; what they may be is said.
final class Suspects {
    private static final Set<String> MISSING = Set.of(
            "none",
            "unknown",
            "unk",
            "n/a",
            "na",
            "n.a.",
            "n.a",
            "nil",
            "null",
            "nan",
            "missing",
            "not available",
            "not applicable",
            "not known",
            "not specified",
            "not stated",
            "not reported",
            "no data",
            "no answer",
            "unspecified",
            "undefined",
            "-",
            "--",
            "---",
            ".",
            "..",
            "?",
            "??");

    private static final double MOSTLY = 0.9;
    private static final int FEWEST_DATES = 3;
    /// More different words say nothing more.
    private static final int MOST_WORDS = 1000;

    private Suspects() {}

    static List<Advice> of(Schema schema, Table table) {
        List<Advice> notes = new ArrayList<>();
        List<String> found = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (Feature feature : schema.features()) {
            if (!(feature instanceof NumericFeature || feature instanceof ImageFeature)
                    && table.find(feature.name()) instanceof CategoryColumn words) {
                if (feature instanceof CategoryFeature) {
                    missing(words, found, options);
                }
                if (!(feature instanceof DateFeature)) {
                    Advice dates = dates(words);
                    if (dates != null) {
                        notes.add(dates);
                    }
                }
            }
        }
        if (!found.isEmpty()) {
            notes.addFirst(Advice.of(
                    "words that may stand for a missing value are taken as categories: " + Texts.list(found)
                            + ". If they do, read the table",
                    new Hint("na", String.join(",", options))));
        }
        return notes;
    }

    private static void missing(CategoryColumn words, List<String> found, List<String> options) {
        int[] counts = words.counts();
        for (int i = 0; i < counts.length; i++) {
            String word = words.categories().get(i);
            if (counts[i] > 0 && MISSING.contains(word.strip().toLowerCase(Locale.ROOT))) {
                found.add(Texts.quote(word) + " in column " + Texts.quote(words.name()) + " ("
                        + Texts.count(counts[i], "row") + ")");
                options.add(NameList.item(words.name() + "=" + word.strip()));
            }
        }
    }

    private static @Nullable Advice dates(CategoryColumn words) {
        List<String> some = words.categories().stream().limit(MOST_WORDS).toList();
        int dates = 0;
        String first = "";
        String other = "";
        for (String word : some) {
            DateFormat form = form(word);
            if (form != null) {
                dates++;
                first = first.isEmpty() ? word : first;
                boolean same = other.isEmpty() && sameForm(first, word);
                other = other.isEmpty() && !same ? word : other;
            }
        }
        return dates < FEWEST_DATES || dates < MOSTLY * some.size() || other.isEmpty()
                ? null
                : Advice.of("column " + Texts.quote(words.name()) + " has dates in several forms, such as "
                        + Texts.quote(first) + " and " + Texts.quote(other)
                        + ", so they are not read as dates. Write all of them in one form, as in 2026-01-31");
    }

    private static boolean sameForm(String a, String b) {
        for (DateFormat format : DateFormat.values()) {
            if (format.parse(a) != null && format.parse(b) != null) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable DateFormat form(String word) {
        for (DateFormat format : DateFormat.values()) {
            if (format.parse(word.strip()) != null) {
                return format;
            }
        }
        return null;
    }
}
