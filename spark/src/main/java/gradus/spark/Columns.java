package gradus.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/// The parameters that name columns of inputs and of the answer.
public final class Columns implements Serializable {
    private static final long serialVersionUID = 1;

    final Param<String> featuresCol;
    final StringArrayParam featuresCols;
    final Param<String> predictionCol;

    Columns(String uid) {
        featuresCol = new Param<>(uid, "featuresCol", "column with the inputs: a vector or an array", String.class);
        // This parameter wants its owner, which is not there yet, only for the uid.
        featuresCols = new StringArrayParam(
                new Pipeline(uid), "featuresCols", "columns that are the inputs, in place of featuresCol");
        predictionCol = new Param<>(uid, "predictionCol", "column that gets the answer", String.class);
    }

    void setDefaults(Params stage) {
        stage.setDefault(featuresCol, "features");
        stage.setDefault(predictionCol, "prediction");
    }

    /// Checks that the columns of the inputs are there and can be read.
    ///
    /// @throws IllegalArgumentException with the names
    static void require(Params stage, HasColumns named, StructType schema) {
        boolean isNamed = stage.isSet(named.featuresCols());
        for (String name : names(stage, named)) {
            require(
                    stage,
                    schema,
                    name,
                    isNamed ? RowTable::isReadable : RowTable::isVector,
                    isNamed
                            ? "of numbers, texts, booleans or dates"
                            : "a vector or an array of numbers (or name columns by featuresCols)");
        }
    }

    /// Checks the type of a column.
    ///
    /// @throws IllegalArgumentException if it is another, or there is no such column
    static void require(Params stage, StructType schema, String name, Predicate<DataType> fits, String what) {
        DataType type = field(stage, schema, name).dataType();
        if (!fits.test(type)) {
            throw new IllegalArgumentException(
                    stage.uid() + ": column \"" + name + "\" must be " + what + ", got " + type.simpleString());
        }
    }

    /// Finds a column.
    ///
    /// @throws IllegalArgumentException if it is not there, with the names that are
    static StructField field(Params stage, StructType schema, String name) {
        List<String> names = Arrays.asList(schema.fieldNames());
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    stage.uid() + ": there is no column \"" + name + "\"; there are " + String.join(", ", names));
        }
        return schema.apply(name);
    }

    /// The columns of the inputs.
    static List<String> names(Params stage, HasColumns named) {
        return stage.isSet(named.featuresCols())
                ? List.of(stage.getOrDefault(named.featuresCols()))
                : List.of(stage.getOrDefault(named.featuresCol()));
    }
}
