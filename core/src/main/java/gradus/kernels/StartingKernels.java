package gradus.kernels;

import java.util.List;

/// [SimdKernels] that are quick from the start: [PlainKernels] take their place until the compiler has made the
/// vectors the faster ones ([WarmUp]). Both give the same bits.
final class StartingKernels implements Kernels {
    /// Of matrices for [#rehearse], and how often it computes with them.
    private static final int SIZE = 40;

    private static final int TIMES = 500;

    private final Kernels vectors;
    private final Kernels plain;
    private final ProductWarmUp products;
    private final FunctionWarmUp exps;
    private final FunctionWarmUp logs;
    private final FunctionWarmUp log1ps;
    private final FunctionWarmUp tanhs;
    private final FunctionWarmUp sigmoids;
    private final FunctionWarmUp erfs;
    private final FunctionWarmUp reductions;

    StartingKernels(Kernels vectors, Kernels plain) {
        this.vectors = vectors;
        this.plain = plain;
        products = new ProductWarmUp(vectors, plain);
        exps = new FunctionWarmUp(Kernels::exp);
        logs = new FunctionWarmUp(Kernels::log);
        log1ps = new FunctionWarmUp(Kernels::log1p);
        tanhs = new FunctionWarmUp(Kernels::tanh);
        sigmoids = new FunctionWarmUp(Kernels::sigmoid);
        erfs = new FunctionWarmUp(Kernels::erf);
        reductions = new FunctionWarmUp((kernels, x, y, from, to) ->
                y[0] = kernels.max(x, from, to) + kernels.dot(x, from, x, from, to - from));
    }

    /// See [Kernels#rehearse].
    static void rehearse() {
        PlainKernels plain = new PlainKernels(16);
        StartingKernels kernels = new StartingKernels(plain, plain);
        float[] a = new float[SIZE * SIZE];
        float[] c = new float[SIZE * SIZE];
        Product product = new Product(false, false).shape(SIZE, SIZE, SIZE).a(a, 0, SIZE);
        product.b(a, 0, SIZE).c(1, c, 0, SIZE);
        for (int time = 0; time < TIMES; time++) {
            kernels.multiply(product, 0, SIZE, 0, SIZE);
            kernels.exp(a, c, 0, c.length);
            kernels.log(a, c, 0, c.length);
            kernels.log1p(a, c, 0, c.length);
            kernels.tanh(a, c, 0, c.length);
            kernels.sigmoid(a, c, 0, c.length);
            kernels.erf(a, c, 0, c.length);
            c[0] = kernels.max(a, 0, c.length) + kernels.dot(a, 0, a, 0, c.length);
        }
    }

    /// {@return the vectors, and the plain loops in their place}
    List<Kernels> both() {
        return List.of(vectors, plain);
    }

    private interface Function {
        void run(Kernels kernels, float[] x, float[] y, int from, int to);
    }

    private final class FunctionWarmUp extends WarmUp {
        private static final int NUMBERS = 256;

        private final Function function;
        private final float[] x = new float[NUMBERS];
        private final float[] y = new float[NUMBERS];

        FunctionWarmUp(Function function) {
            this.function = function;
            for (int i = 0; i < NUMBERS; i++) {
                x[i] = (i - NUMBERS / 4) / 32f;
            }
        }

        /// Computes by plain loops.
        void run(float[] numbers, float[] results, int from, int to) {
            long begin = System.nanoTime();
            function.run(plain, numbers, results, from, to);
            spentSince(begin);
        }

        @Override
        void run(boolean byVectors) {
            function.run(byVectors ? vectors : plain, x, y, 0, NUMBERS);
        }
    }

    @Override
    public String name() {
        return vectors.name();
    }

    @Override
    public String description() {
        return vectors.description();
    }

    @Override
    public int priority() {
        return vectors.priority();
    }

    @Override
    public Cut cut(Product product, int leastWork) {
        return vectors.cut(product, leastWork);
    }

    @Override
    public void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        if (products.isCold()) {
            products.multiply(product, fromRow, toRow, fromColumn, toColumn);
        } else {
            vectors.multiply(product, fromRow, toRow, fromColumn, toColumn);
        }
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        if (exps.isCold()) {
            exps.run(x, y, from, to);
        } else {
            vectors.exp(x, y, from, to);
        }
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        if (logs.isCold()) {
            logs.run(x, y, from, to);
        } else {
            vectors.log(x, y, from, to);
        }
    }

    @Override
    public void log1p(float[] x, float[] y, int from, int to) {
        if (log1ps.isCold()) {
            log1ps.run(x, y, from, to);
        } else {
            vectors.log1p(x, y, from, to);
        }
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        if (tanhs.isCold()) {
            tanhs.run(x, y, from, to);
        } else {
            vectors.tanh(x, y, from, to);
        }
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        if (sigmoids.isCold()) {
            sigmoids.run(x, y, from, to);
        } else {
            vectors.sigmoid(x, y, from, to);
        }
    }

    @Override
    public void erf(float[] x, float[] y, int from, int to) {
        if (erfs.isCold()) {
            erfs.run(x, y, from, to);
        } else {
            vectors.erf(x, y, from, to);
        }
    }

    /// Has no vectors.
    @Override
    public float sum(float[] x, int from, int to) {
        return vectors.sum(x, from, to);
    }

    @Override
    public float max(float[] x, int from, int to) {
        if (!reductions.isCold()) {
            return vectors.max(x, from, to);
        }
        reductions.spentOn(to - from);
        return plain.max(x, from, to);
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        if (!reductions.isCold()) {
            return vectors.dot(a, aOffset, b, bOffset, length);
        }
        reductions.spentOn(length);
        return plain.dot(a, aOffset, b, bOffset, length);
    }
}
