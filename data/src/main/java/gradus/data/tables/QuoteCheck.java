package gradus.data.tables;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Finds what is wrong with the quotes of a file, or the number of its fields, and where, once a reader has refused
/// it.
final class QuoteCheck {
    private QuoteCheck() {}

    /// The first fault, as `line 3: …`; null if there is none.
    ///
    /// @param most how many fields a record may have
    static @Nullable Advice fault(Reader text, char delimiter, char quote, int most) throws IOException {
        int line = 1;
        int opened = 0;
        int fields = 1;
        boolean quoted = false;
        boolean closed = false;
        boolean fieldStart = true;
        for (int c = text.read(); c >= 0; c = text.read()) {
            boolean end = c == delimiter || c == '\n' || c == '\r';
            if (quoted) {
                if (c == quote) {
                    quoted = false;
                    closed = true;
                }
            } else if (closed && c == quote) {
                quoted = true; // a doubled quote stands for one
                closed = false;
            } else if (closed && !end) {
                return Advice.of(
                        "line " + line + ": " + (char) c + " follows the quote that closes a field (opened in line "
                                + opened + "). Write a quote inside a field twice, as \"\"");
            } else if (fieldStart && c == quote) {
                quoted = true;
                opened = line;
                fieldStart = false;
            } else {
                fieldStart = end;
                closed = false;
            }
            if (end && !quoted) {
                fields = c == delimiter ? fields + 1 : 1;
                if (fields > most) {
                    return Advice.of(
                            "line " + line + " has more than " + most + " fields, which is the most that a table may"
                                    + " have. Leave some out; or, if another character separates the fields, give it",
                            Hint.of("delimiter"));
                }
            }
            line += c == '\n' ? 1 : 0;
        }
        return quoted
                ? Advice.of(
                        "line " + opened + ": the quote that opens a field here is never closed. Close it, or write a"
                                + " quote that belongs to the text twice, as \"\"")
                : null;
    }
}
