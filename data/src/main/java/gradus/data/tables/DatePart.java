package gradus.data.tables;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A number that a date has. What comes round again has sine and cosine too, so that December is next to January.
public enum DatePart {
    /// Days since 1970, with the time of day as a fraction.
    ELAPSED(date -> date.toLocalDate().toEpochDay() + time(date)),
    /// The year.
    YEAR(LocalDateTime::getYear),
    /// The month, from 1.
    MONTH(LocalDateTime::getMonthValue),
    /// The day of the month, from 1.
    DAY(LocalDateTime::getDayOfMonth),
    /// The day of the week, Monday is 1.
    WEEKDAY(date -> date.getDayOfWeek().getValue()),
    /// Whether it is Saturday or Sunday.
    WEEKEND(date -> date.getDayOfWeek().getValue() >= 6 ? 1 : 0),
    /// The hour, from 0, with its minutes as a fraction.
    HOUR(date -> 24 * time(date)),
    /// The sine of the day of the year.
    YEAR_SIN(date -> Math.sin(yearAngle(date))),
    /// The cosine of the day of the year.
    YEAR_COS(date -> Math.cos(yearAngle(date))),
    /// The sine of the day of the week.
    WEEK_SIN(date -> Math.sin(weekAngle(date))),
    /// The cosine of the day of the week.
    WEEK_COS(date -> Math.cos(weekAngle(date))),
    /// The sine of the time of day.
    DAY_SIN(date -> Math.sin(2 * Math.PI * time(date))),
    /// The cosine of the time of day.
    DAY_COS(date -> Math.cos(2 * Math.PI * time(date)));

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final transient ToDoubleFunction<LocalDateTime> value;

    DatePart(ToDoubleFunction<LocalDateTime> value) {
        this.value = value;
    }

    double of(LocalDateTime date) {
        return value.applyAsDouble(date);
    }

    private static double time(LocalDateTime date) {
        return date.get(ChronoField.SECOND_OF_DAY) / 86_400.0;
    }

    private static double yearAngle(LocalDateTime date) {
        return 2 * Math.PI * (date.getDayOfYear() - 1) / date.toLocalDate().lengthOfYear();
    }

    private static double weekAngle(LocalDateTime date) {
        return 2 * Math.PI * (date.getDayOfWeek().getValue() - 1) / 7;
    }

    /// As it is written in names of inputs: `year_sin`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
