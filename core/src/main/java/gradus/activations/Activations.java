package gradus.activations;

/// The activations with their default arguments, for static import: `dense(10, SOFTMAX)`.
public final class Activations {
    /// See [Linear].
    public static final Activation LINEAR = new Linear();
    /// See [Relu].
    public static final Activation RELU = new Relu();
    /// See [Relu6].
    public static final Activation RELU6 = new Relu6();
    /// See [LeakyRelu].
    public static final Activation LEAKY_RELU = new LeakyRelu();
    /// See [Elu].
    public static final Activation ELU = new Elu();
    /// See [Selu].
    public static final Activation SELU = new Selu();
    /// See [Celu].
    public static final Activation CELU = new Celu();
    /// See [Gelu].
    public static final Activation GELU = new Gelu();
    /// See [Silu].
    public static final Activation SILU = new Silu();
    /// See [HardSilu].
    public static final Activation HARD_SILU = new HardSilu();
    /// See [Mish].
    public static final Activation MISH = new Mish();
    /// See [Softplus].
    public static final Activation SOFTPLUS = new Softplus();
    /// See [Softsign].
    public static final Activation SOFTSIGN = new Softsign();
    /// See [Sigmoid].
    public static final Activation SIGMOID = new Sigmoid();
    /// See [HardSigmoid].
    public static final Activation HARD_SIGMOID = new HardSigmoid();
    /// See [LogSigmoid].
    public static final Activation LOG_SIGMOID = new LogSigmoid();
    /// See [SparseSigmoid].
    public static final Activation SPARSE_SIGMOID = new SparseSigmoid();
    /// See [Tanh].
    public static final Activation TANH = new Tanh();
    /// See [HardTanh].
    public static final Activation HARD_TANH = new HardTanh();
    /// See [TanhShrink].
    public static final Activation TANH_SHRINK = new TanhShrink();
    /// See [SoftShrink].
    public static final Activation SOFT_SHRINK = new SoftShrink();
    /// See [HardShrink].
    public static final Activation HARD_SHRINK = new HardShrink();
    /// See [Exponential].
    public static final Activation EXPONENTIAL = new Exponential();
    /// See [Softmax].
    public static final Activation SOFTMAX = new Softmax();
    /// See [LogSoftmax].
    public static final Activation LOG_SOFTMAX = new LogSoftmax();
    /// See [Sparsemax].
    public static final Activation SPARSEMAX = new Sparsemax();
    /// See [Squareplus].
    public static final Activation SQUAREPLUS = new Squareplus();
    /// See [SparsePlus].
    public static final Activation SPARSE_PLUS = new SparsePlus();
    /// See [Glu].
    public static final Activation GLU = new Glu();

    private Activations() {}
}
