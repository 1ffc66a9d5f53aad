package gradus.kernels;

import gradus.math.Functions;
import gradus.math.Precision;
import java.util.List;

/// The few operations whose speed decides the speed of training: matrix products, transcendental functions on
/// ranges, and sums of fixed order. Everything else in Gradus is a plain loop.
///
/// Implementations: `scalar` (the oracle, runs anywhere), `simd` (the Vector API), and others found by
/// [java.util.ServiceLoader]. One is chosen at start, see [#current()]. All are free of state and may be called
/// from any thread. Each result depends on the arguments alone, never on the thread or on how warm the JVM is.
public interface Kernels extends Functions {
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

    /// The best kernels that come with the core: `simd` where it works, otherwise `scalar`. What other kernels
    /// leave undone they may pass on to these.
    static Kernels builtIn() {
        return KernelSelection.builtIn();
    }

    /// The kernels in use, for training in a precision.
    ///
    /// @throws UnsupportedOperationException if this machine cannot do it; the message says why and what to do
    static Kernels of(Precision precision) {
        return precision == Precision.FLOAT32 ? current() : current().mixedBfloat16();
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
    /// transposes and the numbers of rows, columns and summands alone; in `scalar` and `simd` on `k` alone, so that
    /// a product may be cut anywhere. For the others [MatrixProduct] cuts a shape always at the same places, those
    /// of [#cut].
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
}
