package gradus.training;

import gradus.kernels.Workers;
import gradus.math.RangeTask;
import gradus.optimizers.ElementwiseOptimizer;
import gradus.optimizers.Optimizer;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Applies an elementwise rule: piece by piece, and early for gradients that are final before the backward pass
/// ends.
final class ElementwiseUpdate implements RuleUpdate {
    private final ElementwiseOptimizer rule;
    private final float[][] slots;
    private final float[] values;
    private final List<TrainableParameter> trained;
    private final double weightDecay;
    private final Pieces pieces;
    private final Workers workers;
    /// The number of values of each trained parameter that were updated early.
    private final AtomicIntegerArray updated;
    private final ParameterGroups groups;
    private final RangeTask update = this::updatePieces;
    private final ParameterGroups.Part updatePart = this::updatePart;
    private final RangeTask early;
    private float[] gradients = {};

    /// @param trained the parameters that `pieces` are cut from
    /// @param mayBeEarly whether the rule can use gradients as soon as they are final
    ElementwiseUpdate(
            ElementwiseOptimizer rule,
            float[][] slots,
            float[] values,
            List<TrainableParameter> trained,
            double weightDecay,
            ParameterGroups groups,
            boolean mayBeEarly,
            Pieces pieces,
            Workers workers) {
        this.rule = rule;
        this.slots = slots;
        this.values = values;
        this.trained = trained;
        this.weightDecay = weightDecay;
        this.groups = groups;
        this.pieces = pieces;
        this.workers = workers;
        updated = new AtomicIntegerArray(trained.size());
        early = mayBeEarly && !rule.looksAhead() && pieces.isShared() ? this::updateEarly : RangeTask.NOTHING;
    }

    @Override
    public void update(float[] gradients) {
        this.gradients = gradients;
        pieces.run(workers, update);
        forgetEarlyUpdates();
    }

    @Override
    public RangeTask early(float[] gradients) {
        this.gradients = gradients;
        // A backward pass that failed may have left something.
        for (int i = 0; i < updated.length(); i++) {
            updated.set(i, 0);
        }
        return early;
    }

    private void updatePieces(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            if (updated.get(pieces.range(piece)) == 0) {
                updateRange(pieces.from(piece), pieces.to(piece));
            }
        }
    }

    private void updateEarly(int from, int to) {
        for (int i = 0; i < trained.size(); i++) {
            TrainableParameter each = trained.get(i);
            int start = each.parameter().offset();
            int end = start + each.parameter().size();
            if (start <= from && to <= end && each.spec().regularizer() == null) {
                updateRange(from, to);
                updated.addAndGet(i, to - from);
            }
        }
    }

    private void updateRange(int from, int to) {
        groups.run(from, to, updatePart);
    }

    private void updatePart(int from, int to, Optimizer.Step step, double decay) {
        WeightDecay.apply(values, from, to, weightDecay * decay, groups.ofAll().learningRate());
        rule.update(values, gradients, slots, from, to, step);
    }

    private void forgetEarlyUpdates() {
        for (int i = 0; i < trained.size(); i++) {
            int told = updated.getAndSet(i, 0);
            int all = trained.get(i).parameter().size();
            if (told != 0 && told != all) {
                throw new IllegalStateException("a layer must report all gradients of a parameter or none, got "
                        + told + " of the " + all + " of \""
                        + trained.get(i).spec().name() + "\"");
            }
        }
    }
}
