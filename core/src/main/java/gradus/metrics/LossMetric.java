package gradus.metrics;

import gradus.internal.Names;
import gradus.kernels.Kernels;
import gradus.losses.Loss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A loss that is reported but not optimised: its weighted mean over rows, exact over the epoch, without
/// regularization. Its name is that of the loss, such as `binary_crossentropy`.
///
/// @param loss the loss to report; its reduction has no effect
public record LossMetric(Loss loss) implements Metric {
    @Override
    public String name() {
        return Names.snakeCase(loss.className());
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the loss needs another number of targets in a row
    @Override
    public Accumulator start(int width, int targetWidth) {
        if (loss.targetWidth(width) != targetWidth) {
            throw new IllegalArgumentException(loss.className() + " must have " + loss.targetWidth(width)
                    + " targets for " + width + " predictions in a row, got " + targetWidth);
        }
        return new Accumulator() {
            private float[] losses = {};
            private float[] counted = {};
            private double sum;
            private double count;

            @Override
            public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
                if (losses.length < rows) {
                    losses = new float[rows];
                    counted = new float[rows];
                }
                Arrays.fill(counted, 0, rows, 1);
                loss.ignoreRows(targets, counted, rows);
                loss.losses(Kernels.current(), targets, predictions, losses, width, 0, rows);
                for (int row = 0; row < rows; row++) {
                    double weight = weights == null ? 1 : weights[row];
                    if (weight != 0 && counted[row] != 0) {
                        sum += weight * losses[row];
                        count += weight;
                    }
                }
            }

            @Override
            public double result() {
                return loss.ofMean(sum / count);
            }

            @Override
            public void reset() {
                sum = 0;
                count = 0;
            }

            @Override
            public double[] state() {
                return new double[] {sum, count};
            }

            @Override
            public void restore(double[] state) {
                Columns.requireState(state, 2);
                sum = state[0];
                count = state[1];
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }
}
