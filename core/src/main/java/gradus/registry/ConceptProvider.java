package gradus.registry;

/// Registers concepts of your own with Gradus. Providers are found by `ServiceLoader` when a concept is first
/// looked up: a module declares `provides gradus.registry.ConceptProvider with …`; a jar on the class path names
/// its provider in `META-INF/services/gradus.registry.ConceptProvider`.
///
/// ```java
/// public final class AcmeConcepts implements ConceptProvider {
///     @Override
///     public void register() {
///         Registry.LAYERS.register("acme", new Scale());
///         Registry.OPTIMIZERS.register("acme", new SignDescent(0.01));
///     }
/// }
/// ```
///
/// A program can also call [Registry#register(String, Object, String...)] itself, before it loads a file.
public interface ConceptProvider {
    /// Registers all concepts of this provider.
    void register();
}
