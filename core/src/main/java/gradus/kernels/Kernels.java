package gradus.kernels;

import java.util.List;

/// The few operations whose speed decides the speed of training: matrix products, transcendental functions on
/// ranges, and sums of fixed order. Everything else in Gradus is a plain loop.
///
/// Implementations: `scalar` (the oracle, runs anywhere), `simd` (the Vector API), and others found by
/// [java.util.ServiceLoader]. One is chosen at start, see [#current()]. All are free of state and may be called from
/// any thread. Each result depends on the arguments alone, never on the thread or on how warm the JVM is.
public interface Kernels {
    /// The kernels in use: the fastest that work here, or the ones named by the system property `gradus.kernels`.
    ///
    /// @throws IllegalStateException if the property names kernels that do not work here
    static Kernels current() {
        return KernelSelection.current();
    }

    /// The kernels of that name.
    ///
    /// @throws IllegalStateException if they do not work here; the message names those that do
    static Kernels named(String name) {
        return KernelSelection.select(name);
    }

    /// The best kernels that come with the core: `simd` where it works, otherwise `scalar`. What other kernels leave
    /// undone they may pass on to these.
    static Kernels builtIn() {
        return KernelSelection.builtIn();
    }

    /// The names of all kernels that work here, best first.
    static List<String> available() {
        return KernelSelection.available().stream().map(Kernels::name).toList();
    }

    /// One line that says what to add for faster kernels; empty when the fast ones are there.
    static String advice() {
        return KernelSelection.advice();
    }

    /// The name by which `-Dgradus.kernels=` selects these kernels.
    String name();

    /// What they run on, for people: instruction set, vector width, version.
    String description();

    /// The higher, the sooner tried. `scalar` is 0, `simd` 10.
    int priority();

    /// Computes some rows and columns of `C` of a product. The order of the `k` summands of a cell depends on the
    /// transposes and the numbers of rows, columns and summands alone; in `scalar` and `simd` on `k` alone, so that a
    /// product may be cut anywhere. For the others [MatrixProduct] cuts a shape always at the same places, those of
    /// [#cut].
    void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn);

    /// These kernels, but for [Precision#MIXED_BFLOAT16].
    ///
    /// @throws UnsupportedOperationException if they or this machine cannot do that; the message says why
    default Kernels mixedBfloat16() {
        throw new UnsupportedOperationException("mixed_bfloat16 needs the onednn kernels and a processor with AMX or"
                + " AVX-512 BF16; here are the " + name() + " kernels. Use float32, the default.");
    }

    /// Whether a product of that shape wants its matrices in [Bfloat16], too: never, but in [#mixedBfloat16()].
    default boolean roundsToBfloat16(Product product) {
        return false;
    }

    /// Where these kernels like a product of that shape to be cut, if several threads may share it.
    ///
    /// @param leastWork multiply-adds from which a part is worth the handing over; the product has twice as
    ///     many or more
    default Cut cut(Product product, int leastWork) {
        return Cut.intoBands(product, leastWork);
    }

    /// `y[i] = eˣ` for `i` in `[from, to)`. `x` and `y` may be the same array. As for all functions here: at most
    /// 2 units in the last place off, infinities and NaN as in [Math]; but of `exp` and `sigmoid` a result below 2⁻¹²⁵
    /// may be 0, because denormals are slow wherever they go. Keras on JAX does the same.
    void exp(float[] x, float[] y, int from, int to);

    /// `y[i] = ln x[i]`.
    void log(float[] x, float[] y, int from, int to);

    /// `y[i] = ln(1 + x[i])`, exact for small `x`.
    void log1p(float[] x, float[] y, int from, int to);

    /// `y[i] = tanh x[i]`.
    void tanh(float[] x, float[] y, int from, int to);

    /// `y[i] = 1 / (1 + e⁻ˣ)`.
    void sigmoid(float[] x, float[] y, int from, int to);

    /// `y[i] = erf x[i]`, the error function; at most 4 units in the last place off.
    void erf(float[] x, float[] y, int from, int to);

    /// The sum of `x[from, to)`, in an order that depends on the length alone.
    float sum(float[] x, int from, int to);

    /// The largest of `x[from, to)`; NaN if there is one.
    float max(float[] x, int from, int to);

    /// `Σ a[aOffset + i]·b[bOffset + i]` for `i` in `[0, length)`, in an order that depends on the length alone.
    float dot(float[] a, int aOffset, float[] b, int bOffset, int length);
}
