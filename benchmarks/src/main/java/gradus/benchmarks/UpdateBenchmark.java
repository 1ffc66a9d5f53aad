package gradus.benchmarks;

import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Adam's update and the noise of dropout, the loops outside the kernels that count; the time is that of one number.
@State(Scope.Thread)
public class UpdateBenchmark extends Settings {
    private static final int COUNT = 65_536;

    private final Adam adam = new Adam();
    private final Optimizer.Step step = new Optimizer.Step();
    private final float[] parameters = randoms(COUNT, -1, 1);
    private final float[] gradients = randoms(COUNT, -0.1f, 0.1f);
    private final float[][] slots = {new float[COUNT], new float[COUNT]};
    private final float[] noise = new float[COUNT];
    private long number;

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public float[] adam() {
        step.begin(++number, 1e-3);
        adam.update(parameters, gradients, slots, 0, COUNT, step);
        return parameters;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public float[] dropoutNoise() {
        RandomStream.uniforms(++number, noise, 0, COUNT);
        return noise;
    }
}
