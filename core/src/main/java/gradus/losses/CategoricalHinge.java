package gradus.losses;

import gradus.data.Rows;
import gradus.math.Functions;

/// The hinge loss for one of several classes: `max(1 + max((1 - target)·prediction) - Σ target·prediction, 0)` over
/// the outputs of a row, so that the true class must win by 1. Targets are one-hot rows, or -1 and 1. Where the
/// loss is positive, its gradient is `-target`, plus `1 - target` for the strongest rival.
///
/// [Weston & Watkins 1999](https://www.esann.org/sites/default/files/proceedings/legacy/es1999-461.pdf)
///
/// @param reduction how the losses of the rows of a batch become one number
public record CategoricalHinge(Reduction reduction) implements Loss {
    /// Creates the loss with Keras's default reduction.
    public CategoricalHinge() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void losses(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] losses,
            int width,
            int fromRow,
            int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            int rival = rival(targets, predictions, start, start + width);
            float strongest = (1 - targets[rival]) * predictions[rival];
            losses[row] = Math.max(1 + strongest - functions.dot(targets, start, predictions, start, width), 0);
        }
    }

    @Override
    public void gradient(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            int rival = rival(targets, predictions, start, start + width);
            float strongest = (1 - targets[rival]) * predictions[rival];
            boolean missed = 1 + strongest - functions.dot(targets, start, predictions, start, width) > 0;
            float factor = missed ? scales[row] : 0;
            for (int i = start; i < start + width; i++) {
                gradient[i] = -factor * targets[i];
            }
            gradient[rival] += factor * (1 - targets[rival]);
        }
    }

    /// Returns the index of the largest `(1 - target)·prediction`.
    private static int rival(float[] targets, float[] predictions, int from, int to) {
        int rival = from;
        for (int i = from + 1; i < to; i++) {
            rival = (1 - targets[i]) * predictions[i] > (1 - targets[rival]) * predictions[rival] ? i : rival;
        }
        return rival;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkSigns(this, targets, width);
    }
}
