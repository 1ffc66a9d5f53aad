package gradus.optimizers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.fraction;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.internal.Records;
import gradus.math.Compute;
import gradus.math.RangeTask;
import gradus.schedules.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Momentum that is orthogonalized for every matrix, so that all directions move equally far: `m ← momentum·m + g`,
/// `w ← w - learningRate·rmsRate·√max(rows, columns)·orthogonal(g + momentum·m)`; without Nesterov momentum,
/// `orthogonal(m)`. [NewtonSchulz] defines `orthogonal`. Parameters that do not have two dimensions, or are
/// excluded, follow [Adam] at the rate `learningRate·adamLrRatio`, with their momentum in `m`. It is best to
/// exclude the last layer.
///
/// [Jordan et al. 2024](https://kellerjordan.github.io/posts/muon/),
/// [Liu et al. 2025](https://arxiv.org/abs/2502.16982)
///
/// @param learningRate the learning rate or its schedule
/// @param adamBeta1 the fraction of Adam's mean gradient that each update keeps, in `[0, 1)`
/// @param adamBeta2 the fraction of Adam's mean square that each update keeps, in `[0, 1)`
/// @param adamWeightDecay the weight decay of parameters that follow Adam, at least 0; null for none
/// @param epsilon the number added to Adam's divisor to keep it from zero
/// @param weightDecay the weight decay of matrices, at least 0; null for none
/// @param excludeLayers regular expressions; a matrix follows Adam if one of them is found in its name, such as
///     `dense_2/kernel`
/// @param excludeEmbeddings whether a matrix with `embedding` in its name follows Adam
/// @param muonA the factor of a small singular value in one step towards 1
/// @param muonB the factor of its third power
/// @param muonC the factor of its fifth power
/// @param adamLrRatio Adam's learning rate relative to that of matrices, at least 0
/// @param momentum the fraction of the momentum that each update keeps, in `[0, 1)`
/// @param nsSteps the number of steps towards the orthogonal matrix, at least 1
/// @param nesterov whether the gradient is added to the momentum once more
/// @param rmsRate the root mean square of the values of a step, relative to the learning rate; null for steps that
///     are longer, the smaller the matrix
public record Muon(
        Schedule learningRate,
        double adamBeta1,
        double adamBeta2,
        @Nullable Double adamWeightDecay,
        double epsilon,
        @Nullable Double weightDecay,
        List<String> excludeLayers,
        boolean excludeEmbeddings,
        double muonA,
        double muonB,
        double muonC,
        double adamLrRatio,
        double momentum,
        int nsSteps,
        boolean nesterov,
        @Nullable Double rmsRate)
        implements ParameterwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Muon() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate and excluded layers.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param excludeLayers regular expressions for the names of matrices that follow Adam
    public Muon(double learningRate, String... excludeLayers) {
        this(
                Schedule.constant(learningRate),
                0.9,
                0.999,
                0.004,
                1e-7,
                0.004,
                List.of(excludeLayers),
                true,
                3.4445,
                -4.775,
                2.0315,
                1,
                0.95,
                5,
                true,
                0.2);
    }

    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range, or an excluded name is not a regular
    ///     expression
    public Muon {
        fraction("Muon.adamBeta1", adamBeta1);
        fraction("Muon.adamBeta2", adamBeta2);
        if (adamWeightDecay != null) {
            notNegative("Muon.adamWeightDecay", adamWeightDecay);
        }
        positive("Muon.epsilon", epsilon);
        if (weightDecay != null) {
            notNegative("Muon.weightDecay", weightDecay);
        }
        excludeLayers = List.copyOf(excludeLayers);
        excludeLayers.forEach(Pattern::compile);
        finite("Muon.muonA", muonA);
        finite("Muon.muonB", muonB);
        finite("Muon.muonC", muonC);
        notNegative("Muon.adamLrRatio", adamLrRatio);
        fraction("Muon.momentum", momentum);
        require(nsSteps >= 1, "Muon.nsSteps must be at least 1, got %s", nsSteps);
        if (rmsRate != null) {
            positive("Muon.rmsRate", rmsRate);
        }
    }

    /// {@return options with the weight decay of matrices only}
    @Override
    public UpdateOptions options() {
        return UpdateOptions.NONE.withWeightDecay(weightDecay);
    }

    /// Uses the options' weight decay as that of matrices.
    @Override
    public Optimizer with(UpdateOptions options) {
        Muon rule = options.weightDecay() == null ? this : Records.with(this, "weightDecay", options.weightDecay());
        return rule.options().equals(options) ? rule : new Configured(rule, options);
    }

    @Override
    public double weightDecay(Parameter parameter, double ofAll) {
        return follows(parameter) ? Objects.requireNonNullElse(adamWeightDecay, 0.0) : ofAll;
    }

    @Override
    public List<String> slots() {
        return List.of("momentum", "velocity");
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    /// Only parameters that follow Adam have a mean square.
    @Override
    public @Nullable Shape slotShape(int slot, Parameter parameter) {
        return slot == 0 || follows(parameter) ? parameter.shape() : null;
    }

    @Override
    public BoundOptimizer bind(Parameter parameter, List<Slot> slots, Compute compute) {
        return follows(parameter)
                ? new BoundAdam(parameter, slots, compute)
                : new BoundMatrix(parameter, slots, compute);
    }

    /// Returns whether a parameter follows Adam.
    private boolean follows(Parameter parameter) {
        String name = parameter.name();
        return parameter.shape().rank() != 2
                || (excludeEmbeddings && name.toLowerCase(Locale.ROOT).contains("embedding"))
                || excludeLayers.stream()
                        .anyMatch(part -> Pattern.compile(part).matcher(name).find());
    }

    private final class BoundMatrix implements BoundOptimizer {
        private final int offset;
        private final Slot m;
        private final Compute compute;
        private final OrderedSum numbers;
        private final NewtonSchulz orthogonal;
        private final double length;
        private final RangeTask follow = this::follow;
        private final RangeTask move = this::move;
        private float[] parameters = {};
        private float[] gradients = {};
        private float rate;

        BoundMatrix(Parameter parameter, List<Slot> slots, Compute compute) {
            offset = parameter.offset();
            m = slots.getFirst();
            this.compute = compute;
            numbers = new OrderedSum(parameter.size());
            int rows = parameter.shape().dimensions().getFirst();
            int columns = parameter.shape().last();
            orthogonal = new NewtonSchulz(rows, columns, muonA, muonB, muonC, nsSteps, compute);
            length = rmsRate == null ? 1 : rmsRate * Math.sqrt(Math.max(rows, columns));
        }

        @Override
        public void update(float[] parameters, float[] gradients, Step step) {
            this.parameters = parameters;
            this.gradients = gradients;
            rate = (float) (step.learningRate() * length);
            numbers.run(compute, follow);
            orthogonal.run();
            numbers.run(compute, move);
        }

        private void follow(int from, int to) {
            float[] values = m.values();
            float[] matrix = orthogonal.matrix();
            float share = (float) momentum;
            for (int i = from; i < to; i++) {
                float g = gradients[offset + i];
                float fresh = Vanishing.toZero(share * values[m.offset() + i] + g);
                values[m.offset() + i] = fresh;
                matrix[i] = nesterov ? g + share * fresh : fresh;
            }
        }

        private void move(int from, int to) {
            float[] matrix = orthogonal.matrix();
            for (int i = from; i < to; i++) {
                parameters[offset + i] -= rate * matrix[i];
            }
        }
    }

    private final class BoundAdam implements BoundOptimizer {
        private final int offset;
        private final Slot m;
        private final Slot v;
        private final Compute compute;
        private final OrderedSum numbers;
        private final RangeTask update = this::update;
        private float[] parameters = {};
        private float[] gradients = {};
        private float rate;

        BoundAdam(Parameter parameter, List<Slot> slots, Compute compute) {
            offset = parameter.offset();
            m = slots.get(0);
            v = slots.get(1);
            this.compute = compute;
            numbers = new OrderedSum(parameter.size());
        }

        @Override
        public void update(float[] parameters, float[] gradients, Step step) {
            this.parameters = parameters;
            this.gradients = gradients;
            rate = (float) (adamLrRatio * Adam.rate(step, adamBeta1, adamBeta2));
            numbers.run(compute, update);
        }

        private void update(int from, int to) {
            float fresh1 = (float) (1 - adamBeta1);
            float fresh2 = (float) (1 - adamBeta2);
            float small = (float) epsilon;
            for (int i = from; i < to; i++) {
                float g = gradients[offset + i];
                int first = m.offset() + i;
                int second = v.offset() + i;
                m.values()[first] = Vanishing.toZero(m.values()[first] + (g - m.values()[first]) * fresh1);
                v.values()[second] = Vanishing.toZero(v.values()[second] + (g * g - v.values()[second]) * fresh2);
                parameters[offset + i] -= rate * m.values()[first] / ((float) Math.sqrt(v.values()[second]) + small);
            }
        }
    }
}
