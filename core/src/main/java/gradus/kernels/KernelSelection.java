package gradus.kernels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Chooses the kernels once, on first use.
final class KernelSelection {
    private static final String PROPERTY = "gradus.kernels";

    private KernelSelection() {}

    /// Holder class: initialised after the built-in kernels, which other providers may request.
    private static final class Chosen {
        /// Constants, so that the compiler inlines through them. A wrong choice is reported at every use: an
        /// exception here would become a `NoClassDefFoundError` at the second use.
        static final @Nullable Kernels KERNELS;

        static final String PROBLEM;

        static {
            Kernels kernels = null;
            String problem = "";
            String wanted = System.getProperty(PROPERTY);
            try {
                kernels = select(wanted);
                log(kernels, wanted);
            } catch (IllegalStateException wrong) {
                problem = String.valueOf(wrong.getMessage());
            }
            KERNELS = kernels;
            PROBLEM = problem;
        }

        /// Never slow without notice: logs a warning with the flag to add, unless these very kernels were
        /// requested. Only their name: a description may load a native library, which small networks never need.
        private static void log(Kernels kernels, @Nullable String wanted) {
            System.Logger logger = System.getLogger("gradus.kernels");
            boolean slower = !advice().isEmpty() && (wanted == null || wanted.isBlank());
            logger.log(
                    slower ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                    () -> "Gradus uses the " + kernels.name() + " kernels." + (slower ? " " + advice() : ""));
        }
    }

    private static final class BuiltIn {
        static final Kernels SCALAR = new ScalarKernels();
        static final Kernels BEST = simdModulePresent() && Simd.work() ? Simd.create() : SCALAR;
    }

    /// Keeps the class that needs the incubator module from being loaded without it.
    private static final class Simd {
        static boolean work() {
            return SimdKernels.work();
        }

        /// With plain loops in their place at first, unless somebody chose kernels, as measurements and tests do.
        static Kernels create() {
            Kernels vectors = new SimdKernels();
            String wanted = System.getProperty(PROPERTY);
            return wanted == null || wanted.isBlank() ? new StartingKernels(vectors, SimdKernels.PLAIN) : vectors;
        }
    }

    static Kernels current() {
        Kernels kernels = Chosen.KERNELS;
        if (kernels == null) {
            throw new IllegalStateException(Chosen.PROBLEM);
        }
        return kernels;
    }

    static Kernels builtIn() {
        return BuiltIn.BEST;
    }

    static Kernels select(@Nullable String wanted) {
        List<Kernels> available = available();
        if (wanted == null || wanted.isBlank()) {
            return available.getFirst();
        }
        return available.stream()
                .filter(kernels -> kernels.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(("-D" + PROPERTY + " must name kernels that work here ("
                                + available.stream().map(Kernels::name).collect(Collectors.joining(", ")) + "), got \""
                                + wanted + "\". " + advice())
                        .strip()));
    }

    /// The available kernels, searched for once.
    private static final class Found {
        /// Best first.
        static final List<Kernels> KERNELS;

        /// What to add for faster kernels; empty if there is nothing.
        static final String ADVICE;

        static {
            List<Kernels> kernels = new ArrayList<>();
            List<String> advice = new ArrayList<>();
            kernels.add(BuiltIn.SCALAR);
            if (BuiltIn.BEST != BuiltIn.SCALAR) {
                kernels.add(BuiltIn.BEST);
            }
            if (!simdModulePresent()) {
                advice.add("Start java with --add-modules jdk.incubator.vector for the simd kernels.");
            }
            try {
                ServiceLoader.load(Kernels.class, Kernels.class.getClassLoader()).stream()
                        .forEach(provider -> addIfItLoads(provider, kernels, advice));
            } catch (ServiceConfigurationError broken) {
                // A provider whose class is missing: the kernels found before are used.
            }
            kernels.sort(Comparator.comparingInt(Kernels::priority).reversed());
            KERNELS = List.copyOf(kernels);
            ADVICE = String.join(" ", advice);
        }

        private static void addIfItLoads(
                ServiceLoader.Provider<Kernels> provider, List<Kernels> kernels, List<String> advice) {
            try {
                kernels.add(provider.get());
            } catch (ServiceConfigurationError | LinkageError notHere) {
                // A native library that cannot be loaded here: the other kernels are used. An illegal state is
                // something the user can change, and the message says how.
                if (notHere.getCause() instanceof IllegalStateException changeable) {
                    advice.add(String.valueOf(changeable.getMessage()));
                }
            }
        }
    }

    /// Returns all kernels that work here, best first.
    static List<Kernels> available() {
        return Found.KERNELS;
    }

    static String advice() {
        return Found.ADVICE;
    }

    /// Asks for a class, not for a module of the first layer: the command line loads the module later.
    private static boolean simdModulePresent() {
        try {
            Class.forName("jdk.incubator.vector.FloatVector", false, KernelSelection.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
