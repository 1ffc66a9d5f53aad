package gradus.data.tables;

import java.util.ArrayList;
import java.util.List;

/// A list of names as it is written: with commas between them. A name that has a comma itself is written `"a,b"` or
/// `a\\,b`.
public final class NameList {
    private NameList() {}

    /// Splits a list.
    ///
    /// @param text as in `town,"area, in acres",rooms`; what follows a quoted name belongs to it, as in `"a,b"=0`
    /// @return the names, without blanks around them; empty ones are left out
    public static List<String> split(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            int close = c == '"' && name.toString().isBlank() ? closing(text, i) : -1;
            if (close > 0) {
                name.append(text, i + 1, close);
                i = close;
            } else if (c == '\\' && i + 1 < text.length() && ",\"".indexOf(text.charAt(i + 1)) >= 0) {
                name.append(text.charAt(++i));
            } else if (c == ',') {
                if (!name.toString().isBlank()) {
                    names.add(name.toString().strip());
                }
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        return names;
    }

    /// The quote that closes a name: the next before a comma, an equals sign or the end; -1 if there is none.
    private static int closing(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '"' && (i + 1 == text.length() || ",=".indexOf(text.charAt(i + 1)) >= 0)) {
                return i;
            }
        }
        return -1;
    }

    /// Writes a name so that [#split] reads it.
    ///
    /// @param name the name
    /// @return the text
    public static String item(String name) {
        String text = name.replace(",", "\\,");
        return text.startsWith("\"") ? "\\" + text : text;
    }
}
