package gradus.kernels;

import java.util.List;

/// All kernels that work here, for tests that compare them.
public final class EveryKernels {
    private EveryKernels() {}

    /// Best first, the scalar ones last.
    public static List<Kernels> available() {
        return KernelSelection.available();
    }

    /// The oracle.
    public static Kernels scalar() {
        return KernelSelection.available().getLast();
    }
}
