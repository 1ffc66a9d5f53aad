package gradus.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A change of one column of a row, or of two, that changes the answer.
///
/// @param parts what is changed
/// @param answer the label that the changed row gets, or its number as text
/// @param isLabel whether the answer is a label
/// @param number the probability of this label, or the number
/// @param size how large the change is, in terms of the training rows: of a number or a level, the share of them
///     between the values; of a category, the share with another one than the new one. Two columns are added up
public record Change(List<Part> parts, String answer, boolean isLabel, double number, double size) {
    /// Copies the list.
    public Change {
        parts = List.copyOf(parts);
    }

    /// A value in place of another one.
    ///
    /// @param column the column
    /// @param from the value of the row; `(missing)` or `(other)` if it has none that is known
    /// @param to the value that it would have
    public record Part(String column, String from, String to) {
        @Override
        public String toString() {
            return column + " " + to + " instead of " + from;
        }
    }

    /// {@return the change in words, such as `age 34 instead of 51 would give no (0.62)`}
    @Override
    public String toString() {
        String changed = parts.stream().map(Part::toString).collect(Collectors.joining(" and "));
        return changed + " would give " + answer + (isLabel ? String.format(Locale.ROOT, " (%.2f)", number) : "");
    }
}
