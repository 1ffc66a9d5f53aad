package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

import gradus.schedules.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An [Adam] whose weights decay directly instead of through the gradient: `w ← w - w·weightDecay·learningRate`
/// before each update of Adam.
///
/// [Loshchilov & Hutter 2019](https://arxiv.org/abs/1711.05101)
///
/// @param learningRate the learning rate or its schedule
/// @param weightDecay the weight decay, at least 0; equivalent to [UpdateOptions#weightDecay()] of any other rule
/// @param beta1 the fraction of the mean gradient that each update keeps, in `[0, 1)`
/// @param beta2 the fraction of the mean square that each update keeps, in `[0, 1)`
/// @param epsilon the number added to the divisor to keep it from zero
/// @param amsgrad whether the divisor never falls, as in AMSGrad
public record AdamW(
        Schedule learningRate, double weightDecay, double beta1, double beta2, double epsilon, boolean amsgrad)
        implements ElementwiseOptimizer {
    /// Creates the optimizer with Keras's defaults.
    public AdamW() {
        this(0.001);
    }

    /// Creates the optimizer with Keras's defaults, except for the learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    public AdamW(double learningRate) {
        this(learningRate, 0.004);
    }

    /// Creates the optimizer with a constant learning rate.
    ///
    /// @param learningRate the constant learning rate, at least 0
    /// @param weightDecay the weight decay, at least 0
    public AdamW(double learningRate, double weightDecay) {
        this(Schedule.constant(learningRate), weightDecay, 0.9, 0.999, 1e-7, false);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public AdamW {
        notNegative("AdamW.weightDecay", weightDecay);
        fraction("AdamW.beta1", beta1);
        fraction("AdamW.beta2", beta2);
        positive("AdamW.epsilon", epsilon);
    }

    /// {@return options with the weight decay only}
    @Override
    public UpdateOptions options() {
        return UpdateOptions.NONE.withWeightDecay(weightDecay);
    }

    /// Uses the options' weight decay as its own.
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
