package gradus.spark;

import gradus.data.Dataset;
import gradus.data.Rows;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The encoded rows of a shard.
///
/// @param inputs row after row
/// @param width inputs of a row
/// @param targets row after row
/// @param answers targets of a row
/// @param weights of the rows; null for 1 each
record Block(float[] inputs, int width, float[] targets, int answers, float @Nullable [] weights)
        implements Serializable {
    int rows() {
        return inputs.length / width;
    }

    Dataset data() {
        return new Dataset(
                List.of(Rows.wrap(inputs, width)),
                List.of(Rows.wrap(targets, answers)),
                weights == null ? null : Rows.wrap(weights, 1));
    }
}
