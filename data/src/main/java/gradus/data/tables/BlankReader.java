package gradus.data.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/// Text whose fields are separated by any number of blanks or tabs, with one blank in their place, and none at the
/// ends of lines.
final class BlankReader extends Reader {
    private final BufferedReader text;
    private final char quote;
    private boolean lineStart = true;
    private boolean quoted;
    private int pending = -2; // a character after blanks; -2 for none

    BlankReader(Reader text, char quote) {
        this.text = new BufferedReader(text);
        this.quote = quote;
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int c = next();
            if (c < 0) {
                return count == 0 && length > 0 ? -1 : count;
            }
            buffer[from + count++] = (char) c;
        }
        return count;
    }

    private int next() throws IOException {
        int c = pending != -2 ? pending : text.read();
        pending = -2;
        if (!quoted && (c == ' ' || c == '\t')) {
            while (c == ' ' || c == '\t') {
                c = text.read();
            }
            if (!lineStart && c >= 0 && c != '\n' && c != '\r') {
                pending = c;
                return ' ';
            }
        }
        lineStart = c == '\n' || c == '\r';
        quoted ^= c == quote;
        return c;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
