package gradus.data.tables;

import gradus.data.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of a table with some of its rows.
@SuppressWarnings("serial") // the lists that are kept can be sent
final class SelectedColumns extends LazyColumns {
    private static final long serialVersionUID = 1;

    private final List<Column> all;
    private final List<String> names;
    private final int[] rows;

    private SelectedColumns(List<Column> all, int[] rows) {
        this.all = all;
        this.rows = rows;
        names = all instanceof LazyColumns lazy
                ? lazy.names()
                : all.stream().map(Column::name).toList();
    }

    static SelectedColumns of(List<Column> columns, int[] rows) {
        return columns instanceof SelectedColumns selected
                ? new SelectedColumns(selected.all, selected.places(rows))
                : new SelectedColumns(columns, rows);
    }

    private int[] places(int[] some) {
        int[] places = new int[some.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = rows[some[i]];
        }
        return places;
    }

    @Override
    int origin(int row) {
        return all instanceof LazyColumns lazy ? lazy.origin(rows[row]) : rows[row];
    }

    @Override
    boolean isOnDisk() {
        return all instanceof LazyColumns lazy && lazy.isOnDisk();
    }

    @Override
    boolean isLarge() {
        return all instanceof LazyColumns lazy && lazy.isLarge();
    }

    @Override
    boolean isComplete() {
        return all instanceof LazyColumns lazy && lazy.isComplete();
    }

    @Override
    @Nullable
    Rows inputs(Schema schema, String source) {
        Rows inputs = all instanceof LazyColumns lazy ? lazy.inputs(schema, source) : null;
        return inputs == null ? null : inputs.select(rows);
    }

    @Override
    int rows() {
        return rows.length;
    }

    @Override
    List<String> names() {
        return names;
    }

    @Override
    Column get(int column, int[] some) {
        return of(column, places(some));
    }

    @Override
    public Column get(int column) {
        return of(column, rows);
    }

    private Column of(int column, int[] places) {
        return all instanceof LazyColumns lazy
                ? lazy.get(column, places)
                : all.get(column).select(places);
    }
}
