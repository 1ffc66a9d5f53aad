package gradus.training;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.RangeTask;
import gradus.kernels.Workers;
import gradus.layers.ParameterSpec;
import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.schedules.Constant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/// An optimizer at work on parameters: owns its slots, and does what is done around every rule, in Keras's order. A
/// training step is
/// ```
/// updater.beginStep();       // rules that look ahead move the parameters
/// …                          // forward and backward pass
/// updater.apply(gradients);  // accumulate, clip, decay, update, average, constrain
/// ```
/// The result is the same on any number of threads. Nothing is allocated in a step. Parameters of frozen layers stay as
/// they are, decay and constraints included.
public final class Updater {
    private static final String ACCUMULATOR = "gradient_accumulator";
    private static final String AVERAGE = "average";
    private static final float[] NOT_KEPT = {};

    private final Optimizer optimizer;
    private final UpdateOptions options;
    private final Workers workers;
    private final float[] values;
    private final int size;
    private final Pieces pieces;
    private final Map<String, float[]> state = new LinkedHashMap<>();
    private final float[][] slots;
    private final int accumulationSteps;
    private final float[] accumulator;
    private final float[] average;
    private final int overwriteEvery;
    private final float[] origin;
    private final double weightDecay;
    private final GradientClipping clipping;
    private final List<Parameters.Slice> constrained;
    private final List<Parameters.Slice> trained;
    /// How many numbers of each of these were updated early.
    private final AtomicIntegerArray updated;
    private final RangeTask early;
    private final RangeTask lookAhead = this::lookAhead;
    private final RangeTask comeBack = this::comeBack;
    private final RangeTask accumulate = this::accumulate;
    private final RangeTask takeMean = this::takeMean;
    private final RangeTask update = this::update;
    private final RangeTask keepAverage = this::keepAverage;
    private final RangeTask becomeAverage = this::becomeAverage;
    private final RangeTask constrain = this::constrain;
    private final Optimizer.Step step = new Optimizer.Step();

    private float[] gradients = {};
    private double learningRate;
    private long steps;
    private boolean ahead;

    /// For the parameters of a network that can be trained and are not frozen.
    public Updater(Optimizer optimizer, Graph graph, Parameters parameters, Workers workers) {
        this(optimizer, parameters.values(), parameters.trainableSize(), trained(graph, parameters), workers);
    }

    /// For an array of numbers that are one parameter, in no network.
    public Updater(Optimizer optimizer, float[] values, Workers workers) {
        this(
                optimizer,
                values,
                values.length,
                List.of(new Parameters.Slice(
                        0, 0, ParameterSpec.trainable("values", Shape.of(values.length), new Zeros()), 0)),
                workers);
    }

