package gradus.benchmarks;

import gradus.kernels.Kernels;
import gradus.kernels.SharedProduct;
import gradus.kernels.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Matrix products: forward pass (NN), gradient of the weights (TN) and of the inputs (NT), on one thread and on two.
@State(Scope.Thread)
public class ProductBenchmark extends Settings {
    @Param({"onednn", "simd", "scalar"})
    public String kernels = "";

    @Param({"1", "2"})
    public int threads;

    @Param({"NN", "TN", "NT"})
    public String transposes = "";

    /// m x n x k.
    @Param({"128x512x784", "128x512x512", "32x512x784", "128x10x512", "784x512x128", "32x64x64", "16x8x8"})
    public String shape = "";

    private int m;
    private int n;
    private int k;
    private float[] a = {};
    private float[] b = {};
    private float[] c = {};
    private SharedProduct product = new SharedProduct(Kernels.builtIn(), Workers.of(1), false, false);

    @Setup
    public void prepare() {
        Kernels.skipStart();
        String[] sizes = shape.split("x");
        m = Integer.parseInt(sizes[0]);
        n = Integer.parseInt(sizes[1]);
        k = Integer.parseInt(sizes[2]);
        a = randoms(m * k, -1, 1);
        b = randoms(k * n, -1, 1);
        c = new float[m * n];
        product = new SharedProduct(
                Kernels.named(kernels), Workers.of(threads), transposes.charAt(0) == 'T', transposes.charAt(1) == 'T');
    }

    @Benchmark
    public float[] multiply() {
        product.run(m, n, k, a, 0, b, 0, 0, c, 0);
        return c;
    }
}
