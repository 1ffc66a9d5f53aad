package gradus.registry;

import gradus.regularizers.*;

/// The regularizers of Gradus, in the order in which they are listed.
final class BuiltInRegularizers implements ConceptProvider {
    @Override
    public void register() {
        Registry.REGULARIZERS
                .keras("L1", new L1())
                .keras("L2", new L2())
                .keras("L1L2", new L1L2())
                .keras("OrthogonalRegularizer", new OrthogonalRegularizer(), 0, "orthogonal");
    }
}
