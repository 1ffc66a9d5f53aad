package gradus.registry;

import gradus.activations.*;

/// The activations of Gradus, in the order in which they are listed.
final class BuiltInActivations implements ConceptProvider {
    @Override
    public void register() {
        Registry.ACTIVATIONS
                .keras("linear", new Linear())
                .keras("relu", new Relu())
                .keras("relu6", new Relu6())
                .keras("leaky_relu", new LeakyRelu())
                .keras("elu", new Elu())
                .keras("selu", new Selu())
                .keras("celu", new Celu())
                .keras("gelu", new Gelu())
                .keras("silu", new Silu(), 0, "swish")
                .keras("hard_silu", new HardSilu(), 0, "hard_swish")
                .keras("mish", new Mish())
                .keras("softplus", new Softplus())
                .keras("softsign", new Softsign())
                .keras("sigmoid", new Sigmoid())
                .keras("hard_sigmoid", new HardSigmoid())
                .keras("log_sigmoid", new LogSigmoid())
                .keras("sparse_sigmoid", new SparseSigmoid())
                .keras("tanh", new Tanh())
                .keras("hard_tanh", new HardTanh())
                .keras("tanh_shrink", new TanhShrink())
                .keras("soft_shrink", new SoftShrink())
                .keras("hard_shrink", new HardShrink())
                .keras("threshold", new Threshold(0, 0), 2)
                .keras("exponential", new Exponential())
                .keras("softmax", new Softmax())
                .keras("log_softmax", new LogSoftmax())
                .keras("sparsemax", new Sparsemax())
                .keras("squareplus", new Squareplus())
                .keras("sparse_plus", new SparsePlus())
                .keras("glu", new Glu());
    }
}
