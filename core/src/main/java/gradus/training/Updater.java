package gradus.training;

import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.Workers;
import gradus.layers.ParameterSpec;
import gradus.math.RangeTask;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterGroup;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A running optimizer: owns its state and changes the parameters. A training step is
/// ```
/// updater.beginStep();       // rules that look ahead move the parameters
/// …                          // forward and backward pass
/// updater.apply(gradients);  // accumulate, clip, decay, update, average, constrain
/// ```
/// The result is the same on any number of threads. A step does not allocate. Parameters of frozen layers do not
/// change; this includes weight decay and constraints.
public abstract sealed class Updater permits SingleUpdater, MultiUpdater, LossScaleUpdater {
    private final Optimizer optimizer;
    private final AtomicBoolean entered = new AtomicBoolean();

    Updater(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /// Creates an updater for the trainable parameters of a network that are not frozen.
    ///
    /// @param optimizer the optimizer
    /// @param graph the network
    /// @param parameters its parameters
    /// @param workers the threads that share the work
    /// @return the updater
    public static Updater of(Optimizer optimizer, Graph graph, Parameters parameters, Workers workers) {
        return of(optimizer, parameters.values(), TrainableParameter.of(graph, parameters), workers);
    }

    /// Creates an updater for an array of numbers that is one parameter and belongs to no network.
    ///
    /// @param optimizer the optimizer
    /// @param values the numbers
    /// @param workers the threads that share the work
    /// @return the updater
    public static Updater of(Optimizer optimizer, float[] values, Workers workers) {
        return of(
                optimizer,
                values,
                List.of(TrainableParameter.of(
                        ParameterSpec.trainable("values", Shape.of(values.length), new Zeros()), 0)),
                workers);
    }

    /// @param parameters the trainable parameters, without gaps from the start of `values`
    static Updater of(Optimizer optimizer, float[] values, List<TrainableParameter> parameters, Workers workers) {
        return switch (optimizer) {
            case MultiOptimizer multi -> new MultiUpdater(multi, values, parameters, workers);
            case LossScaleOptimizer scaling -> new LossScaleUpdater(scaling, values, parameters, workers);
            default -> new SingleUpdater(optimizer, values, parameters, workers);
        };
    }

    /// {@return the optimizer}
    public final Optimizer optimizer() {
        return optimizer;
    }

    /// {@return the number of batches whose gradients were given to [#apply(float\[\])], including those before a
    /// [#restore]}
    public abstract long steps();

    /// {@return the learning rate of the next update}
    public abstract double learningRate();

    /// Sets the learning rate from now on.
    ///
    /// @param value the learning rate
    /// @throws IllegalStateException if the optimizer follows a schedule
    public abstract void learningRate(double value);

    /// Sets what parameters see of the learning rate and of the weight decay from now on; all see the same before.
    ///
    /// @param value the groups
    public abstract void parameterGroups(List<ParameterGroup> value);

    /// Sets the share of the weight decay that is in force from now on; 1 before.
    ///
    /// @param value the share
    public abstract void decayShare(double value);

    /// Moves the parameters to the point at which the gradient is evaluated. Call it before each forward pass of
    /// training.
    public abstract void beginStep();

    /// Restores the parameters from before [#beginStep], for a step that will not be completed.
    public abstract void cancelStep();

    /// Returns a task that takes gradients that are final before [#apply(float\[\])], which then skips them: it
    /// updates their parameters at once, while they are in the cache of the thread that computed them. It does
    /// nothing if a rule or a regularizer needs more than a range, or if there is little to gain.
    ///
    /// @param batchGradients the gradients that `apply` will get
    RangeTask early(float[] batchGradients) {
        return RangeTask.NOTHING;
    }

    /// Performs the optimizer's step with the gradients of a batch.
    ///
    /// @param batchGradients the gradients of the mean loss, in the layout of the trainable parameters; overwritten
    ///     with what the rule finally gets
    public abstract void apply(float[] batchGradients);

    /// Replaces the weights by their average, if one is kept. Call it at the end of training.
    public abstract void finish();

    /// Returns weights with the average of each that has one.
    ///
    /// @param values all parameters
    /// @return a changed copy, or null if no average is kept
    public final float @Nullable [] averaged(float[] values) {
        float[] copy = values.clone();
        return average(copy) ? copy : null;
    }

    /// Replaces weights by their average, where one is kept.
    ///
    /// @param copy a copy of all parameters
    /// @return whether any average is kept
    abstract boolean average(float[] copy);

    /// {@return a copy of the state of the optimizer}
    public abstract SavedModel.OptimizerState state();

    /// Restores a state: the next steps have the same bits as without the interruption.
    ///
    /// @param saved the state
    /// @throws IllegalArgumentException if it belongs to another optimizer or to other parameters
    public abstract void restore(SavedModel.OptimizerState saved);

    /// Begins what one thread at a time may do with the parameters.
    ///
    /// @throws IllegalStateException if another one is at it
    public final void enter() {
        if (!entered.compareAndSet(false, true)) {
            throw new IllegalStateException("a model must be trained by one thread at a time, and another one trains"
                    + " this model now. Wait until it has ended, or train a model of its own");
        }
    }

    /// Ends what [#enter()] began.
    public final void leave() {
        entered.set(false);
    }
}
