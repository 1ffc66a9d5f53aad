package gradus.callbacks;

/// Validates the average of the weights instead of the weights themselves, with an optimizer that keeps one. See
/// [SwapEMAWeights].
///
/// @param swapOnEpoch whether the model has the average from the end of an epoch to the start of the next one, too
public record SwapEMAWeightsRule(boolean swapOnEpoch) implements CallbackRule {
    /// Creates a rule that swaps for the validation only.
    public SwapEMAWeightsRule() {
        this(false);
    }

    @Override
    public Callback start() {
        return new SwapEMAWeights().swapOnEpoch(swapOnEpoch);
    }
}
