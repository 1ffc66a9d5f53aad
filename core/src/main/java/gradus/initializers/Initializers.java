package gradus.initializers;

/// Short names for all initializers, made to be imported statically: `dense(64).kernelInitializer(heNormal())`.
public final class Initializers {
    private Initializers() {}

    /// All 0.
    public static Zeros zeros() {
        return new Zeros();
    }

    /// All 1.
    public static Ones ones() {
        return new Ones();
    }

    /// One value for all.
    public static Constant constant(double value) {
        return new Constant(value);
    }

    /// The identity matrix.
    public static Identity identity() {
        return new Identity();
    }

    /// A random orthogonal matrix.
    public static Orthogonal orthogonal() {
        return new Orthogonal();
    }

    /// A random orthogonal matrix times a number.
    public static Orthogonal orthogonal(double gain) {
        return new Orthogonal(gain);
    }

    /// The normal distribution.
    public static RandomNormal randomNormal(double mean, double stddev) {
        return new RandomNormal(mean, stddev);
    }

    /// The uniform distribution.
    public static RandomUniform randomUniform(double minval, double maxval) {
        return new RandomUniform(minval, maxval);
    }

    /// The normal distribution, cut at two standard deviations.
    public static TruncatedNormal truncatedNormal(double mean, double stddev) {
        return new TruncatedNormal(mean, stddev);
    }

    /// Uniform, for tanh and sigmoid: the default.
    public static GlorotUniform glorotUniform() {
        return new GlorotUniform();
    }

    /// Truncated normal, for tanh and sigmoid.
    public static GlorotNormal glorotNormal() {
        return new GlorotNormal();
    }

    /// Normal, for tanh and sigmoid.
    public static XavierNormal xavierNormal() {
        return new XavierNormal();
    }

    /// Uniform, for relu.
    public static HeUniform heUniform() {
        return new HeUniform();
    }

    /// Truncated normal, for relu.
    public static HeNormal heNormal() {
        return new HeNormal();
    }

    /// Normal, for relu.
    public static KaimingNormal kaimingNormal() {
        return new KaimingNormal();
    }

    /// Uniform, for linear and selu.
    public static LecunUniform lecunUniform() {
        return new LecunUniform();
    }

    /// Truncated normal, for linear and selu.
    public static LecunNormal lecunNormal() {
        return new LecunNormal();
    }
}
