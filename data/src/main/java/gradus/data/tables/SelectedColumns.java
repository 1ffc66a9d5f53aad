package gradus.data.tables;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.List;

/// The columns of a table with some of its rows. Each is copied when it is asked for, so that they never take
/// memory all at once.
final class SelectedColumns extends AbstractList<Column> implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<Column> all;
    private final int[] rows;

    private SelectedColumns(List<Column> all, int[] rows) {
        this.all = all;
        this.rows = rows;
    }

    static SelectedColumns of(List<Column> columns, int[] rows) {
        if (!(columns instanceof SelectedColumns selected)) {
            return new SelectedColumns(columns, rows.clone());
        }
        int[] places = new int[rows.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = selected.rows[rows[i]];
        }
        return new SelectedColumns(selected.all, places);
    }

    /// The columns with all rows.
    List<Column> all() {
        return all;
    }

    int rows() {
        return rows.length;
    }

    @Override
    public Column get(int column) {
        return all.get(column).select(rows);
    }

    @Override
    public int size() {
        return all.size();
    }
}
