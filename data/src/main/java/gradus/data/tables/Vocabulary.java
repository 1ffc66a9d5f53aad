package gradus.data.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The different texts of a column, numbered as they are met, and in the end what they are: numbers or words.
final class Vocabulary {
    private final String name;
    private final @Nullable ColumnScan scan;
    private final Map<String, Integer> words = new HashMap<>();
    private long letters;

    /// @param known whether it is known that they are words, as of a CSV file, which was read before
    Vocabulary(String name, CsvOptions options, boolean known) {
        this.name = name;
        scan = known
                ? null
                : new ColumnScan(
                        name,
                        options,
                        options.kinds().get(name),
                        options.expected().get(name));
    }

    /// The numbers of the texts of a block; -1 where one is missing.
    ///
    /// @param row number of its first row, from 0
    int[] codes(CategoryColumn block, long row) {
        int[] places = new int[block.categories().size()];
        for (int i = 0; i < places.length; i++) {
            String word = block.categories().get(i);
            int next = words.size();
            places[i] = words.computeIfAbsent(word, key -> next);
            letters += places[i] == next ? word.length() : 0;
        }
        int[] codes = new int[block.rows()];
        for (int i = 0; i < codes.length; i++) {
            int code = block.codes()[i];
            codes[i] = code < 0 ? -1 : places[code];
            if (code >= 0 && scan != null) {
                scan.add(block.categories().get(code), row + i + 1);
            }
        }
        return codes;
    }

    /// The memory that the texts take.
    double bytes() {
        return words.size() * 100.0 + 2.0 * letters;
    }

    /// What the texts are.
    ///
    /// @param notes what was assumed is added to them
    Meaning meaning(List<Advice> notes) {
        NumberStyle style = null;
        if (scan != null) {
            scan.decide(scan.hasDecimalComma() ? ',' : ' ', name, notes);
            style = scan.style();
        }
        if (style == null) {
            List<String> sorted = Categories.inOrder(words.keySet());
            int[] places = new int[sorted.size()];
            for (int i = 0; i < places.length; i++) {
                places[words.getOrDefault(sorted.get(i), 0)] = i;
            }
            return new Meaning(sorted, places, new double[0], '.');
        }
        double[] numbers = new double[words.size()];
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            numbers[word.getValue()] = style.value(word.getKey());
        }
        return new Meaning(List.of(), new int[0], numbers, style.decimal());
    }

    /// What the numbers of texts stand for.
    ///
    /// @param categories the texts in their order; empty if they are numbers
    /// @param places of each text among them
    /// @param numbers the value of each text, if they are numbers
    /// @param decimal the decimal mark of these
    record Meaning(List<String> categories, int[] places, double[] numbers, char decimal) {
        /// A column of these.
        ///
        /// @param codes of the rows, -1 where missing; may be changed in place
        Column column(String name, int[] codes) {
            if (numbers.length > 0) {
                double[] values = new double[codes.length];
                for (int row = 0; row < values.length; row++) {
                    values[row] = codes[row] < 0 ? Double.NaN : numbers[codes[row]];
                }
                return new NumericColumn(name, values, decimal);
            }
            for (int row = 0; row < codes.length; row++) {
                codes[row] = codes[row] < 0 ? -1 : places[codes[row]];
            }
            return new CategoryColumn(name, categories, codes);
        }
    }
}
