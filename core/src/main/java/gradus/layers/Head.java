package gradus.layers;

import gradus.activations.Activation;

/// The end of a network that keeps the values before its activation (the logits), so that softmax or sigmoid with its
/// cross-entropy can be computed from them and stays exact in saturation.
public interface Head {
    /// The activation between logits and output.
    Activation activation();

    /// The values before the activation, `[batch, units]`, written by `forward`.
    float[] logits();

    /// Where the gradient of the loss with respect to the logits goes before [#backwardFromLogits(Pass)].
    float[] logitsGradient();

    /// As `backward`, from the gradient with respect to the logits.
    void backwardFromLogits(Pass pass);
}
