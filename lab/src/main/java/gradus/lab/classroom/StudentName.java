package gradus.lab.classroom;

import static gradus.internal.Require.require;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A student's name as the class shows it. It has what names are written with, in any script, and nothing that a
/// spreadsheet takes for a formula or that turns the direction of other text.
final class StudentName {
    private static final int MOST = 40;
    /// Marks that are typed as apostrophes: straight, accents, quotes.
    private static final Pattern APOSTROPHES = Pattern.compile("['`\u00B4\u2018\u2019\u2032\uFF07]");
    /// Joiners (U+200C, U+200D) are spelling in Persian and in scripts of India.
    private static final String LETTERS = "\\p{L}\\p{M}\\p{N}\\u200C\\u200D";
    private static final String MARKS = " .,;:()_/&+\u2019\u00B7\u30FB\u05F3\u05F4\u2010-\u2015-";
    private static final Pattern OTHER = Pattern.compile("[^" + LETTERS + MARKS + "]");

    private StudentName() {}

    /// The name that is meant.
    ///
    /// @throws IllegalArgumentException if it cannot be one
    static String of(String typed) {
        // Before the normal form, which makes a space and an accent of one of them.
        String apostrophes = APOSTROPHES.matcher(typed).replaceAll("\u2019");
        String name =
                Normalizer.normalize(apostrophes, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
        int length = name.codePointCount(0, name.length());
        require(length > 0, "Type your name.");
        require(length <= MOST, "A name has at most %s characters; this one has %s.", MOST, length);
        Matcher other = OTHER.matcher(name);
        if (other.find()) {
            int found = other.group().codePointAt(0);
            boolean visible = Character.isDefined(found)
                    && Character.getType(found) != Character.FORMAT
                    && !Character.isISOControl(found);
            throw new IllegalArgumentException(
                    "A name has letters, digits, spaces and the marks . , ; : ( ) _ / & + - \u2019; this one has "
                            + (visible ? other.group() : "a character that cannot be seen") + ".");
        }
        require(
                Character.isLetterOrDigit(name.codePointAt(0)),
                "A name begins with a letter or a digit; this one begins with %s.",
                name.substring(0, name.offsetByCodePoints(0, 1)));
        return name;
    }
}
