package gradus.registry;

import gradus.schedules.*;
import java.util.List;

/// The schedules of Gradus, in the order in which they are listed.
final class BuiltInSchedules implements ConceptProvider {
    @Override
    public void register() {
        Registry.SCHEDULES
                .keras("ExponentialDecay", new ExponentialDecay(0.1, 1000, 0.5), 3)
                .keras("InverseTimeDecay", new InverseTimeDecay(0.1, 1000, 0.5), 3)
                .keras("PolynomialDecay", new PolynomialDecay(0.1, 1000), 2)
                .keras("PiecewiseConstantDecay", new PiecewiseConstantDecay(List.of(1000), List.of(0.1, 0.01)), 2)
                .keras("CosineDecay", new CosineDecay(0.1, 1000), 2)
                .keras("CosineDecayRestarts", new CosineDecayRestarts(0.1, 1000), 2)
                .own("OneCycle", new OneCycle(0.1, 1000), 2)
                .own("CosineLog", new CosineLog(0.1, 1000), 2)
                .own("FlatCosine", new FlatCosine(0.1, 1000), 2);
    }
}
