package gradus.data.tables;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How dates and times of day are written, each with or without a time: `2019-03-23 20:21:09`, `23.3.2019`,
/// `3/23/2019 8:21 PM`, `23-Mar-2019`, `March 23, 2019`; or a time alone.
enum DateFormat {
    /// Year, month and perhaps day.
    YEAR_FIRST("(\\d{4})[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?", 1, 2, 3),
    /// Day, month, year.
    DAY_FIRST("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})", 3, 2, 1),
    /// Month, day, year.
    MONTH_FIRST("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})", 3, 1, 2),
    /// Day, name of the month, year.
    NAMED_DAY_FIRST("(\\d{1,2})[-/. ]+([A-Za-z]{3,9})[-/., ]+(\\d{4}|\\d{2})", 3, 2, 1),
    /// Name of the month, day, year.
    NAMED_MONTH_FIRST("([A-Za-z]{3,9})[. ]+(\\d{1,2})(?:st|nd|rd|th)?,? +(\\d{4})", 3, 1, 2),
    /// A time of day.
    TIME("", 0, 0, 0);

    private static final String CLOCK =
            "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s*([AaPp][Mm])?\\s*(?:Z|UTC|[+-]\\d{2}:?\\d{2})?";
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int LONGEST = 40;
    /// Years of two digits up to here are of this century.
    private static final int PIVOT = 50;

    private final Pattern pattern;
    private final int year;
    private final int month;
    private final int day;
    private final int clock;

    DateFormat(String date, int year, int month, int day) {
        pattern = Pattern.compile(date.isEmpty() ? CLOCK : date + "(?:(?:[T,]| )\\s*" + CLOCK + ")?");
        this.year = year;
        this.month = month;
        this.day = day;
        clock = date.isEmpty() ? 1 : 4;
    }

    /// The date of a text; null if it is none in this format.
    @Nullable
    LocalDateTime parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher match = pattern.matcher(text);
        if (!match.matches()) {
            return null;
        }
        try {
            int hour = 0;
            int minute = 0;
            int second = 0;
            if (match.group(clock) != null) {
                hour = Integer.parseInt(match.group(clock));
                minute = Integer.parseInt(match.group(clock + 1));
                second = match.group(clock + 2) == null ? 0 : Integer.parseInt(match.group(clock + 2));
                String half = match.group(clock + 3);
                hour = half == null
                        ? hour
                        : hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
            }
            if (this == TIME) {
                return LocalDateTime.of(2000, 1, 1, hour, minute, second);
            }
            String dayText = match.group(day);
            return LocalDateTime.of(
                    year(match.group(year)),
                    month(match.group(month)),
                    dayText == null ? 1 : Integer.parseInt(dayText),
                    hour == 24 ? 0 : hour,
                    minute,
                    Math.min(second, 59));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int year(String text) {
        int value = Integer.parseInt(text);
        return text.length() > 2 ? value : value + (value <= PIVOT ? 2000 : 1900);
    }

    private static int month(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        // 0 is refused by the calendar
        return 1 + MONTHS.indexOf(text.substring(0, 3).toLowerCase(Locale.ROOT));
    }

    /// The format with day and month the other way round; the same if it is written so that they cannot be mistaken.
    DateFormat swapped() {
        return switch (this) {
            case MONTH_FIRST -> DAY_FIRST;
            case DAY_FIRST -> MONTH_FIRST;
            default -> this;
        };
    }

    /// As it is written in files and on the command line: `day first`.
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// The format of a text; null if there is none.
    static @Nullable DateFormat of(String text) {
        for (DateFormat format : values()) {
            if (format.text().equals(text.strip().replace('_', ' ').toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        return null;
    }
}
