package gradus.training;

import static gradus.internal.Require.notNegative;

import gradus.kernels.Workers;
import gradus.math.RangeTask;
import gradus.optimizers.ElementwiseOptimizer;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterGroup;
import gradus.optimizers.ParameterwiseOptimizer;
import gradus.optimizers.UpdateOptions;
import gradus.schedules.Constant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A running optimizer of one rule: owns the slots of its rule, and applies the options, in Keras's order: accumulate,
/// clip, decay, update, average, constrain.
final class SingleUpdater extends Updater {
    private final float[] values;
    private final int size;
    private final float[][] slots;
    private final OptimizerArrays arrays = new OptimizerArrays();
    private final int accumulationSteps;
    private final @Nullable LookAhead lookAhead;
    private final @Nullable GradientAccumulation accumulation;
    private final GradientClipping clipping;
    private final RuleUpdate rule;
    private final @Nullable WeightAverage average;
    private final ConstrainedParameters constrained;
    private final ParameterGroups groups;
    private double learningRate;
    private long steps;
    private boolean begun;

    /// @param parameters the trainable parameters, without gaps from the start of `values`
    SingleUpdater(Optimizer optimizer, float[] values, List<TrainableParameter> parameters, Workers workers) {
        super(optimizer);
        this.values = values;
        UpdateOptions options = optimizer.options();
        size = parameters.stream().mapToInt(each -> each.parameter().size()).sum();
        SlotLayout layout = new SlotLayout(optimizer, parameters);
        slots = layout.arrays();
        for (int slot = 0; slot < slots.length; slot++) {
            arrays.keep(optimizer.slots().get(slot), slots[slot]);
        }
        optimizer.initialize(slots, values);
        learningRate = optimizer.learningRate().at(0);

        List<TrainableParameter> trained =
                parameters.stream().filter(each -> !each.frozen()).toList();
        groups = new ParameterGroups(trained);
        List<Pieces.Range> ranges =
                trained.stream().map(TrainableParameter::range).toList();
        Pieces pieces = Pieces.beginningsFirst(ranges);
        accumulationSteps = Objects.requireNonNullElse(options.gradientAccumulationSteps(), 1);
        accumulation = accumulationSteps == 1
                ? null
                : new GradientAccumulation(
                        accumulationSteps, arrays.keep(GradientAccumulation.NAME, new float[size]), pieces, workers);
        clipping = new GradientClipping(options, ranges, workers);
        average = options.useEma()
                ? new WeightAverage(options, values, arrays.keep(WeightAverage.NAME, new float[size]), pieces, workers)
                : null;
        constrained = new ConstrainedParameters(trained, values, workers);
        double decay = Objects.requireNonNullElse(options.weightDecay(), 0.0);
        if (optimizer.rule() instanceof ParameterwiseOptimizer parameterwise) {
            lookAhead = null;
            rule = new ParameterwiseUpdate(parameterwise, slots, layout, values, trained, decay, groups, workers);
        } else {
            // A rule is never configured, so this is the other kind.
            ElementwiseOptimizer elementwise = (ElementwiseOptimizer) optimizer.rule();
            lookAhead = elementwise.looksAhead()
                    ? new LookAhead(elementwise, slots, values, size, groups, pieces, workers)
                    : null;
            boolean mayBeEarly = accumulation == null && !clipping.clips();
            rule = new ElementwiseUpdate(
                    elementwise, slots, values, trained, decay, groups, mayBeEarly, pieces, workers);
        }
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public double learningRate() {
        return optimizer().learningRate() instanceof Constant
                ? learningRate
                : optimizer().learningRate().at(steps);
    }

    @Override
    public void learningRate(double value) {
        if (!(optimizer().learningRate() instanceof Constant)) {
            throw new IllegalStateException("the learning rate cannot be set to " + value + ": the optimizer follows "
                    + optimizer().learningRate()
                    + "; give it a constant learning rate, or remove the callback that changes it");
        }
        notNegative("the learning rate", value);
        learningRate = value;
    }

    @Override
    public void parameterGroups(List<ParameterGroup> value) {
        groups.set(value);
    }

    @Override
    public void decayShare(double value) {
        groups.decayShare(value);
    }

    @Override
    public void beginStep() {
        if (lookAhead != null && !lookAhead.isAway()) {
            beginUpdate();
            lookAhead.begin();
        }
    }

    @Override
    public void cancelStep() {
        if (lookAhead != null) {
            lookAhead.end();
        }
    }

    @Override
    RangeTask early(float[] batchGradients) {
        beginUpdate();
        return rule.early(batchGradients);
    }

    @Override
    public void apply(float[] batchGradients) {
        if (batchGradients.length < size) {
            throw new IllegalArgumentException("gradients must be " + size + ", got " + batchGradients.length);
        }
        cancelStep();
        beginUpdate();
        if ((steps + 1) % accumulationSteps == 0) {
            if (accumulation != null) {
                accumulation.takeMean(batchGradients);
            }
            clipping.clip(batchGradients);
            rule.update(batchGradients);
        } else if (accumulation != null) {
            accumulation.add(batchGradients);
        }
        if (average != null) {
            average.take(groups.ofAll().number());
        }
        constrained.enforce();
        steps++;
    }

    @Override
    public void finish() {
        if (average != null && steps > 0) {
            average.overwrite();
        }
    }

    @Override
    boolean average(float[] copy) {
        if (average != null && steps > 0) {
            average.copyTo(copy);
        }
        return average != null;
    }

    @Override
    public SavedModel.OptimizerState state() {
        return new SavedModel.OptimizerState(steps, learningRate(), arrays.copy());
    }

    @Override
    public void restore(SavedModel.OptimizerState saved) {
        arrays.restore(saved.slots(), optimizer());
        steps = saved.steps();
        begun = steps > 0;
        if (optimizer().learningRate() instanceof Constant) {
            learningRate = saved.learningRate();
        }
    }

    /// Schedules count batches, rules count updates.
    private void beginUpdate() {
        if (!begun) {
            // The parameters may have been set since construction.
            optimizer().initialize(slots, values);
            begun = true;
        }
        groups.begin(steps / accumulationSteps + 1, learningRate());
    }
}
