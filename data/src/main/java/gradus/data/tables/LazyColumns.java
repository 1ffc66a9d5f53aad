package gradus.data.tables;

import gradus.data.Rows;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Columns that are made when they are asked for, so that they never take memory all at once.
abstract class LazyColumns extends AbstractList<Column> implements Serializable {
    private static final long serialVersionUID = 1;

    /// How many rows there are.
    abstract int rows();

    /// The names of the columns, in order.
    abstract List<String> names();

    /// Some rows of a column, in the given order.
    abstract Column get(int column, int[] rows);

    /// Which row of the table that was read a row is.
    int origin(int row) {
        return row;
    }

    /// Whether they are in a file.
    abstract boolean isOnDisk();

    /// Whether each is made anew when it is asked for, from something smaller than all of them.
    abstract boolean isLarge();

    /// Whether it is known that no value is missing.
    boolean isComplete() {
        return false;
    }

    /// All rows as the inputs of a schema, if there is a better way than to encode each column.
    ///
    /// @param source name of the table in messages
    @Nullable
    Rows inputs(Schema schema, String source) {
        return null;
    }

    @Override
    public int size() {
        return names().size();
    }

    /// Some of the columns.
    ///
    /// @param places which, in order
    LazyColumns only(int[] places) {
        return new SomeColumns(this, places);
    }

    /// Some columns of others.
    private static final class SomeColumns extends LazyColumns {
        private static final long serialVersionUID = 1;

        private final LazyColumns all;
        private final int[] places;

        SomeColumns(LazyColumns all, int[] places) {
            this.all = all;
            this.places = places;
        }

        @Override
        int rows() {
            return all.rows();
        }

        @Override
        int origin(int row) {
            return all.origin(row);
        }

        @Override
        boolean isOnDisk() {
            return all.isOnDisk();
        }

        @Override
        boolean isLarge() {
            return all.isLarge();
        }

        @Override
        boolean isComplete() {
            return all.isComplete();
        }

        @Override
        List<String> names() {
            return Arrays.stream(places).mapToObj(all.names()::get).toList();
        }

        @Override
        Column get(int column, int[] rows) {
            return all.get(places[column], rows);
        }

        @Override
        public Column get(int column) {
            return all.get(places[column]);
        }
    }
}
