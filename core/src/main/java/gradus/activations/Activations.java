package gradus.activations;

/// All activations with their default arguments, for static import: `dense(10, SOFTMAX)`.
public final class Activations {
    /// The [Linear] activation.
    public static final Activation LINEAR = new Linear();
    /// The [Relu] activation.
    public static final Activation RELU = new Relu();
    /// The [Relu6] activation.
    public static final Activation RELU6 = new Relu6();
    /// The [LeakyRelu] activation.
    public static final Activation LEAKY_RELU = new LeakyRelu();
    /// The [Elu] activation.
    public static final Activation ELU = new Elu();
    /// The [Selu] activation.
    public static final Activation SELU = new Selu();
    /// The [Celu] activation.
    public static final Activation CELU = new Celu();
    /// The [Gelu] activation.
    public static final Activation GELU = new Gelu();
    /// The [Silu] activation.
    public static final Activation SILU = new Silu();
    /// The [HardSilu] activation.
    public static final Activation HARD_SILU = new HardSilu();
    /// The [Mish] activation.
    public static final Activation MISH = new Mish();
    /// The [Softplus] activation.
    public static final Activation SOFTPLUS = new Softplus();
    /// The [Softsign] activation.
    public static final Activation SOFTSIGN = new Softsign();
    /// The [Sigmoid] activation.
    public static final Activation SIGMOID = new Sigmoid();
    /// The [HardSigmoid] activation.
    public static final Activation HARD_SIGMOID = new HardSigmoid();
    /// The [LogSigmoid] activation.
    public static final Activation LOG_SIGMOID = new LogSigmoid();
    /// The [SparseSigmoid] activation.
    public static final Activation SPARSE_SIGMOID = new SparseSigmoid();
    /// The [Tanh] activation.
    public static final Activation TANH = new Tanh();
    /// The [HardTanh] activation.
    public static final Activation HARD_TANH = new HardTanh();
    /// The [TanhShrink] activation.
    public static final Activation TANH_SHRINK = new TanhShrink();
    /// The [SoftShrink] activation.
    public static final Activation SOFT_SHRINK = new SoftShrink();
    /// The [HardShrink] activation.
    public static final Activation HARD_SHRINK = new HardShrink();
    /// The [Exponential] activation.
    public static final Activation EXPONENTIAL = new Exponential();
    /// The [Softmax] activation.
    public static final Activation SOFTMAX = new Softmax();
    /// The [LogSoftmax] activation.
    public static final Activation LOG_SOFTMAX = new LogSoftmax();
    /// The [Sparsemax] activation.
    public static final Activation SPARSEMAX = new Sparsemax();
    /// The [Squareplus] activation.
    public static final Activation SQUAREPLUS = new Squareplus();
    /// The [SparsePlus] activation.
    public static final Activation SPARSE_PLUS = new SparsePlus();
    /// The [Glu] activation.
    public static final Activation GLU = new Glu();

    private Activations() {}
}
