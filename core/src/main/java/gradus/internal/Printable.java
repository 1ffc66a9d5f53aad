package gradus.internal;

/// What can be shown on a terminal without doing anything there: text of files may hold sequences that move the
/// cursor, rename the window or hide what follows.
public final class Printable {
    private static final char SUBSTITUTE = '?';
    private static final int LONGEST = 1500;

    private Printable() {}

    /// Whether a character may be shown: not a control character, which line feeds and tabs are not counted as, and
    /// none that turns the direction of the text.
    public static boolean isShown(int character) {
        boolean control = Character.isISOControl(character) && character != '\n' && character != '\t';
        boolean turns = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        return !control && !turns;
    }

    /// The character itself, or a question mark.
    public static char shown(char character) {
        return isShown(character) ? character : SUBSTITUTE;
    }

    /// A message that can be shown, and is cut where it gets very long: what it tells of may be a cell of a million
    /// digits.
    public static String message(String text) {
        return shown(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...");
    }

    /// The text with a question mark for each character that may not be shown.
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
