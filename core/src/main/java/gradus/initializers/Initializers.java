package gradus.initializers;

/// Factory methods for all initializers, for static import: `dense(64).kernelInitializer(heNormal())`.
public final class Initializers {
    private Initializers() {}

    /// {@return an initializer that sets all values to 0}
    public static Zeros zeros() {
        return new Zeros();
    }

    /// {@return an initializer that sets all values to 1}
    public static Ones ones() {
        return new Ones();
    }

    /// Sets all values to the same constant.
    ///
    /// @param value the constant, finite
    /// @return the initializer
    /// @throws IllegalArgumentException if `value` is not finite
    public static Constant constant(double value) {
        return new Constant(value);
    }

    /// {@return an initializer that makes an identity matrix}
    public static Identity identity() {
        return new Identity();
    }

    /// {@return an initializer that makes a random orthogonal matrix}
    public static Orthogonal orthogonal() {
        return new Orthogonal();
    }

    /// Makes a random orthogonal matrix times a factor.
    ///
    /// @param gain the factor, finite
    /// @return the initializer
    /// @throws IllegalArgumentException if `gain` is not finite
    public static Orthogonal orthogonal(double gain) {
        return new Orthogonal(gain);
    }

    /// Draws from a normal distribution.
    ///
    /// @param mean the mean, finite
    /// @param stddev the standard deviation, at least 0
    /// @return the initializer
    /// @throws IllegalArgumentException if an argument is out of range
    public static RandomNormal randomNormal(double mean, double stddev) {
        return new RandomNormal(mean, stddev);
    }

    /// Draws from a uniform distribution.
    ///
    /// @param minval the lower bound, finite
    /// @param maxval the upper bound, at least `minval`
    /// @return the initializer
    /// @throws IllegalArgumentException if an argument is out of range
    public static RandomUniform randomUniform(double minval, double maxval) {
        return new RandomUniform(minval, maxval);
    }

    /// Draws from a normal distribution truncated at two standard deviations.
    ///
    /// @param mean the mean, finite
    /// @param stddev the standard deviation before truncation, at least 0
    /// @return the initializer
    /// @throws IllegalArgumentException if an argument is out of range
    public static TruncatedNormal truncatedNormal(double mean, double stddev) {
        return new TruncatedNormal(mean, stddev);
    }

    /// {@return the uniform initializer for tanh and sigmoid layers, the default for kernels}
    public static GlorotUniform glorotUniform() {
        return new GlorotUniform();
    }

    /// {@return the truncated normal initializer for tanh and sigmoid layers}
    public static GlorotNormal glorotNormal() {
        return new GlorotNormal();
    }

    /// {@return the normal initializer for tanh and sigmoid layers}
    public static XavierNormal xavierNormal() {
        return new XavierNormal();
    }

    /// {@return the uniform initializer for ReLU layers}
    public static HeUniform heUniform() {
        return new HeUniform();
    }

    /// {@return the truncated normal initializer for ReLU layers}
    public static HeNormal heNormal() {
        return new HeNormal();
    }

    /// {@return the normal initializer for ReLU layers}
    public static KaimingNormal kaimingNormal() {
        return new KaimingNormal();
    }

    /// {@return the uniform initializer for linear and SELU layers}
    public static LecunUniform lecunUniform() {
        return new LecunUniform();
    }

    /// {@return the truncated normal initializer for linear and SELU layers}
    public static LecunNormal lecunNormal() {
        return new LecunNormal();
    }
}
