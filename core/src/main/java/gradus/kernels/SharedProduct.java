package gradus.kernels;

import gradus.math.MatrixProduct;
import gradus.math.RangeTask;

/// A matrix product `C = op(A)·op(B) + beta·C`, or `+ row`, that is split among [Workers]. One object serves one
/// place in a network and is used by one thread at a time. A call does not allocate, unless the shape differs from
/// those of the last two calls.
///
/// The product is split into bands of `C` at places that depend only on the shape, not on the number of threads;
/// see [Cut]. Each cell is computed by one thread, in the kernels' fixed order.
public final class SharedProduct implements MatrixProduct {
    /// Below this many multiply-adds, a few microseconds, waking other threads costs more than they save. Also the
    /// least work of one part.
    private static final int WORTH_SHARING = 1 << 18;

    /// The rows per part for the task after it, if it cannot run on the parts of the product.
    private static final int ROWS = 16;

    /// The number of values that are rounded in a part.
    private static final int NUMBERS = 1 << 14;

    private record Plan(int m, int n, int k, Cut cut, boolean rounds) {
        static final Plan NONE = new Plan(-1, -1, -1, new Cut(Cut.Between.ROWS, 1), false);

        boolean isFor(int rows, int columns, int summands) {
            return m == rows && n == columns && k == summands;
        }
    }

    private final Kernels kernels;
    private final Workers workers;
    private final RangeTask after;
    private final Product product;
    /// The lower and upper half of the product's summands, if it is split between them.
    private final Product lowerHalf;

    private final Product upperHalf;
    private final RangeTask rows = this::multiplyRows;
    private final RangeTask columns = this::multiplyColumns;
    private final RangeTask halves = this::multiplyHalves;
    private final RangeTask join = this::joinHalves;
    private final RangeTask roundA = this::roundA;
    private final RangeTask roundB = this::roundB;
    private Plan plan = Plan.NONE;
    private Plan otherPlan = Plan.NONE;
    private float[] upperSums = {};
    private short[] roundedA = {};
    private short[] roundedB = {};

    /// Creates a product for kernels and threads.
    ///
    /// @param kernels the kernels
    /// @param workers the threads that share the work
    /// @param transposeA whether `A` is stored as `[k, m]`
    /// @param transposeB whether `B` is stored as `[n, k]`
    public SharedProduct(Kernels kernels, Workers workers, boolean transposeA, boolean transposeB) {
        this(kernels, workers, transposeA, transposeB, RangeTask.NOTHING);
    }

    /// Creates a product with a task that runs on rows of `C` while these are in the cache.
    ///
    /// @param kernels the kernels
    /// @param workers the threads that share the work
    /// @param transposeA whether `A` is stored as `[k, m]`
    /// @param transposeB whether `B` is stored as `[n, k]`
    /// @param after reads rows of `C` and may change them
    public SharedProduct(Kernels kernels, Workers workers, boolean transposeA, boolean transposeB, RangeTask after) {
        this.kernels = kernels;
        this.workers = workers;
        this.after = after;
        product = new Product(transposeA, transposeB);
        lowerHalf = new Product(transposeA, transposeB);
        upperHalf = new Product(transposeA, transposeB);
    }

    @Override
    public void run(
            int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset, float beta, float[] c, int cOffset) {
        set(m, n, k, a, aOffset, b, bOffset);
        product.c(beta, c, cOffset, n);
        lowerHalf.c(beta, c, cOffset, n);
        run();
    }

    @Override
    public void run(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float[] row,
            int rowOffset,
            float[] c,
            int cOffset) {
        set(m, n, k, a, aOffset, b, bOffset);
        product.c(0, c, cOffset, n).row(row, rowOffset);
        lowerHalf.c(0, c, cOffset, n).row(row, rowOffset);
        run();
    }

    private void set(int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset) {
        product.shape(m, n, k).a(a, aOffset, product.transposeA() ? m : k).b(b, bOffset, product.transposeB() ? k : n);
    }

    private void run() {
        int m = product.m();
        int n = product.n();
        int k = product.k();
        choosePlan();
        if (plan.rounds) {
            product.rounded(roundedA, roundedB);
            workers.run(m * k, NUMBERS, roundA);
            workers.run(k * n, NUMBERS, roundB);
        }
        switch (plan.cut.between()) {
            case ROWS -> workers.run(m, plan.cut.grain(), rows);
            case COLUMNS -> {
                workers.run(n, plan.cut.grain(), columns);
                workers.run(m, ROWS, after);
            }
            case SUMMANDS -> {
                lowerHalf.summands(product, 0, k / 2);
                upperHalf.summands(product, k / 2, k).c(0, upperSums, 0, n);
                workers.run(2 * Math.ceilDiv(m, plan.cut.grain()), 1, halves);
                workers.run(m, ROWS, join);
            }
        }
    }

    /// An epoch has batches of two sizes, so two plans are kept.
    private void choosePlan() {
        int m = product.m();
        int n = product.n();
        int k = product.k();
        if (plan.isFor(m, n, k)) {
            return;
        }
        Plan last = plan;
        plan = otherPlan.isFor(m, n, k) ? otherPlan : newPlan(m, n, k);
        otherPlan = last;
        if (plan.cut.between() == Cut.Between.SUMMANDS && upperSums.length < m * n) {
            upperSums = new float[m * n];
        }
        if (plan.rounds && (roundedA.length < m * k || roundedB.length < k * n)) {
            roundedA = new short[m * k];
            roundedB = new short[k * n];
        }
    }

    private Plan newPlan(int m, int n, int k) {
        // The product of one row takes as long as reading B, which is more than its arithmetic.
        boolean shared = (long) m * n * k >= (m == 1 ? WORTH_SHARING : 2L * WORTH_SHARING);
        Cut cut = shared ? kernels.cut(product, WORTH_SHARING) : new Cut(Cut.Between.ROWS, Math.max(m, 1));
        return new Plan(m, n, k, cut, kernels.roundsToBfloat16(product));
    }

    private void roundA(int from, int to) {
        Bfloat16.round(product.a(), product.aStart(0), roundedA, from, to);
    }

    private void roundB(int from, int to) {
        Bfloat16.round(product.b(), product.bStart(0), roundedB, from, to);
    }

    private void multiplyRows(int from, int to) {
        kernels.multiply(product, from, to, 0, product.n());
        after.run(from, to);
    }

    private void multiplyColumns(int from, int to) {
        kernels.multiply(product, 0, product.m(), from, to);
    }

    /// The upper halves of all rows come last, so that the same thread gets the same half of `op(B)` every time.
    private void multiplyHalves(int first, int last) {
        int bands = Math.ceilDiv(product.m(), plan.cut.grain());
        for (int part = first; part < last; part++) {
            int from = part % bands * plan.cut.grain();
            int to = Math.min(from + plan.cut.grain(), product.m());
            if (part < bands) {
                kernels.multiply(lowerHalf, from, to, 0, product.n());
            } else {
                kernels.multiply(upperHalf, from, to, 0, product.n());
            }
        }
    }

    private void joinHalves(int from, int to) {
        float[] c = product.c();
        int offset = product.cStart(0, 0);
        for (int i = from * product.n(); i < to * product.n(); i++) {
            c[offset + i] += upperSums[i];
        }
        after.run(from, to);
    }
}
