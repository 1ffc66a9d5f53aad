package gradus.registry;

import gradus.callbacks.EarlyStoppingRule;
import gradus.callbacks.ReduceLROnPlateauRule;
import gradus.callbacks.StopAt;
import gradus.callbacks.SwapEMAWeightsRule;

/// The callbacks of Gradus that text can name, in the order in which they are listed. They are in no model file, as in
/// Keras.
final class BuiltInCallbacks implements ConceptProvider {
    @Override
    public void register() {
        Registry.CALLBACKS
                .own("EarlyStopping", new EarlyStoppingRule(), 0)
                .own("ReduceLROnPlateau", new ReduceLROnPlateauRule(), 0)
                .own("SwapEMAWeights", new SwapEMAWeightsRule(), 0)
                .own("StopAt", new StopAt("loss", 0), 2);
    }
}
