package gradus.data.tables;

import gradus.data.Rows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Columns in a mapped file: blocks of rows, and in each block one column after the other. A column is copied into
/// memory when it is asked for.
@SuppressWarnings("serial") // Its lists can be serialized.
final class StoredColumns extends LazyColumns {
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long serialVersionUID = 1;

    private final transient TableFile.Content content;
    private final transient MemorySegment bytes;
    private final long[] offsets;
    private final transient RowFile.Place place;
    private final transient List<String> names = new ArrayList<>();

    /// @param bytes the blocks
    /// @param place where rows that are made of these go
    StoredColumns(TableFile.Content content, MemorySegment bytes, RowFile.Place place) {
        this.content = content;
        this.bytes = bytes;
        this.place = place;
        offsets = new long[content.columns().size() + 1];
        for (int i = 0; i < content.columns().size(); i++) {
            names.add(content.columns().get(i).name());
            offsets[i + 1] = offsets[i] + content.columns().get(i).size();
        }
    }

    @Override
    int rows() {
        return content.rows();
    }

    @Override
    boolean isOnDisk() {
        return true;
    }

    @Override
    boolean isLarge() {
        return true;
    }

    @Override
    List<String> names() {
        return names;
    }

    /// Where the value of a row lies.
    private long at(int column, int row) {
        int most = content.blockRows();
        int block = row / most;
        int length = Math.min(most, content.rows() - block * most);
        return block * (most * offsets[names.size()])
                + offsets[column] * length
                + (long) (row % most) * content.columns().get(column).size();
    }

    @Override
    public Column get(int column) {
        return range(column, 0, content.rows());
    }

    /// The rows `[from, to)` of a column.
    private Column range(int column, int from, int to) {
        TableFile.Stored stored = content.columns().get(column);
        Vocabulary.Meaning meaning = stored.meaning();
        double[] numbers = new double[meaning == null ? to - from : 0];
        int[] codes = new int[meaning == null ? 0 : to - from];
        for (int row = from; row < to; ) {
            int length = Math.min(to - row, content.blockRows() - row % content.blockRows());
            long at = at(column, row);
            if (meaning == null) {
                MemorySegment.copy(bytes, DOUBLE, at, numbers, row - from, length);
            } else {
                MemorySegment.copy(bytes, INT, at, codes, row - from, length);
            }
            row += length;
        }
        return column(stored, meaning, numbers, codes);
    }

    @Override
    Column get(int column, int[] rows) {
        TableFile.Stored stored = content.columns().get(column);
        Vocabulary.Meaning meaning = stored.meaning();
        double[] numbers = new double[meaning == null ? rows.length : 0];
        int[] codes = new int[meaning == null ? 0 : rows.length];
        for (int i = 0; i < rows.length; i++) {
            long at = at(column, rows[i]);
            if (meaning == null) {
                numbers[i] = bytes.get(DOUBLE, at);
            } else {
                codes[i] = bytes.get(INT, at);
            }
        }
        return column(stored, meaning, numbers, codes);
    }

    private static Column column(
            TableFile.Stored stored, Vocabulary.@Nullable Meaning meaning, double[] numbers, int[] codes) {
        return meaning == null
                ? new NumericColumn(stored.name(), numbers, stored.decimal())
                : meaning.column(stored.name(), codes);
    }

    /// A block of rows, in memory; null after the last.
    ///
    /// @param from its first row
    @Nullable
    Table block(String source, int from) {
        if (from >= content.rows()) {
            return null;
        }
        int to = (int) Math.min(content.rows(), (long) from + content.blockRows());
        List<Column> block = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            block.add(range(i, from, to));
        }
        return Table.of(source, block);
    }

    /// They are in a mapped file.
    @Override
    Rows inputs(Schema schema, String source) {
        return RowFile.of(place, schema, this, source);
    }

    private Object writeReplace() {
        throw new DataException("a table on disk cannot be sent to other machines; give Java more memory with -Xmx");
    }
}
