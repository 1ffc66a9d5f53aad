package gradus.kernels;

import java.util.List;
import java.util.stream.Stream;

/// All kernels that work here, for tests that compare them.
public final class EveryKernels {
    private EveryKernels() {}

    /// Best first, the scalar ones last; vectors and the plain loops in their place each by themselves.
    public static List<Kernels> available() {
        return KernelSelection.available().stream()
                .flatMap(kernels ->
                        kernels instanceof StartingKernels starting ? starting.both().stream() : Stream.of(kernels))
                .toList();
    }

    /// The oracle.
    public static Kernels scalar() {
        return KernelSelection.available().getLast();
    }
}
