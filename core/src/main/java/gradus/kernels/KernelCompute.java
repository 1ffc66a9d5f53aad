package gradus.kernels;

import gradus.math.Compute;
import gradus.math.Functions;
import gradus.math.MatrixProduct;
import gradus.math.RangeTask;

/// Computes with kernels and a team of threads.
///
/// @param kernels the kernels for functions and products
/// @param workers the threads that share the work
public record KernelCompute(Kernels kernels, Workers workers) implements Compute {
    @Override
    public Functions functions() {
        return kernels;
    }

    @Override
    public MatrixProduct product(boolean transposeA, boolean transposeB, RangeTask after) {
        return new SharedProduct(kernels, workers, transposeA, transposeB, after);
    }

    @Override
    public void run(int count, int grain, RangeTask task) {
        workers.run(count, grain, task);
    }
}
