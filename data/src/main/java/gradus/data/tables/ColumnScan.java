package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a column of a CSV file holds, learnt from all its values: numbers, in which style, or words.
final class ColumnScan {
    /// A mixed column of no more different values than this is one of categories, such as `0, 1, 2, 3+`.
    private static final int FEW = 20;
    /// Words are counted up to here; a column of more is taken to have a new one in every row.
    private static final int MOST_WORDS = 10_000;
    /// The share of numbers from which on the other values of a column are taken for mistakes.
    private static final double MOSTLY = 0.9;
    /// Without a number among this many texts, a column is words.
    private static final int ENOUGH_TEXTS = 1000;

    private static final int MOST_UNITS = 3;
    /// Units that are hardly parts of a code, such as `12a`.
    private static final Set<String> UNITS = Set.of(
            "mg", "g", "kg", "t", "lb", "lbs", "oz", "mm", "cm", "m", "km", "in", "ft", "mi", "ms", "s", "sec", "min",
            "h", "hr", "hrs", "d", "days", "ml", "cl", "l", "L", "%", "‰", "$", "€", "£", "EUR", "USD", "GBP", "W",
            "kW", "MW", "Wh", "kWh", "MB", "GB", "TB", "V", "mV", "A", "mA", "Hz", "kHz", "MHz", "GHz", "°C", "°F",
            "°");
    /// The place of `1.282,50` among the styles.
    private static final int POINTS_BETWEEN_THOUSANDS = 3;
    /// Digits between two marks of thousands.
    private static final int THREE = 3;
    /// As many characters as `12.345` has, which is less than 100 if its point is a decimal mark.
    private static final int SHORT = 6;

    private final CsvOptions options;
    private final MissingValues missing;
    private final @Nullable ColumnKind kind;
    private final char expectedDecimal;
    private final boolean noneMissing;
    private final Set<String> words = new HashSet<>();
    private final Set<String> numerals = new HashSet<>();
    private final Set<String> units = new HashSet<>();
    private final long[] inStyle = new long[NumberStyle.ALL.size()];
    private long whole;
    private long withPoint;
    private long withPointBetweenThousands;
    private int shortestWhole = Integer.MAX_VALUE;
    private int longestWhole;
    private int shortestWithPoint = Integer.MAX_VALUE;
    private String firstWithPoint = "";
    private long texts;
    private long numberTexts;
    private long factors;
    private long letters;
    private String firstText = "";
    private @Nullable String firstNumberText;
    private @Nullable String firstMistake;
    private long firstMistakeLine;
    private @Nullable NumberStyle style;

    /// @param name the column
    /// @param chosen what it is said to hold, or null
    /// @param expected what it held in earlier files, or null
    ColumnScan(String name, CsvOptions options, @Nullable ColumnKind chosen, @Nullable ColumnKind expected) {
        this.options = options;
        missing = options.missingIn(name);
        noneMissing = !missing.hasNumbers();
        kind = chosen != null ? chosen : expected != null && !expected.isNumber() ? expected : null;
        expectedDecimal = expected == null || !expected.isNumber()
                ? ' '
                : expected.argument().equals("comma") ? ',' : '.';
    }

    /// Adds the value of a record. Most are numbers like those before, of which nothing but their count is kept.
    void add(CsvFields record, int field) {
        if (numerals.size() > FEW && noneMissing && !isForced()) {
            CsvFields.Look look = record.look(field);
            if (look == CsvFields.Look.WHOLE) {
                whole(record.length(field));
                return;
            }
            if (look == CsvFields.Look.POINT && withPointBetweenThousands < withPoint) {
                withPoint++;
                return;
            }
        }
        add(record.text(field), record.line());
    }

    void add(String value, long line) {
        if (missing.has(value)) {
            return;
        }
        if (!isForced() && Numbers.isNumber(value, '.')) {
            boolean point = value.indexOf('.') >= 0;
            if (point) {
                firstWithPoint = withPoint++ == 0 ? value : firstWithPoint;
                shortestWithPoint = Math.min(shortestWithPoint, value.length());
            } else {
                whole(value.length());
            }
            NumberStyle.Parts parts =
                    point && withPointBetweenThousands == withPoint - 1 ? NumberStyle.Parts.of(value) : null;
            withPointBetweenThousands += parts != null
                            && NumberStyle.ALL.get(POINTS_BETWEEN_THOUSANDS).isNumber(parts)
                    ? 1
                    : 0;
            if (numerals.size() <= FEW) {
                numerals.add(value);
            }
            return;
        }
        if (texts++ == 0) {
            firstText = value;
        }
        letters += value.length();
        if (words.size() < MOST_WORDS) {
            words.add(value);
        }
        if (!isForced() && (texts < ENOUGH_TEXTS || numberTexts > 0)) {
            number(value, line);
        }
    }

