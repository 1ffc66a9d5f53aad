package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Counts the values of later rows that the training rows lack. They stop nothing; what they were taken as is said.
public final class Doubts {
    private final Map<Key, Count> counts = new LinkedHashMap<>();
    private long rows = 1;
    private boolean gapsAreKnown;

    /// What can be odd about a value.
    enum Kind {
        /// A category that the training rows lack.
        UNKNOWN("%s has %s that the training rows lack, such as %s; taken as none of the known ones"),
        /// A number far from those of the training rows.
        OUTSIDE("%s has %s far outside those of the training rows, such as %s (they were %s); the answers there are"
                + " guesses"),
        /// A text in a column of numbers.
        NOT_A_NUMBER("%s has %s that cannot be read, such as %s; taken as missing"),
        /// An empty cell in a column that had none.
        EMPTY("%s has %s without a value; filled in with the usual one"),
        /// Columns that the rows lack.
        LACKING("%s"),
        /// A column that the training rows lack.
        EXTRA("%s is not one that the model was trained with, so it is not used");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private record Key(Kind kind, String column) {}

    private record Count(long rows, String example, String known) {}

    /// Creates an empty count.
    public Doubts() {}

    /// How many rows the next values stand for.
    void rows(long count) {
        rows = count;
    }

    /// Whether empty cells are nothing new.
    void gapsAreKnown(boolean known) {
        gapsAreKnown = known;
    }

    void add(Kind kind, String column, String example, String known) {
        if (kind == Kind.EMPTY && gapsAreKnown) {
            return;
        }
        counts.merge(
                new Key(kind, column),
                new Count(rows, example, known),
                (before, more) -> new Count(before.rows + more.rows, before.example, before.known));
    }

    /// Says which columns the rows lack.
    ///
    /// @param names of them
    /// @param all what the model takes
    void lacking(Collection<String> names, List<Feature> all) {
        long needed = all.stream()
                .filter(feature -> !(feature instanceof IgnoredFeature))
                .count();
        String which = Texts.list(names.stream().map(Texts::quote).toList());
        String text = names.size() + " of the " + Texts.count(needed, "column") + " that the model was trained with "
                + (names.size() == 1 ? "is" : "are") + " not there, filled in with the usual values: " + which;
        add(Kind.LACKING, text, "", "");
    }

    /// Forgets what was counted.
    void clear() {
        counts.clear();
    }

    /// {@return one sentence for each column and what is odd about it; empty if nothing is}
    public List<Advice> advice() {
        List<Advice> advice = new ArrayList<>();
        counts.forEach((key, count) -> advice.add(Advice.of(String.format(
                Locale.ROOT,
                key.kind.text,
                key.kind == Kind.LACKING ? key.column : "column " + Texts.quote(key.column),
                Texts.count(count.rows, key.kind == Kind.EMPTY ? "row" : "value"),
                Texts.quote(count.example),
                count.known))));
        return advice;
    }
}
