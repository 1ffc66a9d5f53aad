package gradus.internal;

/// Makes text safe to show on a terminal: text from files may contain sequences that move the cursor, rename the
/// window or hide what follows.
public final class Printable {
    private static final char SUBSTITUTE = '?';
    private static final int LONGEST = 1500;

    private Printable() {}

    /// Returns whether a character is safe to show: neither a control character, apart from line feeds and tabs,
    /// nor one that changes the text direction.
    ///
    /// @param character the code point
    /// @return whether it is safe
    public static boolean isShown(int character) {
        boolean control = Character.isISOControl(character) && character != '\n' && character != '\t';
        boolean turns = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        return !control && !turns;
    }

    /// Returns a character, or a question mark if it is not safe to show.
    ///
    /// @param character the character
    /// @return the character to show
    public static char shown(char character) {
        return isShown(character) ? character : SUBSTITUTE;
    }

    /// Makes a message safe to show and shortens it if it is very long: it may quote a cell of a million digits.
    ///
    /// @param text the message
    /// @return the message to show
    public static String message(String text) {
        return shown(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...");
    }

    /// Returns a text that can stand in one line, such as a comment in a program: like [#shown(String)], with question
    /// marks in place of line feeds too.
    ///
    /// @param text the text
    /// @return the text to show
    public static String line(String text) {
        return shown(text)
                .replace('\n', SUBSTITUTE)
                .replace('\u2028', SUBSTITUTE)
                .replace('\u2029', SUBSTITUTE);
    }

    /// Returns a text with a question mark in place of each character that is not safe to show.
    ///
    /// @param text the text
    /// @return the text to show
    public static String shown(String text) {
        if (text.chars().allMatch(Printable::isShown)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text);
        for (int i = 0; i < shown.length(); i++) {
            shown.setCharAt(i, shown(shown.charAt(i)));
        }
        return shown.toString();
    }
}
