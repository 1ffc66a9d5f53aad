package gradus.training;

import gradus.kernels.Workers;
import gradus.math.RangeTask;
import gradus.optimizers.ElementwiseOptimizer;
import gradus.optimizers.Optimizer;

/// Parameters that a rule moves to where it wants the gradient, and that come back from there to the bit.
final class LookAhead {
    private final ElementwiseOptimizer rule;
    private final float[][] slots;
    private final float[] values;
    private final float[] origin;
    private final Pieces pieces;
    private final Workers workers;
    private final RangeTask go = this::go;
    private final RangeTask comeBack = this::comeBack;
    private final Optimizer.Step step;
    private boolean away;

    /// @param size how many of the values can be trained
    LookAhead(
            ElementwiseOptimizer rule,
            float[][] slots,
            float[] values,
            int size,
            Optimizer.Step step,
            Pieces pieces,
            Workers workers) {
        this.rule = rule;
        this.slots = slots;
        this.values = values;
        this.step = step;
        this.pieces = pieces;
        this.workers = workers;
        origin = new float[size];
    }

    /// Whether the parameters are elsewhere.
    boolean isAway() {
        return away;
    }

    /// Moves the parameters.
    void begin() {
        pieces.run(workers, go);
        away = true;
    }

    /// Puts them back, if they are elsewhere.
    void end() {
        if (away) {
            pieces.run(workers, comeBack);
            away = false;
        }
    }

    private void go(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            int from = pieces.from(piece);
            int to = pieces.to(piece);
            System.arraycopy(values, from, origin, from, to - from);
            rule.lookAhead(values, slots, from, to, step);
        }
    }

    private void comeBack(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            int from = pieces.from(piece);
            System.arraycopy(origin, from, values, from, pieces.to(piece) - from);
        }
    }
}
