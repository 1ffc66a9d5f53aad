package gradus.kernels;

import gradus.math.Functions;
import gradus.math.Precision;
import java.util.List;

/// The few operations whose speed determines the speed of training: matrix products, transcendental functions on
/// ranges, and sums in a fixed order. Everything else in Gradus is a plain loop.
///
/// Implementations are `scalar` (the oracle, which runs anywhere), `simd` (the Vector API), and others found by
/// [java.util.ServiceLoader]. One is chosen at start-up, see [#current()]. All are stateless and may be called from
/// any thread. Each result depends on the arguments only, never on the thread or on how warm the JVM is.
public interface Kernels extends Functions {
    /// Returns the kernels in use: the fastest that work here, or those named by the system property
    /// `gradus.kernels`.
    ///
    /// @return the kernels
    /// @throws IllegalStateException if the property names kernels that do not work here
    static Kernels current() {
        return KernelSelection.current();
    }

    /// Returns the kernels with the given name.
    ///
    /// @param name the name
    /// @return the kernels
    /// @throws IllegalStateException if they do not work here; the message lists those that do
    static Kernels named(String name) {
        return KernelSelection.select(name);
    }

    /// Returns the best kernels of the core: `simd` if it works here, otherwise `scalar`. Other kernels may
    /// delegate to these what they do not implement.
    ///
    /// @return the kernels
    static Kernels builtIn() {
        return KernelSelection.builtIn();
    }

    /// Returns the kernels in use, for training in a given precision.
    ///
    /// @param precision the precision
    /// @return the kernels
    /// @throws UnsupportedOperationException if this machine does not support it; the message says why and what to
    ///     do
    static Kernels of(Precision precision) {
        return precision == Precision.FLOAT32 ? current() : current().mixedBfloat16();
    }

    /// {@return the names of all kernels that work here, best first}
    static List<String> available() {
        return KernelSelection.available().stream().map(Kernels::name).toList();
    }

    /// {@return one line that says what to add for faster kernels; empty if the fast ones are available}
    static String advice() {
        return KernelSelection.advice();
    }

    /// Runs the plain loops with which a process starts, on numbers of no use: for a JVM that keeps what it loads here,
    /// and what it learns of it, for its next start.
    static void rehearse() {
        StartingKernels.rehearse();
    }

    /// Has vectors from now on where plain loops would be in their place, since the compiler has not seen to them
    /// yet: for measurements, whose own warm-up does that.
    static void skipStart() {
        WarmUp.skip();
    }

    /// {@return the name by which `-Dgradus.kernels=` selects these kernels}
    String name();

    /// {@return what they run on, for users: instruction set, vector width, version}
    String description();

    /// {@return the priority; kernels with a higher one are tried first} `scalar` has 0, `simd` 10.
    int priority();

    /// Computes some rows and columns of `C` of a product. The order of the `k` summands of a cell depends only on
    /// the transposes and the numbers of rows, columns and summands; in `scalar` and `simd` only on `k`, so a
    /// product may be split anywhere. For other kernels, [SharedProduct] always splits a shape at the same places,
    /// those of [#cut].
    ///
    /// @param product the product
    /// @param fromRow the first row, inclusive
    /// @param toRow the last row, exclusive
    /// @param fromColumn the first column, inclusive
    /// @param toColumn the last column, exclusive
    void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn);

    /// {@return kernels whose rows of a product depend on these rows of `op(A)` alone, not on how many others there
    /// are: these kernels, unless they sum in another order for another shape}
    default Kernels rowwise() {
        return this;
    }

    /// Returns these kernels for [Precision#MIXED_BFLOAT16].
    ///
    /// @return the kernels
    /// @throws UnsupportedOperationException if they or this machine do not support it; the message says why
    default Kernels mixedBfloat16() {
        throw new UnsupportedOperationException("mixed_bfloat16 needs the onednn kernels and a processor with AMX or"
                + " AVX-512 BF16; these are the " + name() + " kernels. Use float32, the default.");
    }

    /// Returns whether a product of this shape also needs its matrices in [Bfloat16]: never, except in
    /// [#mixedBfloat16()].
    ///
    /// @param product the product
    /// @return whether it does
    default boolean roundsToBfloat16(Product product) {
        return false;
    }

    /// Returns how these kernels prefer to split a product of this shape, if several threads may share it.
    ///
    /// @param product the product
    /// @param leastWork the number of multiply-adds from which a part is worth handing to another thread; the
    ///     product has at least twice as many
    /// @return the cut
    default Cut cut(Product product, int leastWork) {
        return Cut.intoBands(product, leastWork);
    }
}
