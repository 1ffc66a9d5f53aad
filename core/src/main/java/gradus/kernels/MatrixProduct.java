package gradus.kernels;

/// A matrix product `C = op(A)·op(B) + beta·C` that is split among [Workers]. One object serves one place in a network
/// and is used by one thread at a time; a call allocates nothing, unless the shape is none of the last two.
///
/// The product is cut into bands of `C` at places that depend on the shape alone, not on the number of threads; see
/// [Cut]. Each cell is computed by one thread, in the kernels' fixed order.
public final class MatrixProduct {
    /// Below this many multiply-adds, a few microseconds, waking others costs more than they save. Also the least work
    /// of one part.
    private static final int WORTH_SHARING = 1 << 18;

    /// What is done before and after, where it cannot be done to a part.
    private static final int ROWS = 16;

    /// How many numbers are rounded in a part.
    private static final int NUMBERS = 1 << 14;

    private record Plan(int m, int n, int k, Cut cut, boolean rounds) {
        static final Plan NONE = new Plan(-1, -1, -1, new Cut(Cut.Between.ROWS, 1), false);

        boolean isFor(int rows, int columns, int summands) {
            return m == rows && n == columns && k == summands;
        }
    }

    private final Kernels kernels;
    private final Workers workers;
    private final boolean transposeA;
    private final boolean transposeB;
    private final RangeTask before;
    private final RangeTask after;
    private final RangeTask rows = this::multiplyRows;
    private final RangeTask columns = this::multiplyColumns;
    private final RangeTask halves = this::multiplyHalves;
    private final RangeTask join = this::joinHalves;
    private Plan plan = Plan.NONE;
    private Plan otherPlan = Plan.NONE;
    private float[] lower = {};
    private final RangeTask roundA = this::roundA;
    private final RangeTask roundB = this::roundB;
    private short[] roundedA = {};
    private short[] roundedB = {};

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

    /// A product for kernels and threads.
    public MatrixProduct(Kernels kernels, Workers workers, boolean transposeA, boolean transposeB) {
        this(kernels, workers, transposeA, transposeB, RangeTask.NOTHING, RangeTask.NOTHING);
    }

    /// A product with what is to be done to each row of `C` before and after, while it is in the cache.
    ///
    /// @param before fills rows of `C`, where `beta` is 1
    /// @param after reads rows of `C`; may change them
    public MatrixProduct(
            Kernels kernels,
            Workers workers,
            boolean transposeA,
            boolean transposeB,
            RangeTask before,
            RangeTask after) {
        this.kernels = kernels;
        this.workers = workers;
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.before = before;
        this.after = after;
    }

    /// Multiplies dense matrices: each stored row follows the one before. `op(A)` is `[m, k]`, `op(B)` is `[k, n]`.
    public void run(
            int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset, float beta, float[] c, int cOffset) {
        this.m = m;
        this.n = n;
        this.k = k;
        choosePlan();
        this.a = a;
        this.aOffset = aOffset;
        this.aStride = transposeA ? m : k;
        this.b = b;
        this.bOffset = bOffset;
        this.bStride = transposeB ? k : n;
        this.beta = beta;
        this.c = c;
        this.cOffset = cOffset;
        this.cStride = n;
        if (plan.rounds) {
            workers.run(m * k, NUMBERS, roundA);
            workers.run(k * n, NUMBERS, roundB);
        }
        switch (plan.cut.between()) {
            case ROWS -> workers.run(m, plan.cut.grain(), rows);
            case COLUMNS -> {
                workers.run(m, ROWS, before);
                workers.run(n, plan.cut.grain(), columns);
                workers.run(m, ROWS, after);
            }
            case SUMMANDS -> {
                workers.run(2 * Math.ceilDiv(m, plan.cut.grain()), 1, halves);
                workers.run(m, ROWS, join);
            }
        }
    }

    /// An epoch has batches of two sizes, so two plans are kept.
    private void choosePlan() {
        if (plan.isFor(m, n, k)) {
            return;
        }
        Plan last = plan;
        plan = otherPlan.isFor(m, n, k) ? otherPlan : newPlan();
        otherPlan = last;
        if (plan.cut.between() == Cut.Between.SUMMANDS && lower.length < m * n) {
            lower = new float[m * n];
        }
        if (plan.rounds && (roundedA.length < m * k || roundedB.length < k * n)) {
            roundedA = new short[m * k];
            roundedB = new short[k * n];
        }
    }

    private Plan newPlan() {
        // The product of one row takes as long as it takes to read B: more than its work.
        boolean shared = (long) m * n * k >= (m == 1 ? WORTH_SHARING : 2L * WORTH_SHARING);
        Cut cut = shared
                ? kernels.cut(transposeA, transposeB, m, n, k, WORTH_SHARING)
                : new Cut(Cut.Between.ROWS, Math.max(m, 1));
        return new Plan(m, n, k, cut, kernels.roundsToBfloat16(transposeA, m, n, k));
    }

    private void roundA(int from, int to) {
        Bfloat16.round(a, aOffset, roundedA, from, to);
    }

    private void roundB(int from, int to) {
        Bfloat16.round(b, bOffset, roundedB, from, to);
    }

    private void multiplyRows(int from, int to) {
        before.run(from, to);
        multiply(from, to, 0, n, 0, k, beta, c, cOffset);
        after.run(from, to);
    }

    private void multiplyColumns(int from, int to) {
        multiply(0, m, from, to, 0, k, beta, c, cOffset);
    }

    /// The upper halves of all rows come first, so that the same thread meets the same half of `op(B)` every time.
    private void multiplyHalves(int first, int last) {
        int bands = Math.ceilDiv(m, plan.cut.grain());
        for (int part = first; part < last; part++) {
            int from = part % bands * plan.cut.grain();
            int to = Math.min(from + plan.cut.grain(), m);
            if (part < bands) {
                before.run(from, to);
                multiply(from, to, 0, n, 0, k / 2, beta, c, cOffset);
            } else {
                multiply(from, to, 0, n, k / 2, k, 0, lower, 0);
            }
        }
    }

    private void joinHalves(int from, int to) {
        for (int i = from * n; i < to * n; i++) {
            c[cOffset + i] += lower[i];
        }
        after.run(from, to);
    }

    private void multiply(
            int fromRow,
            int toRow,
            int fromColumn,
            int toColumn,
            int fromSummand,
            int toSummand,
            float beta,
            float[] target,
            int targetOffset) {
        int aStart = transposeA ? fromSummand * aStride + fromRow : fromRow * aStride + fromSummand;
        int bStart = transposeB ? fromColumn * bStride + fromSummand : fromSummand * bStride + fromColumn;
        if (plan.rounds) {
            kernels.multiplyBfloat16(
                    transposeA,
                    transposeB,
                    toRow - fromRow,
                    toColumn - fromColumn,
                    toSummand - fromSummand,
                    roundedA,
                    aStart,
                    aStride,
                    roundedB,
                    bStart,
                    bStride,
                    beta,
                    target,
                    targetOffset + fromRow * cStride + fromColumn,
                    cStride);
            return;
        }
        kernels.multiply(
                transposeA,
                transposeB,
                toRow - fromRow,
                toColumn - fromColumn,
                toSummand - fromSummand,
                a,
                aOffset + aStart,
                aStride,
                b,
                bOffset + bStart,
                bStride,
                beta,
                target,
                targetOffset + fromRow * cStride + fromColumn,
                cStride);
    }
}
