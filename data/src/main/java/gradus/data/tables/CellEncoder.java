package gradus.data.tables;

/// A [Feature] at work: writes the inputs of cells, one after the other.
public interface CellEncoder {
    /// Writes the inputs of a cell with a text.
    ///
    /// @param text the text, which is not missing
    /// @param target where the inputs go, all 0 before
    /// @param at place of the first input
    void text(String text, float[] target, int at);

    /// Writes the inputs of a cell with a number.
    ///
    /// @param value the number, which is not missing
    /// @param target where the inputs go, all 0 before
    /// @param at place of the first input
    default void number(double value, float[] target, int at) {
        text(Numbers.text(value), target, at);
    }

    /// Writes the inputs of an empty cell: all 0, unless the kind says otherwise.
    ///
    /// @param target where the inputs go, all 0 before
    /// @param at place of the first input
    default void missing(float[] target, int at) {}
}
