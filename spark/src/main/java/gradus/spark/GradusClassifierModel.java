package gradus.spark;

import gradus.data.tables.Schema;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/// A network that tells the label of a row, with the probability of each.
public final class GradusClassifierModel extends NetworkModel<GradusClassifierModel> implements HasClasses {
    private static final long serialVersionUID = 1;

    private final ClassColumns classes;

    GradusClassifierModel(String uid, byte[] file, @Nullable TrainingSummary summary) {
        classes = new ClassColumns(uid);
        super(uid, file, summary);
        classes.setDefaults(this);
    }

    /// {@return a reader of saved models}
    public static MLReader<GradusClassifierModel> read() {
        return new ModelFolder.Reader<>(
                GradusClassifierModel.class, uid -> new GradusClassifierModel(uid, new byte[0], null));
    }

    /// Loads a model.
    ///
    /// @param path the folder that it was saved in
    /// @return the model
    public static GradusClassifierModel load(String path) {
        return read().load(path);
    }

    @Override
    public ClassColumns classColumns() {
        return classes;
    }

    /// {@return the labels, in the order of their probabilities}
    public List<String> labels() {
        return schema(file()).target().labels();
    }

    /// Numbers are answered by numbers.
    private static boolean areNumbers(List<String> labels) {
        return labels.stream().allMatch(label -> label.matches("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?"));
    }

    @Override
    Answers answers() {
        return classes.answers(this, areNumbers(labels()) ? DataTypes.DoubleType : DataTypes.StringType);
    }

    @Override
    Said said(Schema rows) {
        List<String> labels = rows.target().labels();
        Object[] answers =
                areNumbers(labels) ? labels.stream().map(Double::valueOf).toArray() : labels.toArray();
        return outputs -> {
            double[] probabilities = new double[answers.length];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = outputs.length > 1 ? outputs[i] : i == 1 ? outputs[0] : 1 - outputs[0];
            }
            double[] raw = new double[answers.length];
            int best = 0;
            for (int i = 0; i < raw.length; i++) {
                raw[i] = Math.log(Math.max(probabilities[i], Float.MIN_NORMAL));
                best = probabilities[i] > probabilities[best] ? i : best;
            }
            return new Object[] {Vectors.dense(raw), Vectors.dense(probabilities), answers[best]};
        };
    }

    @Override
    GradusClassifierModel empty() {
        return new GradusClassifierModel(uid(), file(), found());
    }
}
