package gradus.spark;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/// The columns that a model adds.
///
/// @param more columns before the prediction: raw values and probabilities of classes
/// @param prediction the type of the prediction
record Answers(List<StructField> more, DataType prediction) {}
