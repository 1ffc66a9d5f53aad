package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.positive;

import gradus.math.Compute;
import gradus.math.RangeTask;
import gradus.schedules.Schedule;
import java.util.List;

/// An [Adam] whose steps are proportional to the length of the parameter: `m ← beta1·m + (1 - beta1)·g`,
/// `v ← beta2·v + (1 - beta2)·g²`, `u = m / (1 - beta1ᵗ) / (√(v / (1 - beta2ᵗ)) + epsilon)`,
/// `w ← w - learningRate·‖w‖ / ‖u‖·u`. The norms are those of a whole parameter array; if one of them is 0, their
/// ratio is 1. It is designed for very large batches.
///
/// [You et al. 2020](https://arxiv.org/abs/1904.00962)
///
/// @param learningRate the learning rate or its schedule
/// @param beta1 the fraction of the mean gradient that each update keeps, in `[0, 1)`
/// @param beta2 the fraction of the mean square that each update keeps, in `[0, 1)`
/// @param epsilon the number added to the divisor to keep it from zero
public record Lamb(Schedule learningRate, double beta1, double beta2, double epsilon)
        implements ParameterwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public Lamb() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public Lamb(double learningRate) {
        this(Schedule.constant(learningRate), 0.9, 0.999, 1e-7);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Lamb {
        fraction("Lamb.beta1", beta1);
        fraction("Lamb.beta2", beta2);
        positive("Lamb.epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("momentum", "velocity");
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    @Override
    public BoundOptimizer bind(Parameter parameter, List<Slot> slots, Compute compute) {
        return new Bound(parameter, slots, compute);
    }

    /// Computes the moments and both norms first, then the step.
    private final class Bound implements BoundOptimizer {
        private final int offset;
        private final Compute compute;
        private final float[] m;
        private final float[] v;
        private final OrderedSum squares;
        private final OrderedSum stepSquares;
        private final RangeTask measure = this::measure;
        private final RangeTask move = this::move;
        private float[] parameters = {};
        private float[] gradients = {};
        private float correction1;
        private float correction2;
        private float rate;

        Bound(Parameter parameter, List<Slot> slots, Compute compute) {
            offset = parameter.offset();
            this.compute = compute;
            m = slots.get(0).values();
            v = slots.get(1).values();
            squares = new OrderedSum(parameter.size());
            stepSquares = new OrderedSum(parameter.size());
        }

        @Override
        public void update(float[] parameters, float[] gradients, Step step) {
            this.parameters = parameters;
            this.gradients = gradients;
            correction1 = (float) (1 / (1 - Power.of(beta1, step.number())));
            correction2 = (float) (1 / (1 - Power.of(beta2, step.number())));
            squares.run(compute, measure);
            double ratio = Math.sqrt(squares.total() / stepSquares.total());
            boolean measured = squares.total() > 0 && stepSquares.total() > 0;
            rate = (float) (step.learningRate() * (measured ? ratio : 1));
            squares.run(compute, move);
        }

        private void measure(int from, int to) {
            float fresh1 = (float) (1 - beta1);
            float fresh2 = (float) (1 - beta2);
            double length = 0;
            double stepLength = 0;
            for (int i = offset + from; i < offset + to; i++) {
                float g = gradients[i];
                m[i] = Vanishing.toZero(m[i] + (g - m[i]) * fresh1);
                v[i] = Vanishing.toZero(v[i] + (g * g - v[i]) * fresh2);
                double u = step(i);
                length += (double) parameters[i] * parameters[i];
                stepLength += u * u;
            }
            squares.put(from, length);
            stepSquares.put(from, stepLength);
        }

        private void move(int from, int to) {
            for (int i = offset + from; i < offset + to; i++) {
                parameters[i] -= rate * step(i);
            }
        }

        private float step(int i) {
            return m[i] * correction1 / ((float) Math.sqrt(v[i] * correction2) + (float) epsilon);
        }
    }
}
