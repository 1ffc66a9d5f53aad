package gradus.spark;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/// The columns that an estimator and its model have in common.
public interface HasColumns {
    /// {@return their parameters}
    Columns columns();

    /// {@return the column with all inputs: a vector, or an array of numbers}
    default Param<String> featuresCol() {
        return columns().featuresCol;
    }

    /// {@return the columns that are the inputs, by their names: numbers, texts, booleans, dates; nulls where values
    /// are missing. They take the place of `featuresCol`}
    default StringArrayParam featuresCols() {
        return columns().featuresCols;
    }

    /// {@return the column that gets the answer: the label, or the number}
    default Param<String> predictionCol() {
        return columns().predictionCol;
    }
}