    private void whole(int length) {
        whole++;
        shortestWhole = Math.min(shortestWhole, length);
        longestWhole = Math.max(longestWhole, length);
    }

    private void number(String value, long line) {
        NumberStyle.Parts parts = NumberStyle.Parts.of(value);
        boolean any = false;
        for (int i = 0; parts != null && i < inStyle.length; i++) {
            boolean fits = NumberStyle.ALL.get(i).isNumber(parts);
            inStyle[i] += fits ? 1 : 0;
            any |= fits;
        }
        if (any && parts != null) {
            numberTexts++;
            factors += parts.factor() == 1 ? 0 : 1;
            firstNumberText = firstNumberText == null ? value : firstNumberText;
            if (!parts.unit().isEmpty() && units.size() < MOST_UNITS) {
                units.add(parts.unit());
            }
        } else if (firstMistake == null) {
            firstMistake = value;
            firstMistakeLine = line;
        }
    }

    /// Whether words are to be read with the blanks within quotes.
    boolean isExact() {
        return kind != null && kind.isExact();
    }

    private boolean isForced() {
        return kind != null && !kind.isNumber();
    }

    boolean isNumeric() {
        return style != null;
    }

    /// The style of its numbers; null for words.
    @Nullable
    NumberStyle style() {
        return style;
    }

    private long values() {
        return whole + withPoint + texts;
    }

    private long fitting(int index) {
        NumberStyle candidate = NumberStyle.ALL.get(index);
        long points = candidate.decimal() == '.' ? withPoint : candidate.group() == '.' ? withPointBetweenThousands : 0;
        return whole + points + inStyle[index];
    }

