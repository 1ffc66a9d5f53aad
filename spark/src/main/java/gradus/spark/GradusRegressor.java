package gradus.spark;

import gradus.data.tables.Table;
import gradus.problems.Task;
import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/// Trains a network that tells a number for a row. It learns standardized targets; the model answers in the units of
/// the label.
public final class GradusRegressor extends NetworkEstimator<GradusRegressor, GradusRegressorModel> {
    private static final long serialVersionUID = 1;

    /// Creates an estimator with the defaults.
    public GradusRegressor() {
        this(Identifiable$.MODULE$.randomUID("gradusRegressor"));
    }

    /// Creates an estimator with the defaults.
    ///
    /// @param uid its name in a pipeline
    public GradusRegressor(String uid) {
        super(uid);
    }

    /// {@return a reader of saved estimators}
    public static MLReader<GradusRegressor> read() {
        return new DefaultParamsReader<>();
    }

    /// Loads an estimator.
    ///
    /// @param path the folder that it was saved in
    /// @return the estimator
    public static GradusRegressor load(String path) {
        return read().load(path);
    }

    @Override
    Task task(Table sample) {
        return Task.REGRESSION;
    }

    @Override
    Answers answers(StructType schema) {
        Columns.require(
                this,
                schema,
                getOrDefault(labelCol()),
                type -> type instanceof NumericType,
                "of numbers, to be predicted");
        return new Answers(List.of(), DataTypes.DoubleType);
    }

    @Override
    GradusRegressorModel model(byte[] file, TrainingSummary summary) {
        GradusRegressorModel model = new GradusRegressorModel(uid(), file, summary);
        model.setParent(this);
        return copyValues(model, extractParamMap());
    }

    @Override
    GradusRegressor self() {
        return this;
    }
}
