package gradus.data.tables;

import java.util.List;
import java.util.Map;

/// A column of a table as inputs of the network: how wide it is, what a cell becomes, and what is said of it. Each kind
/// is one record, with a [FeatureKind] that recognises it.
public interface Feature {
    /// {@return the name of the column, or of the group of columns}
    String name();

    /// {@return the name of its kind, as in [ColumnKind]}
    String kind();

    /// {@return the number of inputs of the network that it becomes}
    default int width() {
        return inputNames().size();
    }

    /// {@return the name of each input}
    List<String> inputNames();

    /// {@return the mean of an input over the training rows} It is 0 where nothing is subtracted.
    ///
    /// @param input number of the input, from 0
    default double mean(int input) {
        return 0;
    }

    /// {@return the variance of an input over the training rows} It is 1 where nothing is divided, and for a constant
    /// input, so that training sees 0 and a later value that differs is not blown up.
    ///
    /// @param input number of the input, from 0
    default double variance(int input) {
        return 1;
    }

    /// {@return whether an empty cell is a missing value, which [MissingPolicy] is about}
    default boolean needsValue() {
        return true;
    }

    /// {@return what writes the inputs of cells}
    ///
    /// @param doubts counts what the training rows lack
    CellEncoder encoder(Doubts doubts);

    /// {@return this with the statistics of training rows}
    ///
    /// @param train the column, training rows only
    /// @param indicated whether an input tells that a cell is empty, if there are such cells
    /// @throws DataException if the training rows have no value
    default Feature fit(Column train, boolean indicated) {
        return this;
    }

    /// {@return what was assumed of the column, and what is odd about it}
    ///
    /// @param column all its rows
    default List<Advice> notes(Column column) {
        return List.of();
    }

    /// {@return how a later table with this column is read}
    default ColumnKind reading() {
        return new ColumnKind(kind(), "");
    }

    /// {@return what a later feature of this column needs, beside name and kind: strings, numbers, lists}
    Map<String, Object> toMap();
}
