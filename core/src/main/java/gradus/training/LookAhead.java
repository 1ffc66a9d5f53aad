package gradus.training;

import gradus.kernels.Workers;
import gradus.math.RangeTask;
import gradus.optimizers.ElementwiseOptimizer;
import gradus.optimizers.Optimizer;

/// Moves parameters to the point at which a rule evaluates the gradient, and restores them exactly.
final class LookAhead {
    private final ElementwiseOptimizer rule;
    private final float[][] slots;
    private final float[] values;
    private final float[] origin;
    private final Pieces pieces;
    private final Workers workers;
    private final RangeTask go = this::go;
    private final RangeTask comeBack = this::comeBack;
    private final ParameterGroups groups;
    private final ParameterGroups.Part move = this::move;
    private boolean away;

    /// @param size the number of trainable values
    LookAhead(
            ElementwiseOptimizer rule,
            float[][] slots,
            float[] values,
            int size,
            ParameterGroups groups,
            Pieces pieces,
            Workers workers) {
        this.rule = rule;
        this.slots = slots;
        this.values = values;
        this.groups = groups;
        this.pieces = pieces;
        this.workers = workers;
        origin = new float[size];
    }

    /// Returns whether the parameters are at the look-ahead point.
    boolean isAway() {
        return away;
    }

    /// Moves the parameters.
    void begin() {
        pieces.run(workers, go);
        away = true;
    }

    /// Restores the parameters, if they have been moved.
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
            groups.run(from, to, move);
        }
    }

    private void move(int from, int to, Optimizer.Step step, double decay) {
        rule.lookAhead(values, slots, from, to, step);
    }

    private void comeBack(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            int from = pieces.from(piece);
            System.arraycopy(origin, from, values, from, pieces.to(piece) - from);
        }
    }
}
