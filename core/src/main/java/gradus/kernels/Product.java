package gradus.kernels;

/// A matrix product `C = op(A)·op(B) + beta·C`, or `+ row`, in float32: its shape and the location of its matrices.
/// `op(A)` is `[m, k]`, `op(B)` is `[k, n]`, `C` is `[m, n]`; all are stored row by row, and a stride is the
/// distance between the starts of two stored rows. One object serves one place in a network; setting it does not
/// allocate.
public final class Product {
    private static final short[] NOT_ROUNDED = {};
    private static final float[] NO_ROW = {};

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
    private float[] row = NO_ROW;
    private int rowOffset;
    private short[] roundedA = NOT_ROUNDED;
    private short[] roundedB = NOT_ROUNDED;
    private int roundedAOffset;
    private int roundedBOffset;

    /// Creates a product without numbers.
    ///
    /// @param transposeA whether `A` is stored as `[k, m]`
    /// @param transposeB whether `B` is stored as `[n, k]`
    public Product(boolean transposeA, boolean transposeB) {
        this.transposeA = transposeA;
        this.transposeB = transposeB;
    }

    /// Sets the shape.
    ///
    /// @param rows the number of rows of `C`
    /// @param columns the number of columns of `C`
    /// @param summands the number of summands of a cell of `C`
    /// @return this product
    public Product shape(int rows, int columns, int summands) {
        m = rows;
        n = columns;
        k = summands;
        return this;
    }

    /// Sets the left matrix.
    ///
    /// @param values the array that holds it
    /// @param offset the index of its first number
    /// @param stride the distance between stored rows
    /// @return this product
    public Product a(float[] values, int offset, int stride) {
        a = values;
        aOffset = offset;
        aStride = stride;
        return this;
    }

    /// Sets the right matrix.
    ///
    /// @param values the array that holds it
    /// @param offset the index of its first number
    /// @param stride the distance between stored rows
    /// @return this product
    public Product b(float[] values, int offset, int stride) {
        b = values;
        bOffset = offset;
        bStride = stride;
        return this;
    }

    /// Sets the result.
    ///
    /// @param factor 0 to overwrite `C`, whatever it holds, or 1 to add the product
    /// @param values the array that holds it
    /// @param offset the index of its first number
    /// @param stride the distance between rows
    /// @return this product
    public Product c(float factor, float[] values, int offset, int stride) {
        beta = factor;
        c = values;
        cOffset = offset;
        cStride = stride;
        row = NO_ROW;
        return this;
    }

    /// Sets a row that is added to each row of the product, instead of what `C` holds.
    ///
    /// @param values the array that holds it
    /// @param offset the index of its first number
    /// @return this product
    public Product row(float[] values, int offset) {
        row = values;
        rowOffset = offset;
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

    /// {@return whether `A` is stored as `[k, m]`}
    public boolean transposeA() {
        return transposeA;
    }

    /// {@return whether `B` is stored as `[n, k]`}
    public boolean transposeB() {
        return transposeB;
    }

    /// {@return the number of rows of `C`}
    public int m() {
        return m;
    }

    /// {@return the number of columns of `C`}
    public int n() {
        return n;
    }

    /// {@return the number of summands of a cell of `C`}
    public int k() {
        return k;
    }

    /// {@return the array of the left matrix}
    public float[] a() {
        return a;
    }

    /// Returns the index in [#a()] of the first number of a row of `op(A)`.
    ///
    /// @param row the row
    /// @return the index
    public int aStart(int row) {
        return aOffset + (transposeA ? row : row * aStride);
    }

    /// {@return the distance between stored rows of `A`}
    public int aStride() {
        return aStride;
    }

    /// {@return the array of the right matrix}
    public float[] b() {
        return b;
    }

    /// Returns the index in [#b()] of the first number of a column of `op(B)`.
    ///
    /// @param column the column
    /// @return the index
    public int bStart(int column) {
        return bOffset + (transposeB ? column * bStride : column);
    }

    /// {@return the distance between stored rows of `B`}
    public int bStride() {
        return bStride;
    }

    /// {@return whether cells start with those of [#start()] instead of 0}
    public boolean adds() {
        return beta != 0 || row != NO_ROW;
    }

    /// {@return whether all rows start with the same row}
    public boolean addsRow() {
        return row != NO_ROW;
    }

    /// {@return the array that cells start with: the row, or what `C` holds}
    public float[] start() {
        return row == NO_ROW ? c : row;
    }

    /// Returns the index in [#start()] of what a cell starts with.
    ///
    /// @param row the row of the cell
    /// @param column the column of the cell
    /// @return the index
    public int startOffset(int row, int column) {
        return startStride() == 0 ? rowOffset + column : cStart(row, column);
    }

    /// {@return the distance between rows of [#start()], 0 if all rows start with the same}
    public int startStride() {
        return row == NO_ROW ? cStride : 0;
    }

    /// Writes to cells what they start with, for kernels that add to `C` only.
    ///
    /// @param fromRow the first row, inclusive
    /// @param toRow the last row, exclusive
    /// @param fromColumn the first column, inclusive
    /// @param toColumn the last column, exclusive
    public void writeStart(int fromRow, int toRow, int fromColumn, int toColumn) {
        for (int i = fromRow; row != NO_ROW && i < toRow; i++) {
            System.arraycopy(row, rowOffset + fromColumn, c, cStart(i, fromColumn), toColumn - fromColumn);
        }
    }

    /// {@return the array of the result}
    public float[] c() {
        return c;
    }

    /// Returns the index in [#c()] of a cell.
    ///
    /// @param row the row
    /// @param column the column
    /// @return the index
    public int cStart(int row, int column) {
        return cOffset + row * cStride + column;
    }

    /// {@return the distance between rows of `C`}
    public int cStride() {
        return cStride;
    }

    /// {@return `A` in [Bfloat16]}
    public short[] roundedA() {
        return roundedA;
    }

    /// Returns the index in [#roundedA()] of the first number of a row of `op(A)`.
    ///
    /// @param row the row
    /// @return the index
    public int roundedAStart(int row) {
        return aStart(row) - roundedAOffset;
    }

    /// {@return `B` in [Bfloat16]}
    public short[] roundedB() {
        return roundedB;
    }

    /// Returns the index in [#roundedB()] of the first number of a column of `op(B)`.
    ///
    /// @param column the column
    /// @return the index
    public int roundedBStart(int column) {
        return bStart(column) - roundedBOffset;
    }

    /// {@return whether to compute the product from [#roundedA()] and [#roundedB()]}
    public boolean isRounded() {
        return roundedA != NOT_ROUNDED;
    }
}
