package gradus.internal;

/// Writes fields of CSV files.
public final class CsvText {
    private CsvText() {}

    /// Returns a text as a field of a CSV file whose fields are separated by commas.
    ///
    /// @param text the text
    /// @return the field, between quotes if it has to be
    public static String field(String text) {
        return field(text, ',');
    }

    /// Returns a text as a field of a CSV file.
    ///
    /// @param text the text
    /// @param separator the character between two fields
    /// @return the field, between quotes if it has to be
    public static String field(String text, char separator) {
        boolean plain = text.chars().noneMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
