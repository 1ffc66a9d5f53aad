package gradus.kernels;

/// A matrix product `C = op(A)·op(B) + beta·C` in float32: its shape and where its matrices lie. `op(A)` is
/// `[m, k]`, `op(B)` is `[k, n]`, `C` is `[m, n]`; all are stored row by row, and a stride is the distance between
/// the starts of two stored rows. One object serves one place in a network; setting it allocates nothing.
public final class Product {
    private static final short[] NOT_ROUNDED = {};

    private final boolean transposeA;
    private final boolean transposeB;
    private int m;
    private int n;
    private int k;
    private float[] a = {};
    private int aOffset;
    private int aStride;
    private float[] b = {};
    private int bOffset;
    private int bStride;
    private float beta;
    private float[] c = {};
    private int cOffset;
    private int cStride;
    private short[] roundedA = NOT_ROUNDED;
    private short[] roundedB = NOT_ROUNDED;
    private int roundedAOffset;
    private int roundedBOffset;

    /// A product of no numbers yet.
    ///
    /// @param transposeA whether `A` is stored as `[k, m]`
    /// @param transposeB whether `B` is stored as `[n, k]`
    public Product(boolean transposeA, boolean transposeB) {
        this.transposeA = transposeA;
        this.transposeB = transposeB;
    }

    /// Sets the shape.
    public Product shape(int rows, int columns, int summands) {
        m = rows;
        n = columns;
        k = summands;
        return this;
    }

    /// Sets the left matrix.
    public Product a(float[] values, int offset, int stride) {
        a = values;
        aOffset = offset;
        aStride = stride;
        return this;
    }

    /// Sets the right matrix.
    public Product b(float[] values, int offset, int stride) {
        b = values;
        bOffset = offset;
        bStride = stride;
        return this;
    }

    /// Sets the result.
    ///
    /// @param factor 0 (`C` is overwritten, whatever it held) or 1 (the product is added)
    public Product c(float factor, float[] values, int offset, int stride) {
        beta = factor;
        c = values;
        cOffset = offset;
        cStride = stride;
        return this;
    }

    /// Sets `A` and `B` in [Bfloat16], each from its offset on, with the same strides.
    void rounded(short[] left, short[] right) {
        roundedA = left;
        roundedAOffset = aOffset;
        roundedB = right;
        roundedBOffset = bOffset;
    }

    /// Takes over the summands from `from` to `to` of another product. The result stays.
    Product summands(Product whole, int from, int to) {
        m = whole.m;
        n = whole.n;
        k = to - from;
        a = whole.a;
        aOffset = whole.aOffset + (transposeA ? from * whole.aStride : from);
        aStride = whole.aStride;
        b = whole.b;
        bOffset = whole.bOffset + (transposeB ? from : from * whole.bStride);
        bStride = whole.bStride;
        roundedA = whole.roundedA;
        roundedAOffset = whole.roundedAOffset;
        roundedB = whole.roundedB;
        roundedBOffset = whole.roundedBOffset;
        return this;
    }

    /// Whether `A` is stored as `[k, m]`.
    public boolean transposeA() {
        return transposeA;
    }

    /// Whether `B` is stored as `[n, k]`.
    public boolean transposeB() {
        return transposeB;
    }

    /// The number of rows of `C`.
    public int m() {
        return m;
    }

    /// The number of columns of `C`.
    public int n() {
        return n;
    }

    /// The number of summands of a cell of `C`.
    public int k() {
        return k;
    }

    /// The array of the left matrix.
    public float[] a() {
        return a;
    }

    /// The index in [#a()] of the first number of a row of `op(A)`.
    public int aStart(int row) {
        return aOffset + (transposeA ? row : row * aStride);
    }

    /// The distance between stored rows of `A`.
    public int aStride() {
        return aStride;
    }

    /// The array of the right matrix.
    public float[] b() {
        return b;
    }

    /// The index in [#b()] of the first number of a column of `op(B)`.
    public int bStart(int column) {
        return bOffset + (transposeB ? column * bStride : column);
    }

    /// The distance between stored rows of `B`.
    public int bStride() {
        return bStride;
    }

    /// 0 if `C` is overwritten, 1 if the product is added to it.
    public float beta() {
        return beta;
    }

    /// The array of the result.
    public float[] c() {
        return c;
    }

    /// The index in [#c()] of a cell.
    public int cStart(int row, int column) {
        return cOffset + row * cStride + column;
    }

    /// The distance between rows of `C`.
    public int cStride() {
        return cStride;
    }

    /// `A` in [Bfloat16].
    public short[] roundedA() {
        return roundedA;
    }

    /// The index in [#roundedA()] of the first number of a row of `op(A)`.
    public int roundedAStart(int row) {
        return aStart(row) - roundedAOffset;
    }

    /// `B` in [Bfloat16].
    public short[] roundedB() {
        return roundedB;
    }

    /// The index in [#roundedB()] of the first number of a column of `op(B)`.
    public int roundedBStart(int column) {
        return bStart(column) - roundedBOffset;
    }

    /// Whether the product is to be computed from [#roundedA()] and [#roundedB()].
    public boolean isRounded() {
        return roundedA != NOT_ROUNDED;
    }
}
