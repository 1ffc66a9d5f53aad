package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A column of words, each a number into the list of them.
///
/// @param name what the header calls it
/// @param categories the different words, in order
/// @param codes one a row, from 0; -1 where it is missing
public record CategoryColumn(String name, List<String> categories, int[] codes) implements Column {
    /// Copies the list.
    public CategoryColumn {
        categories = List.copyOf(categories);
    }

    /// Creates a column from its words.
    ///
    /// @param name what the header calls it
    /// @param words one a row; null where it is missing
    /// @return the column
    public static CategoryColumn of(String name, @Nullable String... words) {
        Map<String, Integer> found = new HashMap<>();
        int[] codes = new int[words.length];
        for (int row = 0; row < codes.length; row++) {
            String word = words[row];
            int next = found.size();
            codes[row] = word == null ? -1 : found.computeIfAbsent(word, key -> next);
        }
        return Categories.sorted(name, found, codes);
    }

    @Override
    public int rows() {
        return codes.length;
    }

    @Override
    public boolean isMissing(int row) {
        return codes[row] < 0;
    }

    @Override
    public String text(int row) {
        return codes[row] < 0 ? "" : categories.get(codes[row]);
    }

    @Override
    public CategoryColumn select(int[] rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = codes[rows[i]];
        }
        return new CategoryColumn(name, categories, selected);
    }

    /// {@return the number of rows of each category}
    public int[] counts() {
        int[] counts = new int[categories.size()];
        for (int code : codes) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }

    @Override
    public int distinct() {
        int distinct = 0;
        for (int count : counts()) {
            distinct += count > 0 ? 1 : 0;
        }
        return distinct;
    }

    @Override
    public String describe() {
        int[] counts = counts();
        List<String> present = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .mapToObj(categories::get)
                .toList();
        return (present.size() == 1 ? "1 category: " : present.size() + " categories: ") + Texts.names(present);
    }
}