    /// The style that most values have, the likelier of equals.
    ///
    /// @param mark the decimal mark of the file, a blank if it is not known
    private int best(char mark) {
        char likely = mark != ' ' ? mark : expectedDecimal;
        int best = -1;
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < inStyle.length; i++) {
                char decimal = NumberStyle.ALL.get(i).decimal();
                boolean first = decimal == ',' == (likely == ',');
                boolean allowed = options.decimal() == null || options.decimal() == decimal;
                if (allowed && first == (pass == 0) && (best < 0 || fitting(i) > fitting(best))) {
                    best = i;
                }
            }
        }
        return best;
    }

    private boolean isNumbers(int index) {
        if (isForced() || units.size() > 1) {
            return false;
        }
        if (fitting(index) == values() || (kind != null && kind.isNumber())) {
            return true;
        }
        int different = words.size() + numerals.size();
        boolean few = different <= FEW && values() >= 2L * different;
        return !few && fitting(index) >= MOSTLY * values();
    }

    /// Whether its numbers have a decimal comma for certain, which says how those of other columns are to be read.
    boolean hasDecimalComma() {
        int best = best(' ');
        return NumberStyle.ALL.get(best).decimal() == ',' && inStyle[best] > 0 && isNumbers(best);
    }

    /// Whether its numbers have a point that cannot be between thousands.
    boolean hasDecimalPoint() {
        int best = best(' ');
        return NumberStyle.ALL.get(best).decimal() == '.' && withPoint > withPointBetweenThousands && isNumbers(best);
    }

    /// Whether its points are between thousands for certain in a file that need not have a decimal point, as in
    /// `998` beside `1.604`: three digits follow every point, and numbers without one have three digits themselves.
    /// Numbers as large as those, such as `130` beside `120.125`, may be measured.
    boolean hasPointsBetweenThousands() {
        return mayHavePointsBetweenThousands() && shortestWhole == THREE && shortestWithPoint <= SHORT;
    }

    private boolean mayHavePointsBetweenThousands() {
        return !isForced()
                && options.decimal() == null
                && expectedDecimal == ' '
                && texts == 0
                && withPoint > 0
                && withPoint == withPointBetweenThousands
                && whole > 0
                && longestWhole <= THREE;
    }

    /// Decides between numbers and words.
    ///
    /// @param mark the decimal mark of the file, as its other columns tell; a blank if they do not
    void decide(char mark, String name, List<Advice> notes) {
        int best = best(mark);
        if (!isNumbers(best)) {
            units(best, name, notes);
            return;
        }
        NumberStyle chosen = NumberStyle.ALL.get(best);
        style = fitting(0) == values() && (withPoint == 0 || chosen.decimal() == '.') && numberTexts == 0
                ? NumberStyle.ALL.getFirst()
                : chosen;
        note(style, "column " + Texts.quote(name), name, notes);
        points(style, mark, name, notes);
        long mistakes = values() - fitting(best);
        if (mistakes > 0) {
            notes.add(Advice.of(
                    "column " + Texts.quote(name) + " holds numbers, but " + Texts.count(mistakes, "value")
                            + (mistakes == 1 ? " is not" : " are not") + ": "
                            + (firstMistake == null
                                    ? Texts.quote(firstText)
                                    : Texts.quote(firstMistake) + " in line " + firstMistakeLine)
                            + "; taken as missing. Correct " + (mistakes == 1 ? "it" : "them")
                            + ", or read the column as words",
                    new Hint("as", NameList.item(name) + "=category")));
        }
    }

    /// What is said of numbers in several units, which are read as words.
    private void units(int best, String name, List<Advice> notes) {
        if (!isForced() && units.size() > 1 && fitting(best) >= MOSTLY * values() && UNITS.containsAll(units)) {
            notes.add(Advice.of("column " + Texts.quote(name) + " has numbers in several units ("
                    + Texts.list(units.stream().sorted().map(Texts::quote).toList())
                    + "), so it is read as words. Write all of them in one unit"));
        }
    }

    /// What is said of points that may be decimal marks or between thousands.
    private void points(NumberStyle chosen, char mark, String name, List<Advice> notes) {
        if (withPoint == 0 || withPoint > withPointBetweenThousands || options.decimal() != null) {
            return;
        }
        String column = "column " + Texts.quote(name);
        // To read the file otherwise would spoil columns that have decimal commas.
        boolean others = mark == ',' && !hasPointsBetweenThousands();
        String example = Texts.quote(firstWithPoint) + " is " + Numbers.text(chosen.value(firstWithPoint));
        if (chosen.decimal() == ',') {
            notes.add(Advice.of(
                    column + " holds numbers with points between thousands: " + example
                            + (others ? ". Read it as words" : ". If they are decimal marks, read the file"),
                    others ? new Hint("as", NameList.item(name) + "=category") : new Hint("decimal", ".")));
        } else if (expectedDecimal == ',') {
            notes.add(Advice.of(
                    column + " has decimal points, where the training rows were read with decimal commas: " + example
                            + ". If they are between thousands, read the file",
                    new Hint("decimal", ",")));
        } else if (mark == ' ' && mayHavePointsBetweenThousands()) {
            notes.add(Advice.of(
                    column + " has three digits after every point, and " + example
                            + " as its decimal mark is a point. If it separates thousands, read the file",
                    new Hint("decimal", ",")));
        }
    }

    private void note(NumberStyle chosen, String column, String name, List<Advice> notes) {
        if (firstNumberText == null) {
            return;
        }
        String example = Texts.quote(firstNumberText) + " is " + Numbers.text(chosen.value(firstNumberText));
        List<Object> said = new java.util.ArrayList<>();
        if (chosen.group() != 0 && inStyle[NumberStyle.ALL.indexOf(chosen)] > 0) {
            said.add(chosen.thousands());
        }
        String unit = units.isEmpty() ? "" : units.iterator().next();
        long plain = values() - texts;
        if (unit.equals("%") && plain > 0) {
            notes.add(Advice.of(column + " has a percent sign in " + Texts.count(numberTexts, "value") + " and none in "
                    + plain + "; both are read as they stand, so that " + example
                    + ". If those without it are shares, write all of them alike"));
        }
        if (!units.isEmpty()) {
            said.add("the unit " + Texts.quote(unit));
        }
        if (factors > 0) {
            said.add("suffixes for thousands or millions");
        }
        if (!said.isEmpty()) {
            notes.add(Advice.of(
                    column + " holds numbers with " + Texts.list(said) + ": " + example + ". Read it as words",
                    new Hint("as", NameList.item(name) + "=category")));
        }
        boolean grouped = inStyle[1] == numberTexts && fitting(1) == values() && inStyle[2] > 0;
        if (chosen.decimal() == ',' && chosen.group() == 0 && grouped) {
            notes.add(Advice.of(
                    column + " has three digits after every comma, and " + example
                            + " as its decimal mark is a comma. If it separates thousands, read the file",
                    new Hint("decimal", ".")));
        }
    }

    /// A number with a decimal comma, for a message.
    String example() {
        return Texts.quote(firstNumberText == null ? firstText : firstNumberText);
    }

    /// The memory that the column and its encoded form take.
    double bytes(long rows) {
        if (isNumeric()) {
            return (8.0 + 4) * rows;
        }
        double different = words.size() < MOST_WORDS ? words.size() + numerals.size() : texts;
        return 4.0 * rows
                + different * (100 + 2.0 * letters / Math.max(1, texts))
                + 4.0 * rows * Math.min(different, WordInputs.most(rows));
    }
}
