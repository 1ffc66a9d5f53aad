package gradus.problems;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Layer;
import java.io.Serializable;
import java.util.List;

/// Transforms the targets of a regression before training. Layers at the end of the finished model reverse it, so
/// the model predicts values in the original units wherever it is loaded.
public interface TargetTransform extends Serializable {
    /// {@return what the network learns: still a regression, by default, or a classification}
    default Task task() {
        return Task.REGRESSION;
    }

    /// {@return the number of answers to pass to [Task#head(int)]; 1 by default}
    default int answers() {
        return 1;
    }

    /// {@return what the network ends in, and learns by: the usual head of the task, by default}
    default Head head() {
        return Head.of(task(), answers());
    }

    /// Transforms targets.
    ///
    /// @param values the original targets, one column
    /// @return the targets to train on
    Rows encode(Rows values);

    /// Transforms the targets of rows.
    ///
    /// @param rows with the original targets, one column
    /// @return the rows to train on
    default Dataset encode(Dataset rows) {
        return new Dataset(rows.inputs(), List.of(encode(rows.target())), rows.weights());
    }

    /// {@return the layers that turn the network's outputs back into values}
    List<Layer> decoder();

    /// {@return the weights of the [#decoder()] layers, in layer order; none by default}
    default float[] decoderParameters() {
        return new float[0];
    }

    /// {@return the smallest number that a target can be; minus infinity, by default}
    default double least() {
        return Double.NEGATIVE_INFINITY;
    }

    /// {@return whether predictions are near the median of what is possible, and not the mean; false by default}
    default boolean predictsMedians() {
        return false;
    }

    /// Finds out how the mean of predictions becomes that of the targets; this transform itself, by default.
    ///
    /// @param targets of rows that were not trained on, in the units of the data
    /// @param answers the outputs of the network to these rows
    /// @return a transform that learns the same and predicts means
    default TargetTransform corrected(Rows targets, Rows answers) {
        return this;
    }

    /// Reverses the transformation.
    ///
    /// @param answers the outputs of the network
    /// @return the values, in the units of the data
    Rows decode(Rows answers);
}
