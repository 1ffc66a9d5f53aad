package gradus.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import gradus.data.tables.CategoryColumn;
import gradus.data.tables.Column;
import gradus.data.tables.DataException;
import gradus.data.tables.MissingValues;
import gradus.data.tables.NumericColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A column, and what its values are in a table.
final class ParquetColumn {
    private static final int JULIAN_DAY_OF_1970 = 2_440_588;
    private static final long NANOS = 1_000_000_000;
    /// As other programs write times into CSV files.
    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(CLOCK)
            .toFormatter(Locale.ROOT);

    private final ColumnSchema schema;
    private final String source;
    private final MissingValues none;
    private final boolean numeric;
    private double[] numbers = {};
    private @Nullable String[] words = {};
    private long rows;

    ParquetColumn(ColumnSchema schema, ParquetSource source) {
        this.schema = schema;
        this.source = source.name();
        none = source.options().missingIn(schema.name());
        numeric = isNumber(schema);
    }

    /// Whether values of a column are cells of a table: no lists, and no bytes without a meaning.
    static boolean isCell(ColumnSchema schema) {
        boolean fixed = schema.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY;
        return schema.maxRepetitionLevel() == 0
                && (!fixed || isNumber(schema) || schema.logicalType() instanceof LogicalType.UuidType);
    }

    private static boolean isNumber(ColumnSchema schema) {
        LogicalType logical = schema.logicalType();
        return switch (schema.type()) {
            case FLOAT, DOUBLE -> true;
            case INT32, INT64 -> logical == null || isInteger(logical) || logical instanceof LogicalType.DecimalType;
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                logical instanceof LogicalType.DecimalType || logical instanceof LogicalType.Float16Type;
            case BOOLEAN, INT96 -> false;
        };
    }

    private static boolean isInteger(LogicalType logical) {
        return logical instanceof LogicalType.IntType;
    }

    String name() {
        return schema.name();
    }

    /// Refuses a further file in which the column is another.
    void requireSame(List<ColumnSchema> found, Path file) {
        for (ColumnSchema other : found) {
            if (other.name().equals(name())) {
                if (isNumber(other) == numeric) {
                    return;
                }
                throw new DataException(file + ": column \"" + name() + "\" must be " + (numeric ? "numbers" : "texts")
                        + ", as in the other files, got " + other.type());
            }
        }
        throw new DataException(file + " has no column \"" + name() + "\", which other files of " + source + " have");
    }

    void start(int most) {
        if (numeric) {
            numbers = new double[most];
        } else {
            words = new @Nullable String[most];
        }
    }

    /// The first rows of what was read.
    Column column(int count) {
        return numeric
                ? new NumericColumn(name(), count == numbers.length ? numbers : Arrays.copyOf(numbers, count))
                : CategoryColumn.of(name(), count == words.length ? words : Arrays.copyOf(words, count));
    }

    /// Reads values of a batch.
    ///
    /// @param from first row of the batch
    /// @param to where it goes
    void read(ColumnReader reader, int from, int to, int count) {
        Validity validity = reader.getLeafValidity();
        boolean gaps = validity.hasNulls();
        if (numeric) {
            IntToDoubleFunction value = numbers(reader);
            for (int i = 0; i < count; i++) {
                boolean missing = gaps && validity.isNull(from + i);
                numbers[to + i] = missing ? Double.NaN : finite(value.applyAsDouble(from + i), rows + i);
            }
        } else {
            IntFunction<String> value = texts(reader);
            for (int i = 0; i < count; i++) {
                boolean missing = gaps && validity.isNull(from + i);
                words[to + i] = missing ? null : none.cell(value.apply(from + i));
            }
        }
        rows += count;
    }

    private double finite(double value, long row) {
        if (Math.abs(value) > Float.MAX_VALUE) {
            throw new DataException(source + " row " + (row + 1) + ": column \"" + name()
                    + "\" is too large for a 32-bit number: " + value + " (the largest is 3.4e38). Correct it");
        }
        return none.has(value) ? Double.NaN : value;
    }

