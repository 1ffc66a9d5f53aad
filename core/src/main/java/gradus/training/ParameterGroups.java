package gradus.training;

import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterGroup;
import java.util.Arrays;
import java.util.List;

/// The current update as each parameter sees it: with the learning rate and the weight decay of its groups.
final class ParameterGroups {
    /// Updates a range of which all numbers share the same factors.
    @FunctionalInterface
    interface Part {
        /// Updates the range.
        ///
        /// @param decay the factor of the weight decay
        void run(int from, int to, Optimizer.Step step, double decay);
    }

    private final List<TrainableParameter> trained;
    private final Optimizer.Step ofAll = new Optimizer.Step();
    private final Optimizer.Step[] steps;
    private final double[] rates;
    private final double[] decays;
    private boolean uniform = true;
    private double decayShare = 1;

    /// @param trained the parameters that are not frozen, in the order of their offsets
    ParameterGroups(List<TrainableParameter> trained) {
        this.trained = trained;
        steps = new Optimizer.Step[trained.size()];
        Arrays.setAll(steps, i -> new Optimizer.Step());
        rates = new double[trained.size()];
        decays = new double[trained.size()];
        set(List.of());
    }

    /// Replaces the groups.
    void set(List<ParameterGroup> groups) {
        Arrays.fill(rates, 1);
        Arrays.fill(decays, 1);
        for (int i = 0; i < rates.length; i++) {
            for (ParameterGroup group : groups) {
                if (group.contains(trained.get(i).parameter().name())) {
                    rates[i] *= group.learningRate();
                    decays[i] *= group.weightDecay();
                }
            }
        }
        uniform = groups.isEmpty();
    }

    /// Sets the share of the weight decay that is in force.
    void decayShare(double share) {
        decayShare = share;
    }

    /// Begins an update.
    void begin(long number, double learningRate) {
        ofAll.begin(number, learningRate);
        for (int i = 0; !uniform && i < steps.length; i++) {
            steps[i].begin(number, learningRate * rates[i]);
        }
    }

    /// Returns the update as it is without groups; weight decay uses its learning rate.
    Optimizer.Step ofAll() {
        return ofAll;
    }

    /// Returns the update as a parameter sees it.
    Optimizer.Step step(int parameter) {
        return uniform ? ofAll : steps[parameter];
    }

    /// Returns the factor of the weight decay of a parameter.
    double decay(int parameter) {
        return decays[parameter] * decayShare;
    }

    /// Cuts a range where the factors may change, and runs `part` on each.
    void run(int from, int to, Part part) {
        if (uniform) {
            part.run(from, to, ofAll, decayShare);
            return;
        }
        for (int i = 0; i < steps.length; i++) {
            int start = Math.max(from, trained.get(i).parameter().offset());
            int end = Math.min(
                    to,
                    trained.get(i).parameter().offset()
                            + trained.get(i).parameter().size());
            if (start < end) {
                part.run(start, end, steps[i], decay(i));
            }
        }
    }
}
