package gradus.onednn;

import gradus.kernels.Cut;
import gradus.kernels.Kernels;
import gradus.kernels.Product;

/// Kernels that pass large matrix products to oneDNN, which reaches the limit of a processor core, and everything else
/// to the built-in kernels.
///
/// The library is loaded at the first product that is worth it, a tenth of a second, and once per machine unpacked, one
/// or two seconds: small networks never pay for it. Which kernels compute a product depends on its shape alone, and
/// so do the bits of its cells. That means that a product that is cut elsewhere may differ in the last bits, and
/// that a row that [gradus.Model#predict] gets alone may differ in them from the same row among others, where a layer
/// has 256 inputs or more. [gradus.math.MatrixProduct] always cuts a shape at the same places.
public final class OneDnnKernels implements Kernels {
    /// Multiply-adds from which the call pays off.
    private static final long WORTH_A_CALL = 1 << 17;

    /// With fewer summands a cell, the built-in kernels are about as fast and give rows the same bits everywhere.
    private static final int LONG_SUMS = 256;

    /// The built-in kernels are slowest where the left matrix is transposed.
    private static final long WORTH_A_CALL_TRANSPOSED = 1 << 18;

    /// Multiply-adds of a product that are many for sixteen threads.
    private static final long LARGE = 1L << 28;

    /// How many numbers a core keeps near it.
    private static final int CACHED = 1 << 19;

    /// Rows of a part are a multiple of this: the library processes them in groups of this size.
    private static final int ROWS = 4;

    private static final int COLUMNS = 16;

    /// For tests: all products of more than one row.
    private static final boolean ALWAYS = Boolean.getBoolean("gradus.onednn.always");

    private static final String PROPERTY = "gradus.kernels";

    private final Kernels others = Kernels.builtIn();
    private final boolean bfloat16;

    private OneDnnKernels(boolean bfloat16) {
        this.bfloat16 = bfloat16;
    }

    /// Made by [java.util.ServiceLoader].
    ///
    /// @throws UnsupportedOperationException if this is another system or processor, or the native library is absent
    /// @throws IllegalStateException if Java was started without native access; the message says what to add
    public OneDnnKernels() {
        this(false);
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            throw new UnsupportedOperationException("oneDNN comes for Linux on x86-64 only, this is " + system);
        }
        if (OneDnnKernels.class.getClassLoader().getResource(OneDnnLibrary.RESOURCE) == null) {
            throw new UnsupportedOperationException("the native library of oneDNN is not on the class path");
        }
        Module module = OneDnnKernels.class.getModule();
        if (!module.isNativeAccessEnabled()) {
            throw new IllegalStateException("Start java with --enable-native-access="
                    + (module.isNamed() ? module.getName() : "ALL-UNNAMED") + " for the onednn kernels.");
        }
        if (name().equals(System.getProperty(PROPERTY)) && !OneDnnLibrary.works()) {
            throw new IllegalStateException(OneDnnLibrary.description());
        }
    }

    @Override
    public String name() {
        return "onednn";
    }

    /// Loads the library, to be able to tell.
    @Override
    public String description() {
        return OneDnnLibrary.description() + "; " + others.description();
    }

    @Override
    public int priority() {
        return 20;
    }

    private static boolean worthIt(boolean transposeA, int m, int n, int k) {
        long work = (long) m * n * k;
        if (ALWAYS) {
            return m > 1 && work > 0;
        }
        return transposeA ? m > 1 && work > WORTH_A_CALL_TRANSPOSED : m > 1 && k >= LONG_SUMS && work >= WORTH_A_CALL;
    }

    @Override
    public Kernels rowwise() {
        return others;
    }

    @Override
    public Kernels mixedBfloat16() {
        if (!OneDnnLibrary.multipliesBfloat16()) {
            throw new UnsupportedOperationException("mixed_bfloat16 needs a processor with AMX or AVX-512 BF16; here: "
                    + OneDnnLibrary.description() + ". Use float32, the default.");
        }
        return new OneDnnKernels(true);
    }

    @Override
    public boolean roundsToBfloat16(Product product) {
        return bfloat16 && worthIt(product.transposeA(), product.m(), product.n(), product.k());
    }

    /// A call of the library rearranges what it gets, so few large parts are best: four, or sixteen of products that
    /// are large even for many threads.
    ///
    /// In training, `B` of the forward pass, `B` of the backward pass (transposed) and `C` of the gradient (`A`
    /// transposed) are the weights, and each thread best has to do with the same rows of them every time: cells that
    /// both have read lately take twice as long to change. The same holds for the product of one row. Weights that
    /// no core can keep near it are another matter.
    @Override
    public Cut cut(Product product, int leastWork) {
        boolean transposeA = product.transposeA();
        boolean transposeB = product.transposeB();
        int m = product.m();
        int n = product.n();
        int k = product.k();
        long work = (long) m * n * k;
        if (m == 1 && k >= LONG_SUMS && !transposeA && !transposeB) {
            return new Cut(Cut.Between.SUMMANDS, 1);
        }
        if (!worthIt(transposeA, m, n, k)) {
            return others.cut(product, leastWork);
        }
        int parts = work > LARGE ? 16 : 4;
        if (transposeA || Cut.isSmall(n, k)) {
            return new Cut(Cut.Between.ROWS, grain(m, parts, ROWS));
        }
        return !transposeB && (long) n * k / 2 <= CACHED && worthIt(false, Math.ceilDiv(m, parts / 2), n, k / 2)
                ? new Cut(Cut.Between.SUMMANDS, grain(m, parts / 2, ROWS))
                : new Cut(Cut.Between.COLUMNS, grain(n, parts, COLUMNS));
    }

    private static int grain(int lines, int parts, int unit) {
        return Math.ceilDiv(Math.ceilDiv(lines, parts), unit) * unit;
    }

    @Override
    public void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        boolean called = product.isRounded()
                || worthIt(product.transposeA(), toRow - fromRow, toColumn - fromColumn, product.k());
        if (!called
                || (product.transposeA() && !ALWAYS && !OneDnnLibrary.transposesWell())
                || !OneDnnLibrary.multiply(product, fromRow, toRow, fromColumn, toColumn)) {
            others.multiply(product, fromRow, toRow, fromColumn, toColumn);
        }
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        others.exp(x, y, from, to);
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        others.log(x, y, from, to);
    }

    @Override
    public void log1p(float[] x, float[] y, int from, int to) {
        others.log1p(x, y, from, to);
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        others.tanh(x, y, from, to);
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        others.sigmoid(x, y, from, to);
    }

    @Override
    public void erf(float[] x, float[] y, int from, int to) {
        others.erf(x, y, from, to);
    }

    @Override
    public float sum(float[] x, int from, int to) {
        return others.sum(x, from, to);
    }

    @Override
    public float max(float[] x, int from, int to) {
        return others.max(x, from, to);
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return others.dot(a, aOffset, b, bOffset, length);
    }
}