    private IntToDoubleFunction numbers(ColumnReader reader) {
        LogicalType logical = schema.logicalType();
        boolean unsigned = logical instanceof LogicalType.IntType type && !type.isSigned();
        int scale = logical instanceof LogicalType.DecimalType decimal ? decimal.scale() : 0;
        return switch (schema.type()) {
            case FLOAT -> floats(reader.getFloats());
            case DOUBLE -> doubles(reader.getDoubles());
            case INT32 -> ints(reader.getInts(), unsigned, scale);
            case INT64 -> longs(reader.getLongs(), unsigned, scale);
            default -> bytes(reader.getBinaries(), logical instanceof LogicalType.Float16Type, scale);
        };
    }

    private static IntToDoubleFunction floats(float[] values) {
        return i -> values[i];
    }

    private static IntToDoubleFunction doubles(double[] values) {
        return i -> values[i];
    }

    private static IntToDoubleFunction ints(int[] values, boolean unsigned, int scale) {
        return i -> decimal(unsigned ? Integer.toUnsignedLong(values[i]) : values[i], scale);
    }

    private static IntToDoubleFunction longs(long[] values, boolean unsigned, int scale) {
        return i -> unsigned && values[i] < 0
                ? new BigInteger(Long.toUnsignedString(values[i])).doubleValue()
                : decimal(values[i], scale);
    }

    private static IntToDoubleFunction bytes(byte[][] values, boolean half, int scale) {
        return i -> half
                ? Float.float16ToFloat(ByteBuffer.wrap(values[i])
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getShort())
                : new BigDecimal(new BigInteger(values[i]), scale).doubleValue();
    }

    private static double decimal(long value, int scale) {
        return scale == 0 ? value : BigDecimal.valueOf(value, scale).doubleValue();
    }

    private IntFunction<String> texts(ColumnReader reader) {
        LogicalType logical = schema.logicalType();
        return switch (schema.type()) {
            case BOOLEAN -> truths(reader.getBooleans());
            case INT32 -> days(reader.getInts(), logical);
            case INT64 -> times(reader.getLongs(), logical);
            case INT96 -> old(reader.getBinaries());
            case FIXED_LEN_BYTE_ARRAY -> identifiers(reader.getBinaries());
            default -> strings(reader.getStrings());
        };
    }

    private static IntFunction<String> truths(boolean[] values) {
        return i -> Boolean.toString(values[i]);
    }

    private static IntFunction<String> strings(String[] values) {
        return i -> values[i];
    }

    private static IntFunction<String> days(int[] values, @Nullable LogicalType logical) {
        return i -> logical instanceof LogicalType.DateType
                ? LocalDate.ofEpochDay(values[i]).toString()
                : LocalTime.ofNanoOfDay(values[i] * 1_000_000L).format(CLOCK);
    }

    private static IntFunction<String> times(long[] values, @Nullable LogicalType logical) {
        if (logical instanceof LogicalType.TimeType time) {
            long nanos = NANOS / perSecond(time.unit());
            return i -> LocalTime.ofNanoOfDay(values[i] * nanos).format(CLOCK);
        }
        long second = logical instanceof LogicalType.TimestampType type ? perSecond(type.unit()) : 1;
        return i -> time(Math.floorDiv(values[i], second), Math.floorMod(values[i], second) * (NANOS / second));
    }

    private static long perSecond(LogicalType.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> NANOS;
        };
    }

    private static String time(long second, long nanos) {
        return LocalDateTime.ofEpochSecond(second, (int) nanos, ZoneOffset.UTC).format(TIME);
    }

    /// Nanoseconds of the day and the Julian day, as old versions of Spark and Impala write times.
    private static IntFunction<String> old(byte[][] values) {
        return i -> {
            ByteBuffer bytes = ByteBuffer.wrap(values[i]).order(ByteOrder.LITTLE_ENDIAN);
            long nanos = bytes.getLong();
            long day = bytes.getInt() - (long) JULIAN_DAY_OF_1970;
            return time(day * 86_400 + nanos / NANOS, nanos % NANOS);
        };
    }

    private static IntFunction<String> identifiers(byte[][] values) {
        return i -> {
            ByteBuffer bytes = ByteBuffer.wrap(values[i]);
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        };
    }
}
