package gradus;

import org.jspecify.annotations.Nullable;

/// Training met a loss or a weight that is NaN or infinite. The message says where and what helps most often.
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int epoch;
    private final int batch;
    private final @Nullable String layer;

    NotFiniteException(int epoch, int batch, @Nullable String layer, String message) {
        super(message);
        this.epoch = epoch;
        this.batch = batch;
        this.layer = layer;
    }

    /// The epoch in which it was seen, from 0.
    public int epoch() {
        return epoch;
    }

    /// The batch in which it was seen, from 0; -1 if it was seen after the last one.
    public int batch() {
        return batch;
    }

    /// The first layer, in the order of the network, with such a value; null if it is the loss alone.
    public @Nullable String layer() {
        return layer;
    }
}
