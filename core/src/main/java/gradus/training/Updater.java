package gradus.training;

import static gradus.internal.Require.notNegative;

import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.Workers;
import gradus.layers.ParameterSpec;
import gradus.math.RangeTask;
import gradus.optimizers.ElementwiseOptimizer;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterGroup;
import gradus.optimizers.ParameterwiseOptimizer;
import gradus.optimizers.UpdateOptions;
import gradus.schedules.Constant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A running optimizer: owns the slots of its rule, and applies the options, in Keras's order. A training step is
/// ```
/// updater.beginStep();       // rules that look ahead move the parameters
/// …                          // forward and backward pass
/// updater.apply(gradients);  // accumulate, clip, decay, update, average, constrain
/// ```
/// The result is the same on any number of threads. A step does not allocate. Parameters of frozen layers do not
/// change; this includes weight decay and constraints.
public final class Updater {
    private final Optimizer optimizer;
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
    private final AtomicBoolean entered = new AtomicBoolean();

    /// Creates an updater for the trainable parameters of a network that are not frozen.
    ///
    /// @param optimizer the optimizer
    /// @param graph the network
    /// @param parameters its parameters
    /// @param workers the threads that share the work
    public Updater(Optimizer optimizer, Graph graph, Parameters parameters, Workers workers) {
        this(optimizer, parameters.values(), TrainableParameter.of(graph, parameters), workers);
    }

    /// Creates an updater for an array of numbers that is one parameter and belongs to no network.
    ///
    /// @param optimizer the optimizer
    /// @param values the numbers
    /// @param workers the threads that share the work
    public Updater(Optimizer optimizer, float[] values, Workers workers) {
        this(
                optimizer,
                values,
                List.of(TrainableParameter.of(
                        ParameterSpec.trainable("values", Shape.of(values.length), new Zeros()), 0)),
                workers);
    }

    /// @param parameters the trainable parameters, without gaps from the start of `values`
    Updater(Optimizer optimizer, float[] values, List<TrainableParameter> parameters, Workers workers) {
        this.optimizer = optimizer;
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

    /// {@return the optimizer}
    public Optimizer optimizer() {
        return optimizer;
    }

    /// {@return the number of batches whose gradients were given to [#apply(float\[\])], including those before a
    /// [#restore]}
    public long steps() {
        return steps;
    }

    /// {@return the learning rate of the next update}
    public double learningRate() {
        return optimizer.learningRate() instanceof Constant
                ? learningRate
                : optimizer.learningRate().at(steps);
    }

    /// Sets the learning rate from now on.
    ///
    /// @param value the learning rate
    /// @throws IllegalStateException if the optimizer follows a schedule
    public void learningRate(double value) {
        if (!(optimizer.learningRate() instanceof Constant)) {
            throw new IllegalStateException("the learning rate cannot be set to " + value + ": the optimizer follows "
                    + optimizer.learningRate()
                    + "; give it a constant learning rate, or remove the callback that changes it");
        }
        notNegative("the learning rate", value);
        learningRate = value;
    }

    /// Sets what parameters see of the learning rate and of the weight decay from now on; all see the same before.
    ///
    /// @param value the groups
    public void parameterGroups(List<ParameterGroup> value) {
        groups.set(value);
    }

    /// Sets the share of the weight decay that is in force from now on; 1 before.
    ///
    /// @param value the share
    public void decayShare(double value) {
        groups.decayShare(value);
    }

    /// Moves the parameters to the point at which the gradient is evaluated. Call it before each forward pass of
    /// training.
    public void beginStep() {
        if (lookAhead != null && !lookAhead.isAway()) {
            beginUpdate();
            lookAhead.begin();
        }
    }

    /// Restores the parameters from before [#beginStep], for a step that will not be completed.
    public void cancelStep() {
        if (lookAhead != null) {
            lookAhead.end();
        }
    }

    /// Returns a task that takes gradients that are final before [#apply(float\[\])], which then skips them: it
    /// updates their parameters at once, while they are in the cache of the thread that computed them. It does
    /// nothing if a rule or a regularizer needs more than a range, or if there is little to gain.
    ///
    /// @param batchGradients the gradients that `apply` will get
    RangeTask early(float[] batchGradients) {
        beginUpdate();
        return rule.early(batchGradients);
    }

    /// Performs the optimizer's step with the gradients of a batch.
    ///
    /// @param batchGradients the gradients of the mean loss, in the layout of the trainable parameters; overwritten
    ///     with what the rule finally gets
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

    /// Replaces the weights by their average, if one is kept. Call it at the end of training.
    public void finish() {
        if (average != null && steps > 0) {
            average.overwrite();
        }
    }

    /// {@return a copy of the state of the optimizer}
    public SavedModel.OptimizerState state() {
        return new SavedModel.OptimizerState(steps, learningRate(), arrays.copy());
    }

    /// Restores a state: the next steps have the same bits as without the interruption.
    ///
    /// @param saved the state
    /// @throws IllegalArgumentException if it belongs to another optimizer or to other parameters
    public void restore(SavedModel.OptimizerState saved) {
        arrays.restore(saved.slots(), optimizer);
        steps = saved.steps();
        begun = steps > 0;
        if (optimizer.learningRate() instanceof Constant) {
            learningRate = saved.learningRate();
        }
    }

    /// Begins what one thread at a time may do with the parameters.
    ///
    /// @throws IllegalStateException if another one is at it
    public void enter() {
        if (!entered.compareAndSet(false, true)) {
            throw new IllegalStateException("a model must be trained by one thread at a time, and another one trains"
                    + " this model now. Wait until it has ended, or train a model of its own");
        }
    }

    /// Ends what [#enter()] began.
    public void leave() {
        entered.set(false);
    }

    /// Schedules count batches, rules count updates.
    private void beginUpdate() {
        if (!begun) {
            // The parameters may have been set since construction.
            optimizer.initialize(slots, values);
            begun = true;
        }
        groups.begin(steps / accumulationSteps + 1, learningRate());
    }
}
