package gradus.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/// The columns that a classifier adds, besides the prediction.
public interface HasClasses {
    /// {@return their parameters}
    ClassColumns classColumns();

    /// {@return the column that gets the probability of each label, as a vector}
    default Param<String> probabilityCol() {
        return classColumns().probabilityCol;
    }

    /// {@return the column that gets the logarithms of the probabilities, as a vector}
    default Param<String> rawPredictionCol() {
        return classColumns().rawPredictionCol;
    }

    /// The parameters.
    final class ClassColumns implements Serializable {
        private static final long serialVersionUID = 1;

        final Param<String> probabilityCol;
        final Param<String> rawPredictionCol;

        ClassColumns(String uid) {
            probabilityCol =
                    new Param<>(uid, "probabilityCol", "column that gets the probability of each label", String.class);
            rawPredictionCol = new Param<>(
                    uid, "rawPredictionCol", "column that gets the logarithms of the probabilities", String.class);
        }

        void setDefaults(Params stage) {
            stage.setDefault(probabilityCol, "probability");
            stage.setDefault(rawPredictionCol, "rawPrediction");
        }

        Answers answers(Params stage, DataType prediction) {
            return new Answers(
                    List.of(vector(stage.getOrDefault(rawPredictionCol)), vector(stage.getOrDefault(probabilityCol))),
                    prediction);
        }

        private static StructField vector(String name) {
            return new StructField(name, SQLDataTypes.VectorType(), false, Metadata.empty());
        }
    }
}
