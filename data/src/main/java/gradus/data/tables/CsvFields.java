package gradus.data.tables;

/// A record of a CSV file: its fields, which are valid until the next record is read.
interface CsvFields {
    /// How many there are.
    int count();

    /// The line it begins in, from 1.
    long line();

    /// A field, without blanks around it.
    String text(int field);

    /// A field, without blanks around its quotes, but with those within them.
    default String exactText(int field) {
        return text(field);
    }

    /// How many characters a field has.
    default int length(int field) {
        return text(field).length();
    }

    /// A field that is a number with a point, or none: its value, which is infinite if no 32-bit float is as large; NaN
    /// for any other text.
    default double number(int field) {
        String text = text(field);
        return Numbers.isNumber(text, '.') ? Numbers.parse(text, '.') : Double.NaN;
    }

    /// The code of a field that is a number, see [PackedNumbers]; one of those for which there is none otherwise.
    default int packed(int field) {
        return PackedNumbers.UNKNOWN;
    }

    /// What a field looks like.
    default Look look(int field) {
        String text = text(field);
        return !Numbers.isNumber(text, '.') ? Look.OTHER : text.indexOf('.') >= 0 ? Look.POINT : Look.WHOLE;
    }

    /// What a text looks like.
    enum Look {
        /// A number without a point.
        WHOLE,
        /// A number with a point.
        POINT,
        /// Any other text.
        OTHER
    }

    /// Whether a field is empty or of blanks.
    default boolean isBlank(int field) {
        return text(field).isEmpty();
    }
}
