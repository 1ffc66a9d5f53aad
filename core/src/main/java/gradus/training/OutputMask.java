package gradus.training;

import gradus.layers.Masking;
import java.util.List;

/// The mask of an output: its loss leaves missing steps out.
final class OutputMask {
    private final Network network;
    private final List<Masks.Source> sources;

    OutputMask(Network network, List<Masks.Source> sources) {
        this.network = network;
        this.sources = sources;
    }

    /// Returns whether all steps count.
    boolean isEmpty() {
        return sources.isEmpty();
    }

    /// Sets the weights of the rows of missing steps to 0. Returns how many rows count.
    int silence(float[] weights, int rows) {
        int counted = rows;
        if (isEmpty()) {
            return counted;
        }
        for (int row = 0; row < rows; row++) {
            if (!counts(row)) {
                weights[row] = 0;
                counted--;
            }
        }
        return counted;
    }

    private boolean counts(int row) {
        for (int i = 0; i < sources.size(); i++) {
            Masks.Source source = sources.get(i);
            if (Masking.counts(network.value(source.call()), row * source.width(), source.width(), source.missing())) {
                return true;
            }
        }
        return false;
    }
}
