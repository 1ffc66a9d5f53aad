package gradus.kernels;

import java.util.List;

/// [SimdKernels] that are quick from the start: [PlainKernels] take their place until the compiler has made the
/// vectors the faster ones ([WarmUp]). Both give the same bits.
final class StartingKernels implements Kernels {
    /// What a number of a function takes, in multiply-adds.
    private static final int FUNCTION = 16;

    /// Of matrices for [#rehearse], and how often it computes with them.
    private static final int SIZE = 40;

    private static final int TIMES = 500;

    private final Kernels vectors;
    private final Kernels plain;
    private final ProductWarmUp products;
    private final WarmUp exps;
    private final WarmUp logs;
    private final WarmUp log1ps;
    private final WarmUp tanhs;
    private final WarmUp sigmoids;
    private final WarmUp erfs;
    private final WarmUp maxima;
    private final WarmUp dots;

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
        maxima = new FunctionWarmUp((kernels, x, y, from, to) -> y[0] = kernels.max(x, from, to));
        dots = new FunctionWarmUp((kernels, x, y, from, to) -> y[0] = kernels.dot(x, from, x, from, to - from));
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

        @Override
        void run(boolean byVectors) {
            function.run(byVectors ? vectors : plain, x, y, 0, NUMBERS);
        }
    }

    private Kernels to(WarmUp function, int numbers) {
        return function.isCold((long) FUNCTION * numbers) ? plain : vectors;
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
        Kernels kernels = products.isCold(product, toRow - fromRow, toColumn - fromColumn) ? plain : vectors;
        kernels.multiply(product, fromRow, toRow, fromColumn, toColumn);
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        to(exps, to - from).exp(x, y, from, to);
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        to(logs, to - from).log(x, y, from, to);
    }

    @Override
    public void log1p(float[] x, float[] y, int from, int to) {
        to(log1ps, to - from).log1p(x, y, from, to);
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        to(tanhs, to - from).tanh(x, y, from, to);
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        to(sigmoids, to - from).sigmoid(x, y, from, to);
    }

    @Override
    public void erf(float[] x, float[] y, int from, int to) {
        to(erfs, to - from).erf(x, y, from, to);
    }

    /// Has no vectors.
    @Override
    public float sum(float[] x, int from, int to) {
        return vectors.sum(x, from, to);
    }

    @Override
    public float max(float[] x, int from, int to) {
        return to(maxima, (to - from) / FUNCTION).max(x, from, to);
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return to(dots, length / FUNCTION).dot(a, aOffset, b, bOffset, length);
    }
}
