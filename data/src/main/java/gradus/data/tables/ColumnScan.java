package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What a column of a CSV file holds, learnt from all its values.
final class ColumnScan {
    /// A mixed column of no more different values than this is one of categories, such as `0, 1, 2, 3+`.
    private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]{1,3}([.,][0-9]{3})+");
    /// Two marks cannot both be decimal ones.
    private static final Pattern GROUPED_TWICE = Pattern.compile("[^.,]*[.,][^.,]*[.,].*");
    private static final int MOST_OF_GROUPED = 40;
    private static final int FEW = 20;
    /// Words are counted up to here; a column of more is taken to have a new one in every row.
    private static final int MOST_WORDS = 10_000;
    /// The share of numbers from which on the other values of a column are taken for mistakes.
    private static final double MOSTLY = 0.9;

    private final CsvOptions options;
    private final boolean forced;
    private final Set<String> words = new HashSet<>();
    private final Set<String> numerals = new HashSet<>();
    private long numbers;
    private long texts;
    private long letters;
    private long otherDecimals;
    private long grouped;
    private boolean groupedTwice;
    private String firstText = "";
    private long firstTextLine;
    private boolean numeric;

    ColumnScan(CsvOptions options, boolean forced) {
        this.options = options;
        this.forced = forced;
    }

    void add(String value, long line) {
        if (!forced && Numbers.isNumber(value, options.decimal())) {
            numbers++;
            if (numerals.size() <= FEW) {
                numerals.add(value);
            }
        } else if (!options.missing().contains(value)) {
            if (texts++ == 0) {
                firstText = value;
                firstTextLine = line;
            }
            letters += value.length();
            otherDecimals += Numbers.isNumber(value, options.decimal() == '.' ? ',' : '.') ? 1 : 0;
            grouped += isGrouped(value) ? 1 : 0;
            groupedTwice |= isGrouped(value) && GROUPED_TWICE.matcher(value).matches();
            if (words.size() < MOST_WORDS) {
                words.add(value);
            }
        }
    }

    /// Whether a text may be a whole number with a mark between thousands, `1,000`.
    private static boolean isGrouped(String value) {
        return value.length() <= MOST_OF_GROUPED && GROUPED.matcher(value).matches();
    }

    boolean isNumeric() {
        return numeric;
    }

    /// Decides between numbers and words.
    ///
    /// @throws DataException if it is numbers with mistakes
    void decide(String source, String name) {
        numeric = !forced && texts == 0;
        if (forced || numeric) {
            return;
        }
        String where = source + " line " + firstTextLine + ": column " + Texts.quote(name);
        if (groupedTwice && grouped == texts) {
            throw new DataException(Advice.of(
                    where + " has a " + (firstText.indexOf(',') < 0 ? "point" : "comma") + " between thousands: "
                            + Texts.quote(firstText) + ". Remove it, or read the column as words",
                    new Hint("categories", name)));
        }
        if (otherDecimals > 0 && otherDecimals + numbers >= MOSTLY * (numbers + texts)) {
            boolean comma = options.decimal() == '.';
            if (grouped == texts) {
                throw new DataException(Advice.of(
                        where + " has a " + (comma ? "comma" : "point") + " in its numbers: " + Texts.quote(firstText)
                                + ". If it separates thousands, remove it; if it is a decimal mark, read the file",
                        new Hint("decimal", comma ? "," : ".")));
            }
            throw new DataException(Advice.of(
                    where + " seems to have a decimal " + (comma ? "comma" : "point") + ": " + Texts.quote(firstText)
                            + ". Read the file",
                    new Hint("decimal", comma ? "," : "."),
                    ", or the column as words",
                    new Hint("categories", name)));
        }
        int different = words.size() + numerals.size();
        boolean few = different <= FEW && numbers + texts >= 2L * different;
        if (!few && numbers >= MOSTLY * (numbers + texts)) {
            throw new DataException(Advice.of(
                    where + " is not a number: " + Texts.quote(firstText) + " (as are " + texts + " of its "
                            + (numbers + texts) + " values). Correct it, name the text for a missing value",
                    new Hint("na", firstText),
                    ", or read the column as words",
                    new Hint("categories", name)));
        }
    }

    /// The memory that the column and its encoded form take.
    double bytes(long rows) {
        if (numeric) {
            return (8.0 + 4) * rows;
        }
        double different = words.size() < MOST_WORDS ? words.size() + numerals.size() : texts;
        return 4.0 * rows
                + different * (100 + 2.0 * letters / Math.max(1, texts))
                + 4.0 * rows * Math.min(different, 1000);
    }
}
