package gradus.registry;

import gradus.optimizers.*;

/// The optimizers of Gradus, in the order in which they are listed.
final class BuiltInOptimizers implements ConceptProvider {
    @Override
    public void register() {
        Registry.OPTIMIZERS
                .keras("SGD", new Sgd())
                .keras("Adagrad", new Adagrad())
                .keras("Adadelta", new Adadelta())
                .keras("RMSprop", new RmsProp())
                .keras("Adam", new Adam())
                .keras("AdamW", new AdamW())
                .keras("Adamax", new Adamax())
                .keras("Nadam", new Nadam())
                .keras("Lion", new Lion())
                .keras("Ftrl", new Ftrl())
                .keras("Lamb", new Lamb())
                .keras("Adafactor", new Adafactor())
                .keras("Muon", new Muon())
                .keras("ScheduleFreeAdamW", new ScheduleFreeAdamW())
                .keras("MultiOptimizer", new MultiOptimizer(new Sgd()), 1)
                .keras("LossScaleOptimizer", new LossScaleOptimizer(new Sgd()), 1)
                .own("NesterovMomentum", new NesterovMomentum(), 0, "nesterov");
    }
}
