package gradus.problems;

import gradus.data.Rows;
import gradus.layers.Layer;
import java.util.List;

/// What is done to the numbers of a regression before they are learned, and undone in predictions by layers at the end
/// of the finished model, so that it predicts the numbers themselves wherever it is loaded.
public interface TargetTransform {
    /// What the network learns: a regression still, or classes.
    Task task();

    /// How many answers its head gives.
    int answers();

    /// The targets that are learned, from one column of numbers.
    Rows encode(Rows values);

    /// The layers that make numbers of the head's answers.
    List<Layer> decoder();

    /// The weights of those layers, in layer order; none by default.
    default float[] decoderParameters() {
        return new float[0];
    }

    /// The numbers, from what the head answered, in the units of the data.
    Rows decode(Rows answers);
}
