package gradus.data;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table of text, for inputs of [DataType#STRING]. Each distinct text is kept once, under a number; as [Rows], the
/// table consists of these numbers.
///
/// ```java
/// TextRows towns = TextRows.column(List.of("Fennside", "Port Elms", "Fennside"));
/// ```
public final class TextRows implements Rows {
    private final List<String> texts;
    private final int[] codes;
    private final int width;

    private TextRows(List<String> texts, int[] codes, int width) {
        this.texts = texts;
        this.codes = codes;
        this.width = width;
    }

    /// Creates a table of one column.
    ///
    /// @param column the text of each row
    /// @return the table
    public static TextRows column(List<String> column) {
        return of(List.of(column));
    }

    /// Creates a table from its columns.
    ///
    /// @param columns the columns, all of the same length
    /// @return the table
    /// @throws IllegalArgumentException if there are no columns, or if their lengths differ
    public static TextRows of(List<? extends List<String>> columns) {
        require(!columns.isEmpty(), "a table of text must have at least one column");
        int width = columns.size();
        int count = columns.getFirst().size();
        Map<String, Integer> known = new LinkedHashMap<>();
        int[] codes = new int[Math.multiplyExact(count, width)];
        for (int column = 0; column < width; column++) {
            List<String> texts = columns.get(column);
            require(texts.size() == count, "column %s must have %s texts, got %s", column, count, texts.size());
            int row = 0;
            for (String text : texts) {
                Integer code = known.putIfAbsent(text, known.size());
                codes[row++ * width + column] = code == null ? known.size() - 1 : code;
            }
        }
        return new TextRows(List.copyOf(known.keySet()), codes, width);
    }

    /// {@return the distinct texts, in the order in which they were found; their index is their number}
    public List<String> texts() {
        return texts;
    }

    /// Returns the number of a text.
    ///
    /// @param row the index of the row
    /// @param column the index of the column
    /// @return the index in [#texts()]
    public int code(int row, int column) {
        return codes[row * width + column];
    }

    /// Returns a text.
    ///
    /// @param row the index of the row
    /// @param column the index of the column
    /// @return the text
    public String text(int row, int column) {
        return texts.get(code(row, column));
    }

    @Override
    public int count() {
        return codes.length / width;
    }

    @Override
    public int width() {
        return width;
    }

    /// Copies the numbers of a row's texts.
    @Override
    public void copy(int row, float[] target, int offset) {
        for (int column = 0; column < width; column++) {
            target[offset + column] = code(row, column);
        }
    }

    @Override
    public TextRows select(int[] rows) {
        int[] selected = new int[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(codes, rows[i] * width, selected, i * width, width);
        }
        return new TextRows(texts, selected, width);
    }

    /// {@return the texts of a column, row by row}
    ///
    /// @param column the index of the column
    public List<String> column(int column) {
        List<String> values = new ArrayList<>(count());
        for (int row = 0; row < count(); row++) {
            values.add(text(row, column));
        }
        return values;
    }
}
