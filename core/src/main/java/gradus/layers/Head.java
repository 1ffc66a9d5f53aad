package gradus.layers;

import gradus.activations.Activation;

/// The end of a network that keeps the values before its activation (the logits), so that softmax or sigmoid can be
/// computed together with its cross-entropy and stays accurate in saturation.
public interface Head {
    /// {@return the activation between logits and output}
    Activation activation();

    /// {@return the values before the activation, `[batch, units]`, written by `forward`}
    float[] logits();

    /// {@return the array to fill with the gradient of the loss with respect to the logits before
    /// [#backwardFromLogits(Pass)]}
    float[] logitsGradient();

    /// Does the same as `backward`, but starts from the gradient with respect to the logits.
    ///
    /// @param pass the current pass
    void backwardFromLogits(Pass pass);
}
