package gradus.spark;

import gradus.data.tables.Schema;
import java.util.List;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/// A network that tells a number for a row.
public final class GradusRegressorModel extends NetworkModel<GradusRegressorModel> {
    private static final long serialVersionUID = 1;

    GradusRegressorModel(String uid, byte[] file, @Nullable TrainingSummary summary) {
        super(uid, file, summary);
    }

    /// {@return a reader of saved models}
    public static MLReader<GradusRegressorModel> read() {
        return new ModelFolder.Reader<>(
                GradusRegressorModel.class, uid -> new GradusRegressorModel(uid, new byte[0], null));
    }

    /// Loads a model.
    ///
    /// @param path the folder that it was saved in
    /// @return the model
    public static GradusRegressorModel load(String path) {
        return read().load(path);
    }

    @Override
    Answers answers() {
        return new Answers(List.of(), DataTypes.DoubleType);
    }

    @Override
    Said said(Schema rows) {
        return outputs -> new Object[] {(double) outputs[0]};
    }

    @Override
    GradusRegressorModel empty() {
        return new GradusRegressorModel(uid(), file(), found());
    }
}
