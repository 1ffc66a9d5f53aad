package gradus.training;

import gradus.kernels.Workers;
import gradus.math.RangeTask;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.ParameterGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Scales gradients as a scaled loss would, and scales them back. A step whose scaled gradients are not all finite is
/// left out.
final class LossScaleUpdater extends Updater {
    private final LossScaleOptimizer optimizer;
    private final Updater inner;
    private final Pieces pieces;
    private final Workers workers;
    private final boolean[] finite;
    private final RangeTask scale = this::scale;
    private float[] gradients = {};
    private float factor;
    private long steps;

    LossScaleUpdater(
            LossScaleOptimizer optimizer, float[] values, List<TrainableParameter> parameters, Workers workers) {
        super(optimizer);
        this.optimizer = optimizer;
        this.workers = workers;
        inner = Updater.of(optimizer.innerOptimizer(), values, parameters, workers);
        pieces = Pieces.of(parameters.stream()
                .filter(each -> !each.frozen())
                .map(TrainableParameter::range)
                .toList());
        finite = new boolean[pieces.count()];
        factor = (float) optimizer.initialScale();
    }

    @Override
    public long steps() {
        return inner.steps();
    }

    @Override
    public double learningRate() {
        return inner.learningRate();
    }

    @Override
    public void learningRate(double value) {
        inner.learningRate(value);
    }

    @Override
    public void parameterGroups(List<ParameterGroup> value) {
        inner.parameterGroups(value);
    }

    @Override
    public void decayShare(double value) {
        inner.decayShare(value);
    }

    @Override
    public void beginStep() {
        inner.beginStep();
    }

    @Override
    public void cancelStep() {
        inner.cancelStep();
    }

    @Override
    public void apply(float[] batchGradients) {
        gradients = batchGradients;
        pieces.run(workers, scale);
        boolean all = true;
        for (boolean one : finite) {
            all &= one;
        }
        if (!all) {
            inner.cancelStep();
            steps = 0;
            factor *= 0.5f;
            return;
        }
        inner.apply(batchGradients);
        steps++;
        if (steps == optimizer.dynamicGrowthSteps()) {
            steps = 0;
            factor *= 2;
        }
    }

    private void scale(int first, int last) {
        float by = factor;
        for (int piece = first; piece < last; piece++) {
            boolean good = true;
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                float scaled = gradients[i] * by;
                good &= Math.abs(scaled) <= Float.MAX_VALUE;
                gradients[i] = scaled / by;
            }
            finite[piece] = good;
        }
    }

    @Override
    public void finish() {
        inner.finish();
    }

    @Override
    boolean average(float[] copy) {
        return inner.average(copy);
    }

    @Override
    public SavedModel.OptimizerState state() {
        SavedModel.OptimizerState state = inner.state();
        Map<String, float[]> slots = new LinkedHashMap<>();
        slots.put(LossScaleOptimizer.STEPS, new float[] {steps});
        slots.put(LossScaleOptimizer.SCALE, new float[] {factor});
        slots.putAll(state.slots());
        return new SavedModel.OptimizerState(state.steps(), state.learningRate(), slots);
    }

    @Override
    public void restore(SavedModel.OptimizerState saved) {
        Map<String, float[]> slots = new LinkedHashMap<>(saved.slots());
        float[] counter = slots.remove(LossScaleOptimizer.STEPS);
        float[] scaled = slots.remove(LossScaleOptimizer.SCALE);
        inner.restore(new SavedModel.OptimizerState(saved.steps(), saved.learningRate(), slots));
        if (counter == null || scaled == null) {
            throw new IllegalArgumentException("the saved state must have a scale of the loss, as " + optimizer
                    + " has;" + " compile the model again to start afresh");
        }
        steps = (long) counter[0];
        factor = scaled[0];
    }
}
