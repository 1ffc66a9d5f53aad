package gradus.lab.server;

/// A part of the lab with pages and questions of its own: the workbench, lessons, a race. [gradus.lab.Lab] lists them.
public interface Part extends AutoCloseable {
    /// Enters what this part answers to.
    void routes(Routes routes);

    /// Ends what this part has begun, when the lab closes. By default there is nothing to end.
    @Override
    default void close() {}
}
