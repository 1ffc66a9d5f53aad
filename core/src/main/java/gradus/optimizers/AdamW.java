package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

import gradus.schedules.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [Adam] with weights that shrink by themselves instead of through the gradient:
/// `w ← w - w·weightDecay·learningRate` before each update of Adam.
///
/// [Loshchilov & Hutter 2019](https://arxiv.org/abs/1711.05101)
///
/// @param weightDecay at least 0; the same as [UpdateOptions#weightDecay()] of any other rule
/// @param beta1 the share of the old mean gradient, in `[0, 1)`
/// @param beta2 the share of the old mean square, in `[0, 1)`
/// @param epsilon keeps the divisor from zero
/// @param amsgrad whether the divisor may never fall
public record AdamW(
        Schedule learningRate, double weightDecay, double beta1, double beta2, double epsilon, boolean amsgrad)
        implements ElementwiseOptimizer {
    /// Keras's defaults.
    public AdamW() {
        this(0.001);
    }

    /// Keras's defaults with another rate.
    public AdamW(double learningRate) {
        this(learningRate, 0.004);
    }

    /// With a rate that does not change.
    public AdamW(double learningRate, double weightDecay) {
        this(Schedule.constant(learningRate), weightDecay, 0.9, 0.999, 1e-7, false);
    }

    /// Checks the ranges.
    public AdamW {
        notNegative("AdamW.weightDecay", weightDecay);
        fraction("AdamW.beta1", beta1);
        fraction("AdamW.beta2", beta2);
        positive("AdamW.epsilon", epsilon);
    }

    /// The decay alone.
    @Override
    public UpdateOptions options() {
        return UpdateOptions.NONE.withWeightDecay(weightDecay);
    }

    /// Takes the options' weight decay for its own.
    @Override
    public Optimizer with(UpdateOptions options) {
        @Nullable Double decay = options.weightDecay();
        AdamW rule = decay == null ? this : new AdamW(learningRate, decay, beta1, beta2, epsilon, amsgrad);
        return rule.options().equals(options) ? rule : new Configured(rule, options);
    }

    @Override
    public List<String> slots() {
        return Adam.slots(amsgrad);
    }

    @Override
    public int sideBySide() {
        return 2;
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step) {
        Adam.update(parameters, gradients, slots, from, to, step, beta1, beta2, epsilon, amsgrad);
    }
}
