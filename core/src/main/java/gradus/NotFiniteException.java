package gradus;

import org.jspecify.annotations.Nullable;

/// Thrown if the loss or a weight becomes NaN or infinite during training. The message says where, and what helps
/// most often.
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String ADVICE =
            ". A smaller learning rate, scaled inputs or clipped gradients help most often.";

    /// The epoch, from 0.
    private final int epoch;

    /// The batch, from 0, or -1.
    private final int batch;

    /// The first layer with a non-finite value, or null.
    private final @Nullable String layer;

    private NotFiniteException(int epoch, int batch, @Nullable String layer, String message) {
        super(message);
        this.epoch = epoch;
        this.batch = batch;
        this.layer = layer;
    }

    static NotFiniteException inLoss(int epoch, int batch, double loss, @Nullable String layer) {
        return new NotFiniteException(
                epoch,
                batch,
                layer,
                "the loss became " + loss + " in epoch " + (epoch + 1) + ", batch " + (batch + 1)
                        + (layer == null
                                ? " though every layer's output is finite"
                                : "; the first layer with a non-finite value is \"" + layer + "\"")
                        + ADVICE);
    }

    static NotFiniteException inParameter(int epoch, String parameter) {
        return new NotFiniteException(
                epoch,
                -1,
                parameter,
                "\"" + parameter + "\" has a non-finite value after epoch " + (epoch + 1) + ADVICE);
    }

    /// {@return the epoch in which it was detected, from 0}
    public int epoch() {
        return epoch;
    }

    /// {@return the batch in which it was detected, from 0; -1 if it was detected after the last one}
    public int batch() {
        return batch;
    }

    /// {@return the first layer, in the order of the network, with a non-finite value; null if only the loss is
    /// non-finite}
    public @Nullable String layer() {
        return layer;
    }
}
