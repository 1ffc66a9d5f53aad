package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The rows of a result set, from where it stands to its end.
final class ResultSetBlocks implements TableBlocks {
    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private final String source;
    private final ResultSet rows;
    private final CsvOptions options;
    private final AutoCloseable resource;
    private final List<String> names = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Advice> notes = new ArrayList<>();
    private final List<MissingValues> missing;
    private final int most;
    private long count;

    /// What the values of a column are.
    private enum Kind {
        NUMBER,
        TRUTH,
        DATE,
        TIME,
        TIMESTAMP,
        /// A timestamp with a zone, taken at UTC.
        INSTANT,
        TEXT
    }

    /// @param resource closed with these
    ResultSetBlocks(String source, ResultSet rows, CsvOptions options, AutoCloseable resource) {
        this.source = source;
        this.rows = rows;
        this.options = options;
        this.resource = resource;
        try {
            columns(rows.getMetaData());
        } catch (SQLException e) {
            throw refused(e);
        }
        if (names.isEmpty()) {
            throw new DataException(source + ": the query gives no column of numbers or texts");
        }
        missing = names.stream().map(options::missingIn).toList();
        most = TableBlocks.rows(names.size());
    }

    private void columns(ResultSetMetaData columns) throws SQLException {
        List<String> labels = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Kind kind = kind(columns.getColumnType(i), columns.getColumnTypeName(i));
            if (kind == null) {
                others.add(columns.getColumnLabel(i));
            } else {
                labels.add(columns.getColumnLabel(i).strip());
                places.add(i);
                kinds.add(kind);
            }
        }
        names.addAll(Names.distinct(labels, notes));
        if (!others.isEmpty()) {
            notes.add(Advice.of("left out, because they hold lists, structures or bytes: " + Texts.list(others)));
        }
    }

    private static @Nullable Kind kind(int type, String name) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.DECIMAL,
                    Types.NUMERIC -> Kind.NUMBER;
            case Types.BIT, Types.BOOLEAN -> Kind.TRUTH;
            case Types.DATE -> Kind.DATE;
            case Types.TIME -> Kind.TIME;
            // PostgreSQL has no type of its own for those with a zone.
            case Types.TIMESTAMP -> name.equalsIgnoreCase("timestamptz") ? Kind.INSTANT : Kind.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> Kind.INSTANT;
            case Types.ARRAY,
                    Types.BINARY,
                    Types.VARBINARY,
                    Types.LONGVARBINARY,
                    Types.BLOB,
                    Types.STRUCT,
                    Types.REF,
                    Types.ROWID,
                    Types.REF_CURSOR -> null;
            default -> Kind.TEXT;
        };
    }

    @Override
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public List<Advice> notes() {
        return List.copyOf(notes);
    }

    void note(Advice advice) {
        notes.add(advice);
    }

    @Override
    @SuppressWarnings("NullAway") // does not see what arrays of arrays hold
    public @Nullable Table next() {
        double[][] numbers = new double[names.size()][];
        @Nullable String[][] texts = new @Nullable String[names.size()][];
        for (int i = 0; i < names.size(); i++) {
            boolean number = kinds.get(i) == Kind.NUMBER;
            numbers[i] = new double[number ? most : 0];
            texts[i] = new @Nullable String[number ? 0 : most];
        }
        int read = 0;
        try {
            while (read < most && rows.next()) {
                count++;
                for (int i = 0; i < names.size(); i++) {
                    if (kinds.get(i) == Kind.NUMBER) {
                        double value = number(i);
                        numbers[i][read] = missing.get(i).has(value) ? Double.NaN : value;
                    } else {
                        String text = text(kinds.get(i), places.get(i));
                        texts[i][read] = text == null ? null : missing.get(i).cell(text);
                    }
                }
                read++;
            }
        } catch (SQLException e) {
            throw refused(e);
        }
        options.listener().rows("reading " + source, count, read < most ? count : 0);
        if (read == 0) {
            return null;
        }
        List<Column> block = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            block.add(
                    kinds.get(i) == Kind.NUMBER
                            ? new NumericColumn(names.get(i), Arrays.copyOf(numbers[i], read))
                            : CategoryColumn.of(names.get(i), Arrays.copyOf(texts[i], read)));
        }
        return Table.of(source, block);
    }

    private double number(int column) throws SQLException {
        double value = rows.getDouble(places.get(column));
        if (rows.wasNull()) {
            return Double.NaN;
        }
        if (Math.abs(value) > Float.MAX_VALUE) {
            BigDecimal exact = rows.getBigDecimal(places.get(column));
            throw new DataException(source + " row " + count + ": column " + Texts.quote(names.get(column))
                    + " is too large for a 32-bit number: " + exact
                    + " (the largest is 3.4e38). Correct it, or leave such rows out in the query");
        }
        return value;
    }

    private @Nullable String text(Kind kind, int place) throws SQLException {
        return switch (kind) {
            case TRUTH -> {
                boolean value = rows.getBoolean(place);
                yield rows.wasNull() ? null : Boolean.toString(value);
            }
            case DATE -> {
                LocalDate date = rows.getObject(place, LocalDate.class);
                yield date == null ? null : date.toString();
            }
            case TIME -> {
                LocalTime time = rows.getObject(place, LocalTime.class);
                yield time == null ? null : time.format(CLOCK);
            }
            case TIMESTAMP -> text(rows.getObject(place, LocalDateTime.class));
            case INSTANT -> {
                OffsetDateTime time = rows.getObject(place, OffsetDateTime.class);
                yield time == null
                        ? null
                        : text(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
            }
            case NUMBER, TEXT -> rows.getString(place);
        };
    }

    private static @Nullable String text(@Nullable LocalDateTime time) {
        return time == null
                ? null
                : time.toLocalDate() + " " + time.toLocalTime().format(CLOCK);
    }

    private DataException refused(SQLException e) {
        return new DataException("cannot read " + source + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            resource.close();
        } catch (Exception e) {
            throw new DataException("cannot read " + source + " to its end: " + e.getMessage(), e);
        }
    }
}
