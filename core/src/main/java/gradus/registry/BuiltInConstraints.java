package gradus.registry;

import gradus.constraints.*;

/// The constraints of Gradus, in the order in which they are listed.
final class BuiltInConstraints implements ConceptProvider {
    @Override
    public void register() {
        Registry.CONSTRAINTS
                .keras("MaxNorm", new MaxNorm())
                .keras("MinMaxNorm", new MinMaxNorm())
                .keras("NonNeg", new NonNeg())
                .keras("UnitNorm", new UnitNorm());
    }
}
