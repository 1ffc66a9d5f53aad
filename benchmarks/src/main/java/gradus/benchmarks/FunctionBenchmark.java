package gradus.benchmarks;

import gradus.kernels.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Functions on ranges; the time is that of one number.
@State(Scope.Thread)
public class FunctionBenchmark extends Settings {
    private static final int COUNT = 65_536;

    @Param({"simd", "scalar"})
    public String kernels = "";

    private Kernels functions = Kernels.builtIn();
    private final float[] x = randoms(COUNT, -4, 4);
    private final float[] y = new float[COUNT];

    @Setup
    public void prepare() {
        Kernels.skipStart();
        functions = Kernels.named(kernels);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public float[] exp() {
        functions.exp(x, y, 0, COUNT);
        return y;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public float[] tanh() {
        functions.tanh(x, y, 0, COUNT);
        return y;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public float[] sigmoid() {
        functions.sigmoid(x, y, 0, COUNT);
        return y;
    }
}
