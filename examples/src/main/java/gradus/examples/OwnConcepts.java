package gradus.examples;

import gradus.registry.ConceptProvider;
import gradus.registry.Registry;

/// Registers the concepts of this package, so that files hold them, as `examples>Gate`, and text can name them, as
/// `sign_descent(0.001)`. Gradus finds this class by the module's descriptor, or by the file in `META-INF/services`.
public final class OwnConcepts implements ConceptProvider {
    private static final String OWNER = "examples";

    /// Made by the service loader.
    public OwnConcepts() {}

    @Override
    public void register() {
        Registry.LAYERS.register(OWNER, new Gate());
        Registry.ACTIVATIONS.register(OWNER, new Snake());
        Registry.LOSSES.register(OWNER, new Quantile(), "pinball");
        Registry.METRICS.register(OWNER, new Within(1), 1);
        Registry.OPTIMIZERS.register(OWNER, new SignDescent());
        Registry.INITIALIZERS.register(OWNER, new Alternating());
        Registry.CALLBACKS.register(OWNER, new StopOnce("accuracy", 1), 2);
    }
}