    Updater(Optimizer optimizer, float[] values, int size, List<Parameters.Slice> trained, Workers workers) {
        this.optimizer = optimizer;
        this.options = optimizer.options();
        this.workers = workers;
        this.values = values;
        this.size = size;
        this.trained = trained;
        updated = new AtomicIntegerArray(trained.size());
        List<Pieces.Range> ranges = trained.stream()
                .map(slice -> new Pieces.Range(slice.offset(), slice.end()))
                .toList();
        pieces = Pieces.beginningsFirst(ranges);
        clipping = new GradientClipping(options, ranges, workers);
        constrained = trained.stream()
                .filter(slice -> slice.spec().constraint() != null)
                .toList();
        List<String> names = optimizer.slots();
        slots = new float[names.size()][];
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = keep(names.get(slot));
            Arrays.fill(slots[slot], optimizer.initialValue(slot));
        }
        accumulationSteps = Objects.requireNonNullElse(options.gradientAccumulationSteps(), 1);
        accumulator = accumulationSteps > 1 ? keep(ACCUMULATOR) : NOT_KEPT;
        average = options.useEma() ? keep(AVERAGE) : NOT_KEPT;
        overwriteEvery = Objects.requireNonNullElse(options.emaOverwriteFrequency(), 0);
        origin = optimizer.looksAhead() ? new float[size] : NOT_KEPT;
        weightDecay = Objects.requireNonNullElse(options.weightDecay(), 0.0);
        learningRate = optimizer.learningRate().at(0);
        boolean byItself = accumulationSteps == 1 && !clipping.clips() && !optimizer.looksAhead();
        early = byItself && pieces.isShared() ? this::updateEarly : RangeTask.NOTHING;
    }

    private static List<Parameters.Slice> trained(Graph graph, Parameters parameters) {
        return parameters.slices().stream()
                .filter(slice -> slice.spec().trainable()
                        && graph.layers().get(slice.layer()).trainable())
                .toList();
    }

    private float[] keep(String name) {
        float[] slot = new float[size];
        require(
                state.put(name, slot) == null,
                "an optimizer must have slots of different names, got \"%s\" twice",
                name);
        return slot;
    }

    /// What is at work.
    public Optimizer optimizer() {
        return optimizer;
    }

    /// How many batches' gradients were given to [#apply(float\[\])], before a [#restore] too.
    public long steps() {
        return steps;
    }

    /// The learning rate of the next update.
    public double learningRate() {
        return optimizer.learningRate() instanceof Constant
                ? learningRate
                : optimizer.learningRate().at(steps);
    }

    /// Sets the learning rate from now on.
    ///
    /// @throws IllegalStateException if the optimizer follows a schedule
    public void learningRate(double value) {
        if (!(optimizer.learningRate() instanceof Constant)) {
            throw new IllegalStateException("the learning rate cannot be set to " + value + ": the optimizer follows "
                    + optimizer.learningRate()
                    + "; give it a number for a learning rate, or leave out the callback that changes it");
        }
        notNegative("the learning rate", value);
        learningRate = value;
    }

    /// Moves the parameters to where the gradient is to be taken. Before each forward pass of training.
    public void beginStep() {
        if (optimizer.looksAhead() && !ahead) {
            beginUpdate();
            pieces.run(workers, lookAhead);
            ahead = true;
        }
    }

    /// Puts the parameters back to where they were before [#beginStep], for a step that is not to be finished.
    public void cancelStep() {
        if (ahead) {
            pieces.run(workers, comeBack);
            ahead = false;
        }
    }

    /// What may be told of gradients that are final before [#apply(float\[\])], which then leaves them out: it updates
    /// their parameters at once, while they are in the cache of the thread that computed them. It does nothing where a
    /// rule or a regularizer needs more than a range, or where there is little to gain.
    ///
    /// @param batchGradients those that `apply` will be given
    RangeTask early(float[] batchGradients) {
        gradients = batchGradients;
        beginUpdate();
        // A backward pass that failed may have left something.
        for (int i = 0; i < updated.length(); i++) {
            updated.set(i, 0);
        }
        return early;
    }

    private void updateEarly(int from, int to) {
        for (int i = 0; i < trained.size(); i++) {
            Parameters.Slice slice = trained.get(i);
            if (slice.offset() <= from && to <= slice.end() && slice.spec().regularizer() == null) {
                updateRange(from, to);
                updated.addAndGet(i, to - from);
            }
        }
    }

    private void forgetEarlyUpdates() {
        for (int i = 0; i < trained.size(); i++) {
            Parameters.Slice slice = trained.get(i);
            int told = updated.getAndSet(i, 0);
            int all = slice.end() - slice.offset();
            if (told != 0 && told != all) {
                throw new IllegalStateException("a layer must tell of all gradients of a parameter or of none, got "
                        + told + " of the " + all + " of \"" + slice.spec().name() + "\"");
            }
        }
    }

    /// Does with the gradients of a batch what the optimizer does.
    ///
    /// @param batchGradients of the mean loss, in the layout of the trainable parameters; overwritten, with what the
    ///     rule was given in the end
    public void apply(float[] batchGradients) {
        if (batchGradients.length < size) {
            throw new IllegalArgumentException("gradients must be " + size + ", got " + batchGradients.length);
        }
        cancelStep();
        gradients = batchGradients;
        beginUpdate();
        if ((steps + 1) % accumulationSteps != 0) {
            pieces.run(workers, accumulate);
        } else {
            if (accumulationSteps > 1) {
                pieces.run(workers, takeMean);
            }
            clipping.clip(gradients);
            pieces.run(workers, update);
            forgetEarlyUpdates();
        }
        if (options.useEma()) {
            pieces.run(workers, keepAverage);
            if (overwriteEvery > 0 && step.number() % overwriteEvery == 0) {
                pieces.run(workers, becomeAverage);
            }
        }
        workers.run(constrained.size(), 1, constrain);
        steps++;
    }

    /// Makes the weights their average, if one is kept. At the end of training.
    public void finish() {
        if (options.useEma() && steps > 0) {
            pieces.run(workers, becomeAverage);
        }
    }

    /// Where the optimizer stands: a copy.
    public SavedModel.OptimizerState state() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        state.forEach((name, slot) -> copy.put(name, slot.clone()));
        return new SavedModel.OptimizerState(steps, learningRate(), copy);
    }

    /// Goes on from where another stood: the next steps have the same bits as if there had been no break.
    ///
    /// @throws IllegalArgumentException if the state is another optimizer's, or that of other parameters
    public void restore(SavedModel.OptimizerState saved) {
        require(
                saved.slots().keySet().equals(state.keySet()),
                "the saved state must be that of %s, with %s, got %s; compile the model anew to start afresh",
                optimizer,
                state.keySet(),
                saved.slots().keySet());
        state.forEach((name, slot) -> {
            float[] from = saved.slots().getOrDefault(name, slot);
            require(
                    from.length == slot.length,
                    "slot \"%s\" must have %s numbers, got %s",
                    name,
                    slot.length,
                    from.length);
        });
        state.forEach(
                (name, slot) -> System.arraycopy(saved.slots().getOrDefault(name, slot), 0, slot, 0, slot.length));
        steps = saved.steps();
        if (optimizer.learningRate() instanceof Constant) {
            learningRate = saved.learningRate();
        }
    }

    /// Schedules count batches, rules count updates.
    private void beginUpdate() {
        step.begin(steps / accumulationSteps + 1, learningRate());
    }

    private void lookAhead(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            int from = pieces.from(piece);
            int to = pieces.to(piece);
            System.arraycopy(values, from, origin, from, to - from);
            optimizer.lookAhead(values, slots, from, to, step);
        }
    }

    private void comeBack(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            int from = pieces.from(piece);
            System.arraycopy(origin, from, values, from, pieces.to(piece) - from);
        }
    }

    private void accumulate(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                accumulator[i] += gradients[i];
            }
        }
    }

    private void takeMean(int first, int last) {
        float count = accumulationSteps;
        for (int piece = first; piece < last; piece++) {
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                gradients[i] = (gradients[i] + accumulator[i]) / count;
                accumulator[i] = 0;
            }
        }
    }

    private void update(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            if (updated.get(pieces.range(piece)) == 0) {
                updateRange(pieces.from(piece), pieces.to(piece));
            }
        }
    }

    private void updateRange(int from, int to) {
        if (weightDecay != 0) {
            float decay = (float) weightDecay;
            float rate = step.learningRate();
            for (int i = from; i < to; i++) {
                values[i] -= values[i] * decay * rate;
            }
        }
        optimizer.update(values, gradients, slots, from, to, step);
    }

    private void keepAverage(int first, int last) {
        // The first average is the weights themselves.
        double momentum = step.number() == 1 ? 0 : options.emaMomentum();
        float old = (float) momentum;
        float fresh = (float) (1 - momentum);
        for (int piece = first; piece < last; piece++) {
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                average[i] = old * average[i] + fresh * values[i];
            }
        }
    }

    private void becomeAverage(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            int from = pieces.from(piece);
            System.arraycopy(average, from, values, from, pieces.to(piece) - from);
        }
    }

    private void constrain(int first, int last) {
        for (int i = first; i < last; i++) {
            Parameters.Slice slice = constrained.get(i);
            @Nullable Constraint constraint = slice.spec().constraint();
            if (constraint != null) {
                constraint.apply(values, slice.offset(), slice.shape());
            }
        }
    }
}
