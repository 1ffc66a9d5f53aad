package gradus.spark;

import gradus.data.tables.CategoryColumn;
import gradus.data.tables.Column;
import gradus.data.tables.DataException;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/// Rows of Spark as a table: a number is a number, a vector or an array becomes a column for each of its numbers, and
/// anything else becomes text, as in a CSV of the same content.
final class RowTable {
    private RowTable() {}

    static boolean isReadable(DataType type) {
        return type instanceof NumericType
                || type instanceof StringType
                || type instanceof BooleanType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType;
    }

    static boolean isVector(DataType type) {
        return type.equals(SQLDataTypes.VectorType())
                || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
    }

    /// @param source name of the table in messages
    /// @param names of the columns to take
    /// @param rows at least one
    static Table of(String source, List<String> names, List<Row> rows) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            int at = rows.getFirst().fieldIndex(name);
            DataType type = rows.getFirst().schema().apply(at).dataType();
            if (isVector(type)) {
                columns.addAll(numbersOf(name, at, rows));
            } else if (type instanceof NumericType) {
                double[] values = new double[rows.size()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = number(rows.get(row).get(at));
                }
                columns.add(new NumericColumn(name, values));
            } else {
                columns.add(words(name, at, rows));
            }
        }
        return Table.of(source, columns);
    }

    private static double number(@Nullable Object value) {
        return value == null ? Double.NaN : ((Number) value).doubleValue();
    }

    private static List<Column> numbersOf(String name, int at, List<Row> rows) {
        double[][] columns = new double[numbers(name, rows.getFirst().get(at)).length][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            double[] values = numbers(name, rows.get(row).get(at));
            if (values.length != columns.length) {
                throw new DataException("column \"" + name + "\" must have " + columns.length
                        + " numbers in every row, as the first has, got " + values.length);
            }
            for (int i = 0; i < values.length; i++) {
                columns[i][row] = values[i];
            }
        }
        List<Column> named = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            named.add(new NumericColumn(name + "[" + i + "]", columns[i]));
        }
        return named;
    }

    private static double[] numbers(String name, @Nullable Object value) {
        if (value instanceof Vector vector) {
            return vector.toArray();
        }
        if (!(value instanceof scala.collection.Seq<?> list)) {
            throw new DataException("column \"" + name + "\" is null in a row; leave such rows out");
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(list.apply(i));
        }
        return numbers;
    }

    /// The categories are in alphabetical order, whatever the order of the rows.
    private static CategoryColumn words(String name, int at, List<Row> rows) {
        TreeMap<String, Integer> places = new TreeMap<>();
        rows.forEach(row -> {
            if (!row.isNullAt(at)) {
                places.put(row.get(at).toString(), 0);
            }
        });
        List<String> words = List.copyOf(places.keySet());
        for (int i = 0; i < words.size(); i++) {
            places.put(words.get(i), i);
        }
        int[] codes = new int[rows.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = rows.get(row).isNullAt(at)
                    ? -1
                    : places.getOrDefault(rows.get(row).get(at).toString(), -1);
        }
        return new CategoryColumn(name, words, codes);
    }
}
