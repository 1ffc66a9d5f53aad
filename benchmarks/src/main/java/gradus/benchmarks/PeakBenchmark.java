package gradus.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The limit of one core in float32: fused multiply-adds that never leave the registers, in sixteen independent chains.
@State(Scope.Thread)
public class PeakBenchmark extends Settings {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int REPEATS = 1_000;

    /// Floating-point operations of one call.
    static final double FLOPS = 2.0 * 16 * SPECIES.length();

    private float factor = 0.999f;

    @Benchmark
    @OperationsPerInvocation(REPEATS)
    public float multiplyAdds() {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        FloatVector s0 = f;
        FloatVector s1 = f;
        FloatVector s2 = f;
        FloatVector s3 = f;
        FloatVector s4 = f;
        FloatVector s5 = f;
        FloatVector s6 = f;
        FloatVector s7 = f;
        FloatVector s8 = f;
        FloatVector s9 = f;
        FloatVector s10 = f;
        FloatVector s11 = f;
        FloatVector s12 = f;
        FloatVector s13 = f;
        FloatVector s14 = f;
        FloatVector s15 = f;
        for (int i = 0; i < REPEATS; i++) {
            s0 = s0.fma(f, f);
            s1 = s1.fma(f, f);
            s2 = s2.fma(f, f);
            s3 = s3.fma(f, f);
            s4 = s4.fma(f, f);
            s5 = s5.fma(f, f);
            s6 = s6.fma(f, f);
            s7 = s7.fma(f, f);
            s8 = s8.fma(f, f);
            s9 = s9.fma(f, f);
            s10 = s10.fma(f, f);
            s11 = s11.fma(f, f);
            s12 = s12.fma(f, f);
            s13 = s13.fma(f, f);
            s14 = s14.fma(f, f);
            s15 = s15.fma(f, f);
        }
        FloatVector low = s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7)));
        FloatVector high = s8.add(s9).add(s10.add(s11)).add(s12.add(s13).add(s14.add(s15)));
        return low.add(high).lane(0);
    }
}
