package gradus.data.tables;

import gradus.data.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of a large table of numbers, in half the memory: a column is unpacked when it is asked for, and the
/// inputs of a network when a row is.
@SuppressWarnings("serial") // The list of names can be sent.
final class PackedColumns extends LazyColumns {
    private static final long serialVersionUID = 1;
    /// As a part of all rows.
    private static final int MANY = 16;

    private final List<String> names;
    private final PackedNumbers numbers;

    PackedColumns(List<String> names, PackedNumbers numbers) {
        this.names = List.copyOf(names);
        this.numbers = numbers;
    }

    @Override
    int rows() {
        return numbers.rows();
    }

    @Override
    List<String> names() {
        return names;
    }

    @Override
    boolean isOnDisk() {
        return false;
    }

    @Override
    boolean isLarge() {
        return true;
    }

    @Override
    boolean isComplete() {
        return numbers.isComplete();
    }

    @Override
    Column get(int column, int[] rows) {
        // Many are found faster in the whole column, which is read in order.
        if (rows.length > rows() / MANY) {
            return get(column).select(rows);
        }
        return new NumericColumn(names.get(column), numbers.column(column, rows));
    }

    @Override
    public Column get(int column) {
        return new NumericColumn(names.get(column), numbers.column(column));
    }

    @Override
    @Nullable
    Rows inputs(Schema schema, String source) {
        List<Input> inputs = new ArrayList<>();
        int at = 0;
        for (Feature feature : schema.features()) {
            int column = names.indexOf(feature.name());
            if (feature instanceof NumericFeature && column >= 0) {
                inputs.add(new Input(column, at, (float) feature.mean(0), feature.width() > 1));
            } else if (feature.width() > 0) {
                return null;
            }
            at += feature.width();
        }
        return new Inputs(numbers, inputs.toArray(Input[]::new), at);
    }

    /// An input of the network.
    ///
    /// @param at its place
    /// @param mean is put where the number is missing
    /// @param indicated whether the next input tells that it is
    private record Input(int column, int at, float mean, boolean indicated) {}

    private record Inputs(PackedNumbers numbers, Input[] inputs, int width) implements Rows {
        @Override
        public int count() {
            return numbers.rows();
        }

        @Override
        public void copy(int row, float[] target, int offset) {
            int[] piece = numbers.piece(row);
            int place = numbers.place(row);
            for (Input input : inputs) {
                double value = numbers.value(piece[place + input.column * PackedNumbers.STEP]);
                boolean missing = Double.isNaN(value);
                target[offset + input.at] = missing ? input.mean : (float) value;
                if (input.indicated) {
                    target[offset + input.at + 1] = missing ? 1 : 0;
                }
            }
        }
    }
}
