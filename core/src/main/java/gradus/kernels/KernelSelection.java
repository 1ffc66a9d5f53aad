package gradus.kernels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// Chooses the kernels once, when they are first asked for.
final class KernelSelection {
    private static final String PROPERTY = "gradus.kernels";

    /// A constant, so that the compiler inlines through it.
    static final Kernels CURRENT = select(System.getProperty(PROPERTY));

    private KernelSelection() {}

    static Kernels select(@org.jspecify.annotations.Nullable String wanted) {
        List<Kernels> available = available();
        if (wanted == null || wanted.isBlank()) {
            return available.getFirst();
        }
        return available.stream()
                .filter(kernels -> kernels.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("-D" + PROPERTY + " must name kernels that work here ("
                        + available.stream().map(Kernels::name).collect(Collectors.joining(", ")) + "), got \""
                        + wanted + "\". " + advice()));
    }

    /// All kernels that work here, best first.
    static List<Kernels> available() {
        List<Kernels> found = new ArrayList<>();
        found.add(new ScalarKernels());
        ServiceLoader.load(Kernels.class, Kernels.class.getClassLoader()).stream()
                .forEach(provider -> addIfItLoads(provider, found));
        found.sort(Comparator.comparingInt(Kernels::priority).reversed());
        return found;
    }

    /// One line that says what to add for faster kernels; empty when the fast ones are there.
    static String advice() {
        return simdModulePresent() ? "" : "Start java with --add-modules jdk.incubator.vector for the simd kernels.";
    }

    private static void addIfItLoads(ServiceLoader.Provider<Kernels> provider, List<Kernels> found) {
        try {
            found.add(provider.get());
        } catch (java.util.ServiceConfigurationError | LinkageError notHere) {
            // A native library that does not load here: the others do the work.
        }
    }

    private static boolean simdModulePresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
