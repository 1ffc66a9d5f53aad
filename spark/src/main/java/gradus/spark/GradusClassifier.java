package gradus.spark;

import gradus.data.tables.Table;
import gradus.problems.Task;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/// Trains a network that tells the label of a row: numbers, such as those of a StringIndexer, or texts.
///
/// ```java
/// GradusClassifierModel model = new GradusClassifier()
///         .setFeaturesCols("age", "town", "income")
///         .setLabelCol("bought")
///         .setLayers("dense(64, relu) dropout(0.2)")
///         .fit(rows);
/// ```
public final class GradusClassifier extends NetworkEstimator<GradusClassifier, GradusClassifierModel>
        implements HasClasses {
    private static final long serialVersionUID = 1;

    private final ClassColumns classes;

    /// Creates an estimator with the defaults.
    public GradusClassifier() {
        this(Identifiable$.MODULE$.randomUID("gradusClassifier"));
    }

    /// Creates an estimator with the defaults.
    ///
    /// @param uid its name in a pipeline
    public GradusClassifier(String uid) {
        classes = new ClassColumns(uid);
        super(uid);
        classes.setDefaults(this);
    }

    /// {@return a reader of saved estimators}
    public static MLReader<GradusClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /// Loads an estimator.
    ///
    /// @param path the folder that it was saved in
    /// @return the estimator
    public static GradusClassifier load(String path) {
        return read().load(path);
    }

    @Override
    public ClassColumns classColumns() {
        return classes;
    }

    /// Sets the column that gets the probability of each label; by default `probability`.
    ///
    /// @param value the value
    /// @return this
    public GradusClassifier setProbabilityCol(String value) {
        set(classes.probabilityCol, value);
        return this;
    }

    /// Sets the column that gets the logarithms of the probabilities; by default `rawPrediction`.
    ///
    /// @param value the value
    /// @return this
    public GradusClassifier setRawPredictionCol(String value) {
        set(classes.rawPredictionCol, value);
        return this;
    }

    @Override
    Task task(Table sample) {
        return sample.column(getOrDefault(labelCol())).distinct() == 2 ? Task.BINARY : Task.MULTICLASS;
    }

    @Override
    Answers answers(StructType schema) {
        boolean numbers = Columns.field(this, schema, getOrDefault(labelCol())).dataType() instanceof NumericType;
        return classes.answers(this, numbers ? DataTypes.DoubleType : DataTypes.StringType);
    }

    @Override
    GradusClassifierModel model(byte[] file, TrainingSummary summary) {
        GradusClassifierModel model = new GradusClassifierModel(uid(), file, summary);
        model.setParent(this);
        return copyValues(model, extractParamMap());
    }

    @Override
    GradusClassifier self() {
        return this;
    }
}
